import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { loadAddon } from "../../../native/npm/load.js";
import { localFile, packageName, TARGETS } from "../../../native/npm/target.js";
import { elfFile } from "../../support/elf_file.ts";

const test = suite<{ folder: string }>("native/load");
const targets: string[] = Object.values(TARGETS);
const version = "1.2.3";

test.before.each((context) => {
  context.folder = mkdtempSync(`${tmpdir()}/spikard-load-`);
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** Installs the package of a target; its addon is a script, unless it has another content. */
function install(folder: string, target: string, addon?: Uint8Array): void {
  const path = `${folder}/node_modules/${packageName(target)}`;
  const main = addon === undefined ? "addon.cjs" : `spikard.${target}.node`;
  mkdirSync(path, { recursive: true });
  writeFileSync(`${path}/package.json`, JSON.stringify({ version, main }));
  writeFileSync(`${path}/${main}`, addon ?? `exports.target = "${target}";`);
}

function load(folder: string, target: string): { target?: string } {
  return loadAddon({ target, version, require: createRequire(`${folder}/index.js`) });
}

function loadError(folder: string, target: string): Error & { code?: string } {
  try {
    load(folder, target);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("The loader found an addon");
}

for (const target of targets) {
  test(`loads the package of ${target} where all of them are installed`, ({ folder }) => {
    for (const each of targets) install(folder, each);
    assert.is(load(folder, target).target, target);
  });

  test(`names ${target} when it was installed with --omit=optional`, ({ folder }) => {
    const { code, message } = loadError(folder, target);
    assert.is(code, "SPK_ADDON_MISSING");
    assert.match(message, `The native addon for "${target}" is not installed`);
    assert.match(message, `npm install ${packageName(target)}@${version}`);
    assert.match(message, "leave optional dependencies on");
  });
}

test("says that node_modules was installed on another machine", ({ folder }) => {
  install(folder, "darwin-arm64");
  const { code, message } = loadError(folder, "linux-x64-musl");
  assert.is(code, "SPK_ADDON_MISSING");
  assert.match(message, '"linux-x64-musl" is not installed, but that for "darwin-arm64" is');
});

test("never takes the addon of another libc", ({ folder }) => {
  install(folder, "linux-x64-gnu");
  assert.is(loadError(folder, "linux-x64-musl").code, "SPK_ADDON_MISSING");
});

test("names the CPU of an addon for another architecture", ({ folder }) => {
  install(folder, "linux-x64-gnu", elfFile({ machine: 183 }));
  const { code, message } = loadError(folder, "linux-x64-gnu");
  assert.is(code, "SPK_ADDON_BROKEN");
  assert.match(message, "It is for arm64, not for x64");
  assert.match(message, "Reinstall @spikard/native");
});

test("refuses a file that was cut short, which would end the process", ({ folder }) => {
  install(folder, "linux-x64-gnu", elfFile({ machine: 62 }).subarray(0, 1_000));
  const { code, message } = loadError(folder, "linux-x64-gnu");
  assert.is(code, "SPK_ADDON_BROKEN");
  assert.match(message, "It is cut short at 1000 of 4224 bytes");
});

test("refuses a file that is no library", ({ folder }) => {
  install(folder, "linux-x64-gnu", new Uint8Array(100));
  assert.match(loadError(folder, "linux-x64-gnu").message, "It is no shared library of Linux");
  writeFileSync(`${folder}/${localFile("linux-x64-gnu")}`, "");
  assert.match(loadError(folder, "linux-x64-gnu").message, "It is cut short at 0 bytes");
});

test("says which file a platform package has lost", ({ folder }) => {
  install(folder, "win32-x64-msvc");
  rmSync(`${folder}/node_modules/${packageName("win32-x64-msvc")}/addon.cjs`);
  const { code, message } = loadError(folder, "win32-x64-msvc");
  assert.is(code, "SPK_ADDON_BROKEN");
  assert.match(message, '@spikard/native-win32-x64-msvc has no "addon.cjs"');
});

test("prefers the build beside the loader to a package", ({ folder }) => {
  install(folder, "darwin-x64");
  writeFileSync(`${folder}/${localFile("darwin-x64")}`, "not a library");
  assert.is(loadError(folder, "darwin-x64").code, "SPK_ADDON_BROKEN");
});

test.run();
