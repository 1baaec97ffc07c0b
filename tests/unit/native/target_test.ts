import { suite } from "uvu";
import * as assert from "uvu/assert";
import manifest from "../../../native/npm/package.json" with { type: "json" };
import { brokenMessage, foreignMessage, missingMessage } from "../../../native/npm/messages.js";
import { causeOf, libcOfReport, targetOfTriple, TARGETS } from "../../../native/npm/target.js";

const test = suite("target");

test("targetOfTriple() keeps a triple nothing is built for", () => {
  assert.is(
    targetOfTriple("riscv64gc-unknown-linux-gnu"),
    "riscv64gc-unknown-linux-gnu",
  );
});

test("the release builds the targets that the loader looks for", () => {
  assert.equal(manifest.napi.targets, Object.keys(TARGETS).sort());
});

test("libcOfReport() tells glibc by its version and takes the rest for musl", () => {
  assert.is(libcOfReport({ header: { glibcVersionRuntime: "2.36" } }), "gnu");
  assert.is(libcOfReport({ header: {} }), "musl");
});

test("missingMessage() offers no install command where nothing is built", () => {
  const message = missingMessage("linux-riscv64-gnu", "1.2.3");
  assert.match(message, 'There is no native addon for "linux-riscv64-gnu"');
  assert.match(message, "linux-x64-musl");
  assert.not.match(message, "npm install");
});

test("missingMessage() pins the version it asks for", () => {
  assert.match(
    missingMessage("darwin-arm64", "1.2.3"),
    "@spikard/native-darwin-arm64@1.2.3",
  );
});

test("foreignMessage() names what is installed, and what would be needed", () => {
  const message = foreignMessage("linux-x64-gnu", ["darwin-arm64", "win32-x64-msvc"]);
  assert.match(
    message,
    'for "linux-x64-gnu" is not installed, but that for "darwin-arm64", "win32-x64',
  );
  assert.match(message, "npm ci");
});

test("brokenMessage() keeps to the first line of the reason", () => {
  assert.not.match(
    brokenMessage("darwin-x64", "wrong ELF class\n    at require"),
    "at require",
  );
});

test("causeOf() asks for --allow-ffi only where ffi was refused", () => {
  const refused = (message: string) => Object.assign(new Error(message), { name: "NotCapable" });
  assert.is(causeOf(refused('Requires ffi access to "/x.node"')), "permission");
  assert.is(
    causeOf(refused('Requires read access to "/node_modules"')),
    "missing",
  );
});

test("causeOf() tells a missing file from one that does not load", () => {
  assert.is(
    causeOf(Object.assign(new Error("gone"), { code: "MODULE_NOT_FOUND" })),
    "missing",
  );
  assert.is(
    causeOf(Object.assign(new Error("bad"), { code: "ERR_DLOPEN_FAILED" })),
    "broken",
  );
});

test.run();
