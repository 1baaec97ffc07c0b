import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type DescriptionOptions, readDescription } from "../../../src/server/docs_options.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("docs_options");

test("an app serves neither document nor page unless it says so", () => {
  const info = { title: "API", version: "0.0.0" };
  assert.equal(readDescription({}), { info, documentPath: undefined, docs: undefined });
  assert.equal(readDescription({ openapi: false, docs: false }), readDescription({}));
});

test("openapi serves the document, with what it is to say", () => {
  assert.is(readDescription({ openapi: true }).documentPath, "/openapi.json");
  const extras = {
    description: "A *shop*.",
    servers: [{ url: "https://shop.test", description: "The real one." }, { url: "/" }],
    tags: [{ name: "Users" }],
    securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    security: [{ bearer: [] }, {}],
  } as const;
  const read = readDescription({
    title: "Shop",
    version: "2.1",
    openapi: { path: "/api/%6fpenapi.json", ...extras },
  });
  assert.is(read.documentPath, "/api/openapi.json");
  assert.equal(read.info, { title: "Shop", version: "2.1", ...extras });
});

test("docs brings the document along", () => {
  const read = readDescription({ docs: true });
  assert.is(read.documentPath, "/openapi.json");
  assert.equal(read.docs, { path: "/docs", assets: undefined });
  const moved = readDescription({ openapi: { path: "/a" }, docs: { path: "/b" } });
  assert.equal([moved.documentPath, moved.docs?.path], ["/a", "/b"]);
});

for (const assets of ["node_modules/x", "/srv/x", "C:\\x", "file:///srv/x", new URL("file:///x")]) {
  test(`docs.assets takes ${assets}`, () => {
    assert.is(readDescription({ docs: { assets } }).docs?.assets, assets);
  });
}

const REFUSED: readonly (readonly [options: unknown, code: string, says: readonly string[]])[] = [
  [{ openapi: { pth: "/a" } }, "SPK_UNKNOWN_OPTION", ['"openapi"', 'Did you mean "path"?']],
  [{ openapi: "/a" }, "SPK_BAD_OPTION", ['"openapi"', "object"]],
  [{ openapi: { path: "a" } }, "SPK_BAD_PATH", ['"a"']],
  [{ openapi: { path: "/:a" } }, "SPK_BAD_OPTION", ['"openapi.path"', "parameter"]],
  [{ openapi: { path: 1 } }, "SPK_BAD_PATH", ["number"]],
  [{ openapi: { description: 1 } }, "SPK_BAD_OPTION", ['"openapi.description"', "a text"]],
  [{ openapi: { servers: "/a" } }, "SPK_BAD_OPTION", ['"openapi.servers"', "list"]],
  [{ openapi: { servers: ["/a"] } }, "SPK_BAD_OPTION", ['"openapi.servers[0]"', "object"]],
  [{ openapi: { servers: [{ url: "/" }, {}] } }, "SPK_BAD_OPTION", ['"openapi.servers[1]"', "url"]],
  [
    { openapi: { servers: [{ uri: "/" }] } },
    "SPK_UNKNOWN_OPTION",
    ['"openapi.servers[0]"', 'Did you mean "url"?'],
  ],
  [{ openapi: { tags: [{ name: "" }] } }, "SPK_BAD_OPTION", ['"openapi.tags[0]"', "name"]],
  [
    { openapi: { tags: [{ name: "a", description: 1 }] } },
    "SPK_BAD_OPTION",
    ['description of "openapi.tags[0]"'],
  ],
  [{ openapi: { securitySchemes: [] } }, "SPK_BAD_OPTION", ['"openapi.securitySchemes"', "object"]],
  [
    { openapi: { securitySchemes: { bearer: { type: "bearer" } } } },
    "SPK_BAD_OPTION",
    ['"openapi.securitySchemes.bearer"', '"bearer"', "http"],
  ],
  [
    { openapi: { securitySchemes: { bearer: null } } },
    "SPK_BAD_OPTION",
    ['"openapi.securitySchemes.bearer"'],
  ],
  [{ openapi: { security: ["bearer"] } }, "SPK_BAD_OPTION", ['"security"', '"openapi"']],
  [{ docs: { asset: "/a" } }, "SPK_UNKNOWN_OPTION", ['"docs"', 'Did you mean "assets"?']],
  [{ docs: 1 }, "SPK_BAD_OPTION", ['"docs"', "object"]],
  [{ docs: { path: "/*a" } }, "SPK_BAD_OPTION", ['"docs.path"', "parameter"]],
  [{ docs: { assets: "" } }, "SPK_BAD_OPTION", ['"docs.assets"', "folder"]],
  [{ docs: { assets: 1 } }, "SPK_BAD_OPTION", ['"docs.assets"', "folder"]],
  [{ docs: { assets: "https://a.test/b" } }, "SPK_BAD_OPTION", ['"https://a.test/b"', "folder"]],
  [
    { docs: { assets: new URL("https://a.test/b") } },
    "SPK_BAD_OPTION",
    ['"https://a.test/b"', "folder"],
  ],
  [{ openapi: false, docs: true }, "SPK_BAD_OPTION", ['"docs"', '"openapi', "leave"]],
  [{ title: 1 }, "SPK_BAD_OPTION", ['"title"']],
  [{ version: 1 }, "SPK_BAD_OPTION", ['"version"']],
];

for (const [options, code, says] of REFUSED) {
  test(`${JSON.stringify(options)} is refused`, () => {
    expectThrow(() => readDescription(options as DescriptionOptions), { code, says });
  });
}

test.run();
