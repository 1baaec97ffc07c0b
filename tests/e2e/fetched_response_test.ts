import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Buffer } from "node:buffer";
import { createServer, type Server } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { Spikard } from "../../mod.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("Responses of fetch");
const serve = withServer(test);

const TEXT = "the same words, ".repeat(200);
const CODED: ReadonlyMap<string, Uint8Array> = new Map([
  ["gzip", gzipSync(TEXT)],
  ["x-gzip", gzipSync(TEXT)],
  ["deflate", deflateSync(TEXT)],
  ["br", brotliCompressSync(TEXT)],
  ["identity", Buffer.from(TEXT)],
]);

let origin: Server;
let target = "";

function proxy(): Spikard {
  const app = new Spikard();
  app.get("/:coding/:pace", ({ params }) => fetch(`${target}/${params.coding}/${params.pace}`));
  app.get("/own", () => new Response(gzipSync(TEXT), { headers: { "content-encoding": "gzip" } }));
  return app;
}

test.before(async () => {
  origin = createServer(({ url = "" }, response) => {
    const [coding = "", pace] = url.slice(1).split("/");
    const body = CODED.get(coding) ?? new Uint8Array();
    response.setHeader("content-encoding", coding);
    response.setHeader("x-kept", "1");
    if (pace !== "slow") return void response.end(body);
    response.write(body.subarray(0, 1));
    setTimeout(() => response.end(body.subarray(1)), 20);
  });
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const address = origin.address();
  assert.ok(typeof address === "object" && address !== null);
  target = `http://127.0.0.1:${address.port}`;
});
test.after(() => void origin.close());

for (const coding of CODED.keys()) {
  for (const pace of ["fast", "slow"]) {
    test(`a body in ${coding} that comes ${pace} can be read by the client`, async () => {
      const { url } = await serve(proxy());
      const answer = await fetch(`${url}/${coding}/${pace}`);
      assert.is(answer.headers.get("x-kept"), "1");
      const bytes = new Uint8Array(await answer.arrayBuffer());
      // A runtime that does not know the coding has passed it on, as this client gets it.
      const expected = answer.headers.has("content-encoding") && coding !== "identity" &&
          bytes.length < TEXT.length
        ? CODED.get(coding)
        : Buffer.from(TEXT);
      assert.is(Buffer.compare(bytes, expected ?? new Uint8Array()), 0);
    });
  }
}

test("a Response that the program made keeps the coding that it names", async () => {
  const { url } = await serve(proxy());
  const answer = await fetch(`${url}/own`);
  assert.is(await answer.text(), TEXT);
});

/** An origin whose bodies in gzip begin and never go on; counts what is open there. */
async function stallingOrigin() {
  const counts = { opened: 0, closed: 0 };
  const server = createServer((_, response) => {
    counts.opened += 1;
    response.on("close", () => counts.closed += 1);
    response.writeHead(200, { "content-encoding": "gzip" });
    response.write(gzipSync(TEXT).subarray(0, 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { counts, server, url: `http://127.0.0.1:${address.port}` };
}

for (const [kind, hook] of [["", undefined], [" with hooks", () => {}]] as const) {
  test(`a body that does not begin lets go of its origin where the client leaves${kind}`, async () => {
    const { counts, server, url } = await stallingOrigin();
    const app = new Spikard();
    if (hook !== undefined) app.onSend(hook);
    app.get("/", () => fetch(url));
    const client = await connectRaw((await serve(app)).port);
    client.send(getRequest("/"));
    await eventually("The request at the origin", () => counts.opened === 1);
    // Until the proxy waits for the body.
    await new Promise((resolve) => setTimeout(resolve, 100));
    void client.close();
    await eventually("The end at the origin", () => counts.closed === 1);
    server.close();
  });

  test(`a body that does not begin lets go of its origin at the deadline${kind}`, async () => {
    const { counts, server, url } = await stallingOrigin();
    const app = new Spikard();
    if (hook !== undefined) app.onSend(hook);
    app.get("/", { handlerTimeout: "200ms" }, () => fetch(url));
    assert.is((await fetch((await serve(app)).url)).status, 504);
    await eventually("The end at the origin", () => counts.closed === 1);
    server.close();
  });
}

test.run();
