import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSize, folderPath, readFile } from "../../../src/runtime/folder.ts";

const test = suite("folder");
const folder = mkdtempSync(join(tmpdir(), "spikard "));

test.after(() => rmSync(folder, { recursive: true }));

test("folderPath() takes paths as they are, and file: URLs as what they stand for", () => {
  assert.is(folderPath("../a b"), "../a b");
  for (const url of [pathToFileURL(folder), pathToFileURL(folder).href]) {
    assert.is(folderPath(url), folder);
  }
});

test("fileSize() is that of a file, and undefined for anything else", () => {
  writeFileSync(join(folder, "a"), "12345");
  mkdirSync(join(folder, "b"));
  assert.is(fileSize(folder, "a"), 5);
  for (const name of ["b", "none", "a/b", ""]) assert.is(fileSize(folder, name), undefined, name);
});

test("readFile() returns the bytes of a file", () => {
  writeFileSync(join(folder, "bytes"), new Uint8Array([0, 255]));
  assert.equal([...readFile(folder, "bytes")], [0, 255]);
  assert.throws(() => readFile(folder, "none"), /ENOENT/);
});

test.run();
