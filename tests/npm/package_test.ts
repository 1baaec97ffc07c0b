import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import ts from "typescript";
import deno from "../../deno.json" with { type: "json" };
import offline from "../../scripts/offline_import_map.json" with { type: "json" };
import { type PackedPackage, readPacked } from "../../scripts/testing/pack.ts";

const KILO = 1_000;
const packed = readPacked();
const NPM = new URL("../../npm/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", NPM), "utf8"));

const test = suite("npm/package");

/** Kilobytes, for people. */
function sizes({ size, unpackedSize }: PackedPackage): string {
  return [size, unpackedSize].map((bytes) => `${Math.ceil(bytes / KILO)} kB`).join(", unpacked ");
}

/** Whether a module does more than declare, as far as a statement at its top can tell. */
function hasEffects(path: string): boolean {
  const source = ts.createSourceFile(
    path,
    readFileSync(new URL(path, NPM), "utf8"),
    ts.ScriptTarget.ES2022,
  );
  return source.statements.some((statement) =>
    ts.isIfStatement(statement) ||
    ts.isExpressionStatement(statement) && !isAssignment(statement.expression)
  );
}

/** The compiler keeps a class of private static members in a variable of the module. */
function isAssignment(expression: ts.Expression): boolean {
  return ts.isBinaryExpression(expression) && ts.isIdentifier(expression.left);
}

test("the main package holds each module once, as JavaScript with its types", () => {
  const { files } = packed.main;
  const modules = files.filter((path) => path.endsWith(".js"));
  const others = files.filter((path) => !path.startsWith("esm/")).sort();
  assert.equal(others, ["LICENSE", "README.md", "package.json"]);
  assert.equal(
    files.filter((path) => /test|\.map$|(?<!\.d)\.ts$/.test(path.split("/").at(-1)!)),
    [],
  );
  assert.is(files.length, modules.length * 2 + others.length + 1, "a file has no partner");
  for (const path of modules) assert.ok(files.includes(path.replace(/\.js$/, ".d.ts")), path);
});

test("the loader comes without an addon, and the platform package with nothing else", () => {
  const names = ["elf", "host", "index", "load", "messages", "target"].map((name) => `${name}.js`);
  assert.equal(packed.loader.files.toSorted(), [...names, "index.d.ts", "package.json"].sort());
  const [addon, ...rest] = packed.platform.files.toSorted().toReversed();
  assert.match(addon ?? "", /^spikard\.[\w-]+\.node$/);
  assert.equal(rest, ["package.json"]);
});

test("the packages are small", () => {
  for (const [name, each] of Object.entries(packed)) console.log(`\n  ${name}: ${sizes(each)}`);
  assert.ok(packed.main.size < 350 * KILO, sizes(packed.main));
  assert.ok(packed.main.unpackedSize < 1_200 * KILO, sizes(packed.main));
  assert.ok(packed.loader.unpackedSize < 40 * KILO, sizes(packed.loader));
  assert.ok(packed.platform.size < 2_500 * KILO, sizes(packed.platform));
});

test("nothing is installed besides the addon", () => {
  assert.equal(manifest.dependencies, { "@spikard/native": deno.version });
  assert.equal(Object.keys(manifest.peerDependencies), ["zod"]);
  assert.equal(manifest.peerDependenciesMeta, { zod: { optional: true } });
  assert.is(manifest.scripts, undefined);
});

test("Zod is imported when a schema needs it, by its name", () => {
  const { pathname } = new URL("esm/src/schema/zod.js", NPM);
  assert.match(readFileSync(decodeURI(pathname), "utf8"), 'await import("zod")');
});

test("every entry point of deno.json is there, for import and for require()", () => {
  for (const name of Object.keys(deno.exports)) {
    const { types, default: file } = manifest.exports[name];
    assert.equal(Object.keys(manifest.exports[name]), ["types", "default"]);
    for (const path of [types, file]) assert.ok(packed.main.files.includes(path.slice(2)), path);
  }
});

test("the modules that do something when they load are said to", () => {
  const found = packed.main.files.filter((path) => path.endsWith(".js") && hasEffects(path));
  assert.equal(found.sort(), [
    "esm/src/cli/main.js",
    "esm/src/cli/mod.js",
    "esm/src/decorators/metadata.js",
  ]);
  assert.equal(manifest.sideEffects, [
    "./esm/src/cli/*.js",
    "./esm/src/decorators/metadata.js",
  ]);
});

test("the program says what runs it", () => {
  const text = readFileSync(new URL(manifest.bin.spikard, NPM), "utf8");
  assert.match(text, /^#!\/usr\/bin\/env node\n(?!#!)/);
});

test("the stand-in for dnt has the compiler of deno.json", () => {
  assert.is(offline.imports.typescript, deno.imports.typescript);
});

test.run();
