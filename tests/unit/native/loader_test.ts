import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import manifest from "../../../native/npm/package.json" with { type: "json" };
import { localFile, packageName, targetOfTriple } from "../../../native/npm/target.js";

const LOADER = new URL("../../../native/npm/", import.meta.url);
const TARGET = targetOfTriple(Deno.build.target);

const test = suite<{ folder: string }>("native/loader");

test.before.each((context) => {
  context.folder = mkdtempSync(`${tmpdir()}/spikard loäder-`);
  for (const file of globSync(["*.js", "package.json"], { cwd: LOADER })) {
    cpSync(new URL(file, LOADER), `${context.folder}/${file}`);
  }
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** Installs a platform package whose addon is a script, since only its place and version matter. */
function plantPackage(folder: string, version: string): void {
  const path = `${folder}/node_modules/${packageName(TARGET)}`;
  mkdirSync(path, { recursive: true });
  writeFileSync(`${path}/package.json`, JSON.stringify({ version, main: "addon.cjs" }));
  writeFileSync(`${path}/addon.cjs`, "exports.NativeServer = class FromPackage {};");
}

interface Loaded {
  readonly NativeServer: { readonly name: string };
  readonly version: string;
}

async function load(folder: string): Promise<Loaded> {
  return await import(pathToFileURL(`${folder}/index.js`).href);
}

async function loadError(folder: string): Promise<Error & { code?: string }> {
  return await load(folder).then(() => assert.unreachable("the loader found an addon"), (e) => e);
}

test("exports what the platform package exports, and the version of both", async ({ folder }) => {
  plantPackage(folder, manifest.version);
  const { NativeServer, version } = await load(folder);
  assert.equal([NativeServer.name, version], ["FromPackage", manifest.version]);
});

test("tries the local build before the platform package", async ({ folder }) => {
  plantPackage(folder, manifest.version);
  writeFileSync(`${folder}/${localFile(TARGET)}`, "not a library");
  assert.is((await loadError(folder)).code, "SPK_ADDON_BROKEN");
});

test("refuses a platform package of another version", async ({ folder }) => {
  plantPackage(folder, "0.0.9");
  const error = await loadError(folder);
  assert.is(error.code, "SPK_ADDON_VERSION");
  assert.match(error.message, `${packageName(TARGET)} is version "0.0.9"`);
  assert.match(error.message, `@spikard/native is version "${manifest.version}"`);
});

test("names the package to install when there is no addon", async ({ folder }) => {
  const error = await loadError(folder);
  assert.is(error.code, "SPK_ADDON_MISSING");
  assert.match(error.message, `npm install ${packageName(TARGET)}@${manifest.version}`);
});

test("keeps the reason when the addon does not load", async ({ folder }) => {
  writeFileSync(`${folder}/${localFile(TARGET)}`, "not a library");
  const error = await loadError(folder);
  assert.is(error.code, "SPK_ADDON_BROKEN");
  assert.instance(error.cause, Error);
});

test.run();
