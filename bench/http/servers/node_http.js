// node:http without a framework: `node_http.js PORT`.
import { createServer } from "node:http";
import process from "node:process";

function sendJson(response, value) {
  const text = JSON.stringify(value);
  const length = Buffer.byteLength(text);
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  response.end(text);
}

function readUser(url) {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark));
  return { id: decodeURIComponent(path.slice("/users/".length)), q: query.get("q") };
}

function echo(request, response) {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => text += chunk);
  request.on("end", () => sendJson(response, JSON.parse(text)));
}

const server = createServer((request, response) => {
  if (request.method === "POST" && request.url === "/echo") return echo(request, response);
  if (request.url.startsWith("/users/")) return sendJson(response, readUser(request.url));
  sendJson(response, { message: "Hello" });
});
server.listen(Number(process.argv[2]), "127.0.0.1");
