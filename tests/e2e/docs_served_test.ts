import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard, type SpikardOptions } from "../../mod.ts";
import { expectJson, expectText } from "../support/answers.ts";
import { ROOT } from "../support/checkout.ts";
import { expectRejection } from "../support/errors.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { runUserProgram, type Sources, startUserProgram } from "../support/user_program.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("docs_served");
const serve = withServer(test);

const SWAGGER_UI = new URL("node_modules/swagger-ui-dist/", ROOT);

/** An app whose hooks would notice a request. */
function appWith(options: SpikardOptions): Spikard {
  const app = new Spikard(options);
  app.onRequest(() => ({ hooked: true }));
  return app.get("/users/:id", ({ params }) => params.id);
}

/** URLs of what a page refers to, but for data: URLs. */
function references(html: string, page: string): readonly string[] {
  const urls = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = ""]) => url);
  return urls.filter((url) => !url.startsWith("data:")).map((url) => new URL(url, page).href);
}

test("without assets the page links the document and says how to add a program", async () => {
  const { url } = await serve(appWith({ docs: true }));
  const response = await fetch(`${url}/docs`);
  assert.is(response.headers.get("content-type"), "text/html; charset=utf-8");
  const html = await expectText(response);
  assert.equal(references(html, `${url}/docs`), [`${url}/openapi.json`]);
  assert.match(html, "swagger-ui-dist");
});

test("Swagger UI comes whole, from this server alone", async () => {
  const { url } = await serve(appWith({ docs: { assets: SWAGGER_UI } }));
  const page = await fetch(`${url}/docs`);
  const policy = page.headers.get("content-security-policy") ?? "";
  assert.match(policy, "default-src 'none'; ");
  assert.match(policy, "script-src 'self'; ");
  const urls = references(await expectText(page), `${url}/docs`);
  assert.equal(urls.map((reference) => reference.slice(url.length)), [
    "/docs/swagger-ui.css",
    "/docs/swagger-ui-bundle.js",
    "/docs/start.js",
  ]);
  for (const reference of urls) {
    const response = await fetch(reference);
    const body = new Uint8Array(await response.arrayBuffer());
    const name = reference.slice(reference.lastIndexOf("/") + 1);
    const type = name.endsWith(".css") ? "text/css" : "text/javascript";
    assert.is(response.headers.get("content-type"), `${type}; charset=utf-8`);
    if (name === "start.js") continue;
    assert.ok(readFileSync(new URL(name, SWAGGER_UI)).equals(body), name);
    const again = await fetch(reference, {
      headers: { "if-none-match": response.headers.get("etag") ?? "" },
    });
    assert.is(again.status, 304);
  }
});

test("nothing else of the folder, or beside it, can be had", async () => {
  const { port } = await serve(appWith({ docs: { assets: SWAGGER_UI } }));
  const client = await connectRaw(port);
  for (
    const target of [
      "/docs/",
      "/docs/index.html",
      "/docs/package.json",
      "/docs/swagger-ui-bundle.js.map",
      "/docs/swagger-ui-bundle.js/",
      "/docs/SWAGGER-UI.CSS",
      "/docs/.env",
      "/docs//etc/passwd",
      "/docs/C:/x",
      "/swagger-ui.css",
    ]
  ) {
    assert.is((await client.exchange(getRequest(target))).status, 404, target);
  }
  for (
    const target of [
      "/docs/../package.json",
      "/docs/..%2fpackage.json",
      "/docs/%2e%2e/package.json",
      "/docs/..\\package.json",
      "/docs/swagger-ui.css%00.js",
    ]
  ) {
    assert.is((await client.exchange(getRequest(target))).status, 400, target);
  }
});

/** A folder as that of @scalar/api-reference, whose real one has 50 MB. */
function scalarFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "spikard-"));
  mkdirSync(join(folder, "dist/browser"), { recursive: true });
  writeFileSync(join(folder, "dist/browser/standalone.js"), "Scalar = { createApiReference };");
  return folder;
}

