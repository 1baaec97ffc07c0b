// Bun.serve with its own router, and the query cut by hand: `bun_serve_routes.js PORT`.
import process from "node:process";

function readQuery(url) {
  const mark = url.indexOf("?");
  return new URLSearchParams(mark < 0 ? "" : url.slice(mark));
}

globalThis.Bun.serve({
  port: Number(process.argv[2]),
  hostname: "127.0.0.1",
  routes: {
    "/": { GET: () => Response.json({ message: "Hello" }) },
    "/users/:id": {
      GET: ({ params, url }) => Response.json({ id: params.id, q: readQuery(url).get("q") }),
    },
    "/echo": { POST: async (request) => Response.json(await request.json()) },
  },
});
