// Deno.serve with the address cut by hand: `deno_serve_tuned.js PORT`.
import process from "node:process";

function readUser(url, start) {
  const mark = url.indexOf("?", start);
  const end = mark < 0 ? url.length : mark;
  const id = decodeURIComponent(url.slice(start + "/users/".length, end));
  return { id, q: new URLSearchParams(url.slice(end)).get("q") };
}

Deno.serve({ port: Number(process.argv[2]), hostname: "127.0.0.1" }, (request) => {
  const { url } = request;
  const start = url.indexOf("/", "http://".length);
  if (url.startsWith("/users/", start)) return Response.json(readUser(url, start));
  if (!url.startsWith("/echo", start)) return Response.json({ message: "Hello" });
  return request.json().then((body) => Response.json(body));
});
