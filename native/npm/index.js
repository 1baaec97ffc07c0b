/** Loads the addon that was built for this machine, and exports what it exports. */
import { createRequire } from "node:module";
import { hostTarget } from "./host.js";
import { loadAddon } from "./load.js";

const require = createRequire(import.meta.url);
const manifest = require("./package.json");

/** Version of this package, which its addon has too. */
export const version = manifest.version;

export const { availableCpus, internHead, NativeServer } = loadAddon({
  target: hostTarget(globalThis),
  version,
  require,
});
