/** Finds the addon of a target and loads it, or says in one error why that cannot be. */
import { elfFault } from "./elf.js";
import {
  brokenMessage,
  foreignMessage,
  missingMessage,
  PERMISSION_MESSAGE,
  versionMessage,
} from "./messages.js";
import { causeOf, localFile, packageName, TARGETS } from "./target.js";

/**
 * What the addon exports: first the one built beside the loader, then the one of the platform
 * package, which must have the same version. `require` is the loader's own.
 *
 * Throws an Error with the `code` `SPK_ADDON_MISSING`, `SPK_ADDON_VERSION`, `SPK_ADDON_BROKEN` or
 * `SPK_PERMISSION`.
 */
export function loadAddon({ target, version, require }) {
  const name = packageName(target);
  const local = attempt(localFile(target), { target, require });
  if (local) return local;
  const manifest = attempt(`${name}/package.json`, { target, require });
  if (!manifest) throw failure("SPK_ADDON_MISSING", absence({ target, version, require }));
  if (manifest.version !== version) {
    throw failure("SPK_ADDON_VERSION", versionMessage(target, manifest.version, version));
  }
  const addon = attempt(name, { target, require });
  if (addon) return addon;
  throw failure("SPK_ADDON_BROKEN", brokenMessage(target, `${name} has no "${manifest.main}"`));
}

/** What `require` gives; undefined where there is no such file. */
function attempt(specifier, { target, require }) {
  try {
    if (!specifier.endsWith(".json")) check(require.resolve(specifier), target);
    return require(specifier);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === "missing") return undefined;
    if (cause === "permission") throw failure("SPK_PERMISSION", PERMISSION_MESSAGE, error);
    throw failure("SPK_ADDON_BROKEN", brokenMessage(target, error.message), error);
  }
}

/** Throws for a file that would end the process, or that the system calls absent. */
function check(path, target) {
  const fault = path.endsWith(".node") ? elfFault(path, target) : undefined;
  if (fault !== undefined) throw new Error(fault);
}

/** Says why there is no addon: a folder from another machine, or one that was left out. */
function absence({ target, version, require }) {
  const others = Object.values(TARGETS)
    .filter((other) => isInstalled(packageName(other), require));
  return others.length > 0 ? foreignMessage(target, others) : missingMessage(target, version);
}

function isInstalled(name, require) {
  try {
    return require.resolve(`${name}/package.json`) !== "";
  } catch {
    return false;
  }
}

function failure(code, message, cause) {
  return Object.assign(new Error(`${code}: ${message}`, { cause }), { code });
}
