// node:http without a framework: `node_http.js PORT`.
import { createServer } from "node:http";
import process from "node:process";
import { Readable } from "node:stream";

const CHUNK = Buffer.alloc(64 * 1_024, "x");
const CHUNKS = 16;

function* chunks() {
  for (let index = 0; index < CHUNKS; index++) yield CHUNK;
}

function sendJson(response, value) {
  const text = JSON.stringify(value);
  const length = Buffer.byteLength(text);
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  response.end(text);
}

function listenForEvents(response) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const timer = setInterval(() => response.write("data: tick\n\n"), 1_000);
  response.on("close", () => clearInterval(timer));
}

function spin(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const ROUTES = {
  "/": (response) => sendJson(response, { message: "Hello" }),
  "/livez": (response) => sendJson(response, { status: "ok" }),
  "/download": (response) => Readable.from(chunks(), { objectMode: false }).pipe(response),
  "/events": listenForEvents,
  "/slow": (response) => setTimeout(() => sendJson(response, { done: true }), 200),
  "/spin": (response, query) => {
    spin(Number(query.get("ms")));
    sendJson(response, { done: true });
  },
};

const server = createServer(({ url }, response) => {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const answer = ROUTES[pathname];
  if (answer !== undefined) return answer(response, searchParams);
  response.writeHead(404).end();
});
server.listen(Number(process.argv[2]), "127.0.0.1");
process.once("SIGTERM", () => server.close(() => process.exit()));
