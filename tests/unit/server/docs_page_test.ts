import { suite } from "uvu";
import * as assert from "uvu/assert";
import { filePath, type PageSettings, plainPage, uiPage } from "../../../src/server/docs_page.ts";

const test = suite("docs_page");

const PAGE: PageSettings = {
  path: "/docs",
  title: "Shop",
  documentPath: "/openapi.json",
  origins: [],
};

const UI = {
  files: new Map([["ui.js", new Uint8Array()], ["ui.css", new Uint8Array()]]),
  styleSource: "'self'",
  start: (url: string) => `start(${url})`,
};

/** All that a page refers to. */
function references(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = ""]) => url);
}

test("the page of a program loads its files, and starts it with the document", () => {
  const { html, scripts } = uiPage(PAGE, UI);
  const files = ["./docs/ui.css", "./docs/ui.js", "./docs/start.js"];
  assert.equal(references(html), ["data:,", ...files]);
  assert.equal([...scripts], [["start.js", 'start("./openapi.json")']]);
  assert.match(html, "<title>Shop</title>");
});

test("a page has no script and no style of its own", () => {
  for (const { html } of [uiPage(PAGE, UI), plainPage(PAGE)]) {
    assert.not.match(html, /<script>|<style|style=|\son\w+=|javascript:/i);
  }
});

const PLACES: readonly (readonly [path: string, document: string, urls: readonly string[]])[] = [
  ["/docs", "/openapi.json", ["./docs/ui.js", "./openapi.json"]],
  ["/a/docs", "/openapi.json", ["../a/docs/ui.js", "../openapi.json"]],
  ["/docs/", "/v1/api.json", ["../docs/ui.js", "../v1/api.json"]],
  ["/a/b/docs", "/a/api.json", ["../../a/b/docs/ui.js", "../../a/api.json"]],
  ["/", "/openapi.json", ["./ui.js", "./openapi.json"]],
  ["/a:b", "/c:d", ["./a:b/ui.js", "./c:d"]],
];

for (const [path, documentPath, [script = "", document = ""]] of PLACES) {
  test(`a page at ${path} refers to its files and to ${documentPath} below any prefix`, () => {
    const page = { ...PAGE, path, documentPath };
    const { html, scripts } = uiPage(page, UI);
    assert.ok(references(html).includes(script), html);
    assert.is(scripts.get("start.js"), `start(${JSON.stringify(document)})`);
    for (const prefix of ["", "/below"]) {
      const base = `http://a.test${prefix}${path}`;
      assert.is(new URL(script, base).pathname, prefix + filePath(page, "ui.js"));
      assert.is(new URL(document, base).pathname, prefix + documentPath);
    }
    assert.match(plainPage(page).html, `href="${document}"`);
  });
}

test("what the app is called is text, whatever it is", () => {
  const title = '</title><script>alert("1 & 2")</script>';
  for (const { html } of [uiPage({ ...PAGE, title }, UI), plainPage({ ...PAGE, title })]) {
    assert.not.match(html, "<script>");
    assert.match(html, "<title>&#60;/title&#62;&#60;script&#62;alert(&#34;1 &#38; 2&#34;)");
  }
});

test("the policy of a page lets it load from its server only, and send to what the document names", () => {
  const { policy } = uiPage({ ...PAGE, origins: ["https://shop.test"] }, UI);
  assert.equal(policy.split("; "), [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "connect-src 'self' https://shop.test",
    "img-src 'self' data:",
    "script-src 'self'",
    "style-src 'self'",
  ]);
  assert.not.match(plainPage(PAGE).policy, "-src 'self'");
});

test("the plain page links the document and says how to add a program", () => {
  const { html } = plainPage(PAGE);
  assert.equal(references(html), ["data:,", "./openapi.json"]);
  for (const part of ["swagger-ui-dist", "@scalar/api-reference", "docs: { assets:"]) {
    assert.match(html, part);
  }
});

test.run();