test("Scalar comes from this server alone", async () => {
  const assets = scalarFolder();
  try {
    const { url } = await serve(appWith({ docs: { path: "/internal/docs", assets } }));
    const page = `${url}/internal/docs`;
    const urls = references(await expectText(await fetch(page)), page);
    assert.equal(urls, [`${page}/standalone.js`, `${page}/start.js`]);
    assert.match(await expectText(await fetch(urls[0] ?? "")), "createApiReference");
  } finally {
    rmSync(assets, { recursive: true });
  }
});

/** What a page gives its program, by the name of the function that takes it. */
async function startOf(page: string, name: string): Promise<Record<string, unknown>> {
  const script = await expectText(await fetch(`${page}/start.js`));
  const seen: Record<string, unknown>[] = [];
  const take = (...given: readonly Record<string, unknown>[]) => seen.push(...given.slice(-1));
  const program = name === "Scalar" ? { createApiReference: take } : take;
  new Function(name, "document", script)(program, { baseURI: page });
  assert.is(seen.length, 1);
  return seen[0] ?? {};
}

test("a page starts its program with the document of the app", async () => {
  const scalar = scalarFolder();
  try {
    for (const [name, assets] of [["SwaggerUIBundle", SWAGGER_UI], ["Scalar", scalar]] as const) {
      const docs = { path: "/a/docs", assets } as const;
      const { url } = await serve(appWith({ openapi: { path: "/b/api.json" }, docs }));
      const { url: documentUrl } = await startOf(`${url}/a/docs`, name);
      assert.is(documentUrl, `${url}/b/api.json`);
      await expectJson(await fetch(String(documentUrl)));
    }
  } finally {
    rmSync(scalar, { recursive: true });
  }
});

test("a route of the path of a page's file is refused, and routes around it are served", async () => {
  const app = appWith({ docs: { assets: SWAGGER_UI } }).get("/docs/start.js", () => 1);
  const expected = { code: "SPK_DUPLICATE_ROUTE", says: ["GET /docs/start.js", "docs.assets"] };
  await expectRejection(app.listen({ port: 0 }), expected);
  const around = new Spikard({ docs: { assets: SWAGGER_UI } }).get(
    "/docs/*rest",
    ({ params }) => params.rest,
  );
  const { url } = await serve(around);
  assert.is(await expectText(await fetch(`${url}/docs/mine.js`)), "mine.js");
  assert.match(await expectText(await fetch(`${url}/docs/start.js`)), "SwaggerUIBundle");
});

test("an app whose folder has no program does not start, and says what to install", async () => {
  const assets = fileURLToPath(new URL("node_modules/uvu", ROOT));
  await expectRejection(appWith({ docs: { assets } }).listen({ port: 0 }), {
    code: "SPK_BAD_OPTION",
    says: [assets, "npm install swagger-ui-dist"],
  });
});

const PROGRAM: Sources = new Map([[
  "main.ts",
  `import process from "node:process";
import { Spikard } from "@spikard/node";

const app = new Spikard({ docs: { path: "/guide", assets: process.argv[2] ?? "" } });
app.get("/", () => "here");
await app.run();
`,
]]);
const FOLDER = fileURLToPath(SWAGGER_UI);

test("the line at the start says where the page is", async () => {
  const permissions = ["--allow-ffi", "--allow-net", `--allow-read=${FOLDER}`];
  const { program, url } = await startUserProgram(PROGRAM, { args: [FOLDER], permissions });
  try {
    const { docs } = JSON.parse(program.errors.all[0] ?? "");
    assert.is(docs, `${url}/guide`);
    await expectText(await fetch(docs));
  } finally {
    await program.kill();
  }
});

if ("Deno" in globalThis) {
  test("a program that may not read the folder is told which permission it needs", async () => {
    const permissions = ["--allow-ffi", "--allow-net"];
    const program = await runUserProgram(PROGRAM, { args: [FOLDER], permissions });
    assert.is((await program.exit()).code, 1);
    assert.match(String(program.errors), "SPK_PERMISSION");
    assert.match(String(program.errors), `--allow-read=${FOLDER}`);
  });
}

test.run();
