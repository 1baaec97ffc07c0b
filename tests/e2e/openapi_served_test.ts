import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, type SpikardOptions } from "../../mod.ts";
import { requestId, securityHeaders } from "../../src/middleware/mod.ts";
import { testClient } from "../../src/testing/mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { expectRejection } from "../support/errors.ts";
import { startProgram } from "../support/program.ts";
import { connectRaw } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("openapi_served");
const serve = withServer(test);

/** An app whose hooks would notice a request. */
function appWith(options: SpikardOptions): Spikard {
  const app = new Spikard({ title: "Shop", version: "2.1", ...options });
  app.onRequest(() => ({ hooked: true }));
  return app.get("/users/:id", ({ params }) => params.id);
}

test("an app serves its document, without a word from JavaScript", async () => {
  const app = appWith({ openapi: { description: "All of it.", servers: [{ url: "/" }] } });
  const { url } = await serve(app);
  const response = await fetch(`${url}/openapi.json`);
  assert.is(response.headers.get("cache-control"), "no-cache");
  const document = await expectJson(response);
  assert.equal(document, JSON.parse(JSON.stringify(app.openapi())));
  const { openapi, info, paths } = app.openapi();
  assert.is(openapi, "3.1.1");
  assert.equal(info, { title: "Shop", version: "2.1", description: "All of it." });
  assert.equal(Object.keys(paths), ["/users/{id}"]);
  await expectProblem(await fetch(`${url}/docs`), 404);
});

test("a client that has the document is told so", async () => {
  const { url, port } = await serve(appWith({ openapi: { path: "/api.json" } }));
  const first = await fetch(`${url}/api.json`);
  const text = await first.text();
  const tag = first.headers.get("etag") ?? "";
  assert.match(tag, /^"[\w-]+"$/);
  const client = await connectRaw(port);
  for (const known of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) {
    const request = `GET /api.json HTTP/1.1\r\nhost: a\r\nif-none-match: ${known}\r\n\r\n`;
    const { status, headers, body } = await client.exchange(request);
    assert.equal([status, headers.get("etag"), body.length], [304, tag, 0], known);
  }
  const other = await fetch(`${url}/api.json`, { headers: { "if-none-match": '"x"' } });
  assert.is(await expectText(other), text);
  const head = await fetch(`${url}/api.json`, { method: "HEAD" });
  assert.equal([head.status, head.headers.get("etag"), await head.text()], [200, tag, ""]);
});

test("the document of an app that starts again has the same tag", async () => {
  const app = appWith({ openapi: true });
  const tags: unknown[] = [];
  for (let count = 0; count < 2; count++) {
    const server = await app.listen({ port: 0 });
    const response = await fetch(`${server.url}/openapi.json`);
    tags.push(response.headers.get("etag"));
    await response.body?.cancel();
    await server.close();
  }
  assert.is(tags[0], tags[1]);
});

test("other methods are told which ones there are", async () => {
  const { url } = await serve(appWith({ docs: true }));
  for (const path of ["/openapi.json", "/docs"]) {
    const response = await fetch(url + path, { method: "POST", body: "{}" });
    await expectProblem(response, 405);
    assert.is(response.headers.get("allow"), "GET, HEAD, OPTIONS");
  }
});

test("document and page have the headers that the app gives the server's own answers", async () => {
  const app = appWith({ docs: true });
  app.use(requestId());
  app.use(securityHeaders({ "content-security-policy": "default-src 'none'" }));
  const { url } = await serve(app);
  const ids = new Set<string | null>();
  for (const path of ["/openapi.json", "/docs"]) {
    const { headers, body } = await fetch(url + path);
    await body?.cancel();
    assert.is(headers.get("x-content-type-options"), "nosniff");
    assert.is(headers.get("cache-control"), "no-cache");
    const isPage = path === "/docs";
    assert.is(headers.get("content-security-policy")?.includes("base-uri 'none'"), isPage);
    ids.add(headers.get("x-request-id"));
  }
  assert.is(ids.size, 2);
  assert.not.ok(ids.has(null));
});

test("a route of the document's path is refused, and both sources are named", async () => {
  const app = new Spikard({ openapi: true }).get("/openapi.json", function mine() {});
  await expectRejection(app.listen({ port: 0 }), {
    code: "SPK_DUPLICATE_ROUTE",
    says: ["GET /openapi.json (mine)", "openapi.path"],
  });
});

test("the test client reaches document and page too", async () => {
  const client = testClient(appWith({ docs: true }));
  assert.is((await client.get("/openapi.json")).status, 200);
  assert.match(await (await client.get("/docs")).text(), "openapi.json");
  await client.close();
});

test("while a handler holds the event loop the document is served", async () => {
  const folder = mkdtempSync(join(tmpdir(), "spikard-"));
  const release = join(folder, "release");
  const program = startProgram("blocking", { args: [release] });
  try {
    const url = `http://127.0.0.1:${await program.port()}`;
    const blocked = fetch(`${url}/block`);
    assert.is(await program.output.next(), "blocked");
    await expectJson(await fetch(`${url}/openapi.json`));
    writeFileSync(release, "");
    assert.is(await expectText(await blocked), "free");
  } finally {
    await program.kill();
    rmSync(folder, { recursive: true });
  }
});

test.run();
