/** Loads the addon that was built for this machine, and exports what it exports. */
import { createRequire } from "node:module";
import {
  brokenMessage,
  causeOf,
  libcOfReport,
  localFile,
  missingMessage,
  packageName,
  PERMISSION_MESSAGE,
  targetOfProcess,
  targetOfTriple,
  versionMessage,
} from "./target.js";

const require = createRequire(import.meta.url);

export const { availableCpus, internHead, NativeServer } = loadAddon(
  hostTarget(),
  require("./package.json").version,
);

function loadAddon(target, version) {
  const local = attempt(localFile(target), target);
  if (local) return local;
  const manifest = attempt(`${packageName(target)}/package.json`, target);
  if (!manifest) {
    throw failure("SPK_ADDON_MISSING", missingMessage(target, version));
  }
  if (manifest.version !== version) {
    throw failure(
      "SPK_ADDON_VERSION",
      versionMessage(target, manifest.version, version),
    );
  }
  return attempt(packageName(target), target);
}

/** What `require` gives; undefined where there is no such file. */
function attempt(specifier, target) {
  try {
    return require(specifier);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === "missing") return undefined;
    if (cause === "permission") {
      throw failure("SPK_PERMISSION", PERMISSION_MESSAGE, error);
    }
    throw failure(
      "SPK_ADDON_BROKEN",
      brokenMessage(target, error.message),
      error,
    );
  }
}

function failure(code, message, cause) {
  return Object.assign(new Error(`${code}: ${message}`, { cause }), { code });
}

function hostTarget() {
  // Deno tells its build target without a permission, and node:process only with one.
  if (globalThis.Deno) return targetOfTriple(globalThis.Deno.build.target);
  const libc = process.platform === "linux" ? hostLibc() : undefined;
  return targetOfProcess(process.platform, process.arch, libc);
}

function hostLibc() {
  try {
    // Without this a report resolves the peers of every open socket.
    process.report.excludeNetwork = true;
    return libcOfReport(process.report.getReport());
  } catch {
    return "gnu";
  }
}
