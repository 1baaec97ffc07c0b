import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  brokenMessage,
  causeOf,
  libcOfReport,
  missingMessage,
  targetOfProcess,
  targetOfTriple,
  TARGETS,
} from "../../../native/npm/target.js";

const test = suite("target");

for (
  const [triple, platform, arch, libc] of [
    ["aarch64-apple-darwin", "darwin", "arm64"],
    ["aarch64-pc-windows-msvc", "win32", "arm64"],
    ["aarch64-unknown-linux-gnu", "linux", "arm64", "gnu"],
    ["aarch64-unknown-linux-musl", "linux", "arm64", "musl"],
    ["x86_64-apple-darwin", "darwin", "x64"],
    ["x86_64-pc-windows-msvc", "win32", "x64"],
    ["x86_64-unknown-linux-gnu", "linux", "x64", "gnu"],
    ["x86_64-unknown-linux-musl", "linux", "x64", "musl"],
  ] as const
) {
  test(`Deno and Node agree on the target of ${triple}`, () => {
    assert.is(targetOfTriple(triple), targetOfProcess(platform, arch, libc));
    assert.ok(Object.values(TARGETS).includes(targetOfTriple(triple)));
  });
}

test("targetOfTriple() keeps a triple nothing is built for", () => {
  assert.is(
    targetOfTriple("riscv64gc-unknown-linux-gnu"),
    "riscv64gc-unknown-linux-gnu",
  );
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
