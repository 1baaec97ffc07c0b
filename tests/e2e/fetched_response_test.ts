import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Buffer } from "node:buffer";
import { createServer, type Server } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { Spikard } from "../../mod.ts";
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

test.run();
