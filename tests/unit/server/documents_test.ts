import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type DescriptionOptions, readDescription } from "../../../src/server/docs_options.ts";
import { documentsOf } from "../../../src/server/documents.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("documents");
const folders: string[] = [];

test.after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder with these files, each of which has its name in it. */
function folderOf(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "spikard-"));
  folders.push(folder);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `content of ${file}`);
  }
  return folder;
}

interface Served {
  readonly type: string;
  readonly policy: string | undefined;
  readonly text: string;
}

function serve(options: DescriptionOptions): ReadonlyMap<string, Served> {
  const documents = documentsOf(readDescription(options), '{"openapi":"3.1.1"}');
  return new Map(documents.map(({ path, contentType, contentSecurityPolicy, body }) => {
    const text = new TextDecoder().decode(body);
    return [path, { type: contentType, policy: contentSecurityPolicy, text }];
  }));
}

function startScript(...files: readonly string[]): string {
  return serve({ docs: { assets: folderOf(...files) } }).get("/docs/start.js")?.text ?? "";
}

const SWAGGER_UI = ["swagger-ui-bundle.js", "swagger-ui.css", "swagger-ui-bundle.js.map", ".env"];
const SCALAR = ["dist/browser/standalone.js", "dist/browser/standalone.js.map", "package.json"];
const JS = "text/javascript; charset=utf-8";

test("an app without a document serves nothing, and one without a page that alone", () => {
  assert.is(serve({}).size, 0);
  assert.equal(documentsOf(readDescription({ openapi: true }), undefined), []);
  const type = "application/json";
  const document = { type, policy: undefined, text: '{"openapi":"3.1.1"}' };
  assert.equal([...serve({ openapi: { path: "/a.json" } })], [["/a.json", document]]);
});

test("without assets the page is one document", () => {
  const served = serve({ title: "Shop", docs: true });
  assert.equal([...served.keys()], ["/openapi.json", "/docs"]);
  assert.is(served.get("/docs")?.type, "text/html; charset=utf-8");
  assert.match(served.get("/docs")?.policy ?? "", "default-src 'none'");
  assert.match(served.get("/docs")?.text ?? "", "<h1>Shop</h1>");
});

test("of the folder of swagger-ui-dist its program and styles are served, and nothing else", () => {
  const served = serve({ docs: { assets: folderOf(...SWAGGER_UI) } });
  const files = ["/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css", "/docs/start.js"];
  assert.equal([...served.keys()], ["/openapi.json", "/docs", ...files]);
  const program = { type: JS, policy: undefined, text: "content of swagger-ui-bundle.js" };
  assert.equal(served.get("/docs/swagger-ui-bundle.js"), program);
  assert.is(served.get("/docs/swagger-ui.css")?.type, "text/css; charset=utf-8");
  assert.match(served.get("/docs")?.policy ?? "", "style-src 'self'");
});

test("Swagger UI asks no validator on the net", () => {
  const text = startScript(...SWAGGER_UI);
  assert.match(text, "SwaggerUIBundle({");
  assert.match(text, "validatorUrl: null");
});

test("of the folder of @scalar/api-reference its program is served, and nothing else", () => {
  const served = serve({ docs: { path: "/a/b", assets: folderOf(...SCALAR) } });
  assert.equal([...served.keys()].slice(1), ["/a/b", "/a/b/standalone.js", "/a/b/start.js"]);
  assert.is(served.get("/a/b/standalone.js")?.text, "content of dist/browser/standalone.js");
  assert.match(served.get("/a/b")?.policy ?? "", "style-src 'self' 'unsafe-inline'");
});

test("Scalar fetches and sends nothing on the net", () => {
  const text = startScript(...SCALAR);
  assert.match(text, 'Scalar.createApiReference("#ui", {');
  for (
    const off of [
      "withDefaultFonts: false",
      'proxyUrl: ""',
      "telemetry: false",
      "agent: { disabled: true }",
      "mcp: { disabled: true }",
    ]
  ) {
    assert.match(text, off);
  }
});

test("no page has an URL of another server in it", () => {
  const assets = [folderOf(...SWAGGER_UI), folderOf(...SCALAR), undefined];
  for (const folder of assets) {
    const served = serve({ docs: folder === undefined ? true : { assets: folder } });
    for (const { text, policy = "" } of served.values()) {
      assert.not.match(text + policy, /https?:|["'(]\/\//);
    }
  }
});

test("a page may send requests to the servers that the document names", () => {
  const servers = [
    { url: "https://shop.test/v1" },
    { url: "https://shop.test/v2" },
    { url: "http://a.test:81" },
    { url: "/v3" },
    { url: "https://{place}.test" },
    { url: "https://a;script-src" },
    { url: "data:text/plain,x" },
  ];
  const options = { openapi: { servers }, docs: { assets: folderOf(...SWAGGER_UI) } };
  const policy = serve(options).get("/docs")?.policy ?? "";
  assert.match(policy, "connect-src 'self' https://shop.test http://a.test:81; ");
});

test("a folder may be a path or a file: URL, with a slash at its end or not", () => {
  const folder = folderOf(...SWAGGER_UI);
  const url = pathToFileURL(folder);
  for (const assets of [folder, `${folder}/`, url, url.href, new URL(`${url.href}/`)]) {
    assert.is(serve({ docs: { assets } }).size, 5, String(assets));
  }
});

test("a folder without a program is refused with what to install", () => {
  for (const assets of [folderOf("index.js"), folderOf(), join(folderOf(), "none"), "package"]) {
    const says = [`"${assets}"`, "docs.assets", "npm install swagger-ui-dist", "@scalar/api-ref"];
    expectThrow(() => serve({ docs: { assets } }), { code: "SPK_BAD_OPTION", says });
  }
});

test("a folder where a part is missing is refused, and the part is named", () => {
  const assets = folderOf("swagger-ui-bundle.js");
  const says = [`"${assets}"`, '"swagger-ui.css"', "install swagger-ui-dist anew"];
  expectThrow(() => serve({ docs: { assets } }), { code: "SPK_BAD_OPTION", says });
});

test("a folder in the place of a file is none", () => {
  const assets = folderOf("swagger-ui-bundle.js/x");
  expectThrow(() => serve({ docs: { assets } }), { code: "SPK_BAD_OPTION", says: [assets] });
});

test("a file above 16 MiB is refused", () => {
  const assets = folderOf(...SWAGGER_UI);
  truncateSync(join(assets, "swagger-ui-bundle.js"), 16 * 1024 * 1024 + 1);
  const says = ["swagger-ui-bundle.js", "16777217 bytes", "16 MiB"];
  expectThrow(() => serve({ docs: { assets } }), { code: "SPK_BAD_OPTION", says });
});

test.run();
