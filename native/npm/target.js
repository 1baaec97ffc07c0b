/**
 * Names of the platforms the addon is built for. Nothing here asks the host, so all of it can be
 * tested on any machine.
 */

/** Rust triple of every published build, as `Deno.build.target` has it, and our name of it. */
export const TARGETS = {
  "aarch64-apple-darwin": "darwin-arm64",
  "aarch64-pc-windows-msvc": "win32-arm64-msvc",
  "aarch64-unknown-linux-gnu": "linux-arm64-gnu",
  "aarch64-unknown-linux-musl": "linux-arm64-musl",
  "x86_64-apple-darwin": "darwin-x64",
  "x86_64-pc-windows-msvc": "win32-x64-msvc",
  "x86_64-unknown-linux-gnu": "linux-x64-gnu",
  "x86_64-unknown-linux-musl": "linux-x64-musl",
};

/** Target of a Rust triple; the triple itself where nothing is built for it. */
export function targetOfTriple(triple) {
  return TARGETS[triple] ?? triple;
}

/** Target of a `process.platform`, a `process.arch` and, on Linux, the libc. */
export function targetOfProcess(platform, arch, libc) {
  if (platform === "linux") return `linux-${arch}-${libc}`;
  return platform === "win32" ? `win32-${arch}-msvc` : `${platform}-${arch}`;
}

/** The libc that a diagnostic report (`process.report.getReport()`) was written under. */
export function libcOfReport(report) {
  return report.header.glibcVersionRuntime ? "gnu" : "musl";
}

/** Why a `require` threw: no such file, no permission to load it, or a file that does not load. */
export function causeOf(error) {
  if (error.code === "MODULE_NOT_FOUND") return "missing";
  if (error.name !== "NotCapable") return "broken";
  // Within its own package Deno lets the loader read; a search that leaves it has found nothing.
  return /\bffi\b/.test(error.message) ? "permission" : "missing";
}

/** Path, from the loader, of the addon that `deno task build` makes. */
export function localFile(target) {
  return `./spikard.${target}.node`;
}

/** Name of the package that carries the addon of a target. */
export function packageName(target) {
  return `@spikard/native-${target}`;
}
