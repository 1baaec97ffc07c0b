// Deno.serve as its documentation writes it: `deno_serve.js PORT`.
import process from "node:process";

async function answer(request) {
  const url = new URL(request.url);
  if (url.pathname === "/") return Response.json({ message: "Hello" });
  if (url.pathname === "/echo") return Response.json(await request.json());
  const id = url.pathname.slice("/users/".length);
  return Response.json({ id, q: url.searchParams.get("q") });
}

Deno.serve({ port: Number(process.argv[2]), hostname: "127.0.0.1" }, answer);
