import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import manifest from "../../../native/npm/package.json" with { type: "json" };
import { localFile, packageName, targetOfTriple } from "../../../native/npm/target.js";

const LOADER = new URL("../../../native/npm/", import.meta.url);
const TARGET = targetOfTriple(Deno.build.target);

const test = suite<{ folder: string }>("loader");

test.before.each((context) => {
  context.folder = mkdtempSync(`${tmpdir()}/spikard-loader-`);
  for (const file of ["index.js", "target.js", "package.json"]) {
    cpSync(new URL(file, LOADER), `${context.folder}/${file}`);
  }
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** Installs a platform package whose addon is a script, since only its place and version matter. */
function plantPackage(folder: string, version: string): void {
  const path = `${folder}/node_modules/${packageName(TARGET)}`;
  mkdirSync(path, { recursive: true });
  writeFileSync(
    `${path}/package.json`,
    JSON.stringify({ version, main: "addon.cjs" }),
  );
  writeFileSync(
    `${path}/addon.cjs`,
    "exports.NativeServer = class FromPackage {};",
  );
}

async function load(
  folder: string,
): Promise<{ NativeServer: { name: string } }> {
  return await import(pathToFileURL(`${folder}/index.js`).href);
}

async function loadError(folder: string): Promise<Error & { code?: string }> {
  return await load(folder).then(
    () => assert.unreachable("the loader found an addon"),
    (e) => e,
  );
}

test("exports what the platform package exports", async ({ folder }) => {
  plantPackage(folder, manifest.version);
  assert.is((await load(folder)).NativeServer.name, "FromPackage");
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
});

test("names the package to install when there is no addon", async ({ folder }) => {
  const error = await loadError(folder);
  assert.is(error.code, "SPK_ADDON_MISSING");
  assert.match(error.message, `npm install ${packageName(TARGET)}@${manifest.version}`);
});

test("keeps the system's reason when the addon does not load", async ({ folder }) => {
  writeFileSync(`${folder}/${localFile(TARGET)}`, "not a library");
  const error = await loadError(folder);
  assert.match(error.message, "file too short");
  assert.instance(error.cause, Error);
});

test.run();
