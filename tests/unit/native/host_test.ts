import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hostTarget } from "../../../native/npm/host.js";
import { TARGETS } from "../../../native/npm/target.js";

const test = suite("native/host");

type Host = readonly [triple: string, platform: string, arch: string, glibc?: string | null];

/** Every build there is, as the hosts it is for describe themselves. */
const HOSTS: readonly Host[] = [
  ["aarch64-apple-darwin", "darwin", "arm64"],
  ["aarch64-pc-windows-msvc", "win32", "arm64"],
  ["aarch64-unknown-linux-gnu", "linux", "arm64", "2.36"],
  ["aarch64-unknown-linux-musl", "linux", "arm64", null],
  ["x86_64-apple-darwin", "darwin", "x64"],
  ["x86_64-pc-windows-msvc", "win32", "x64"],
  ["x86_64-unknown-linux-gnu", "linux", "x64", "2.17"],
  ["x86_64-unknown-linux-musl", "linux", "x64", null],
];

function nodeHost([, platform, arch, glibc]: Host) {
  const header = glibc ? { glibcVersionRuntime: glibc } : {};
  return { process: { platform, arch, report: { getReport: () => ({ header }) } } };
}

/** Deno's globals, where whoever touches the process has failed. */
function denoHost([target]: Host) {
  const process = new Proxy({}, { get: () => assert.unreachable("Deno was asked for more") });
  return { Deno: { build: { target } }, process };
}

for (const host of HOSTS) {
  const [triple] = host;
  test(`hostTarget() is the same for ${triple} on Deno, Node and Bun`, () => {
    const target: string = Reflect.get(TARGETS, triple);
    assert.is(hostTarget(nodeHost(host)), target);
    assert.is(hostTarget(denoHost(host)), target);
  });
}

test("every target has a host", () => {
  assert.equal(HOSTS.map(([triple]) => triple), Object.keys(TARGETS).sort());
});

test("hostTarget() keeps a platform nothing is built for", () => {
  assert.is(hostTarget(nodeHost(["", "freebsd", "x64"])), "freebsd-x64");
  assert.is(hostTarget(nodeHost(["", "linux", "riscv64", "2.36"])), "linux-riscv64-gnu");
});

test("hostTarget() takes a Linux that writes no report for glibc", () => {
  const process = { platform: "linux", arch: "x64", report: undefined };
  assert.is(hostTarget({ process }), "linux-x64-gnu");
});

test("hostTarget() asks for a report without the peers of open sockets", () => {
  const { process } = nodeHost(["", "linux", "x64", null]);
  hostTarget({ process });
  assert.is(Reflect.get(process.report, "excludeNetwork"), true);
});

test.run();
