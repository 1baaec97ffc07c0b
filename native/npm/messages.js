/** The words said when the addon cannot be loaded: the cause, then the cure. */
import { packageName, TARGETS } from "./target.js";

/** Says that no addon is there, which ones exist, and how to get the right one. */
export function missingMessage(target, version) {
  const targets = Object.values(TARGETS).sort();
  const shipped = `It is built for ${targets.join(", ")}`;
  if (!targets.includes(target)) {
    return `There is no native addon for "${target}". ${shipped}`;
  }
  const name = `${packageName(target)}@${version}`;
  return `The native addon for "${target}" is not installed. ${shipped}. ` +
    `Run "npm install ${name}" (Deno: "deno add npm:${name}"), and leave optional dependencies on`;
}

/** Says that what is installed is for other machines. */
export function foreignMessage(target, others) {
  return `The native addon for "${target}" is not installed, but that for ` +
    `${others.map((other) => `"${other}"`).join(", ")} is. node_modules comes from another ` +
    'machine: remove it, and install on this one ("npm ci"), as in the image of a container';
}

/** Says that the installed addon belongs to another release. */
export function versionMessage(target, found, version) {
  const name = packageName(target);
  return `${name} is version "${found}", but @spikard/native is version "${version}". ` +
    `Run "npm install ${name}@${version}"`;
}

/** Says that the addon is there, but the system refuses it. */
export function brokenMessage(target, reason) {
  return `The native addon for "${target}" does not load: "${reason.split("\n")[0]}". ` +
    'Reinstall @spikard/native, or in a checkout run "npx -y deno task build"';
}

/** Says which flag Deno wants. */
export const PERMISSION_MESSAGE =
  "Deno may not load the native addon. Add --allow-ffi to the deno command";
