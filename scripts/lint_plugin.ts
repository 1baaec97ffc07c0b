/**
 * The rules of this house, for `deno lint`.
 *
 * @module
 */
import { barrels } from "./lint/barrels.ts";
import { errorMessages } from "./lint/error_messages.ts";
import { hostGlobals } from "./lint/host_globals.ts";
import { layers } from "./lint/layers.ts";
import { names } from "./lint/names.ts";
import { parameters } from "./lint/parameters.ts";
import { uvuRun } from "./lint/uvu_run.ts";

const plugin: Deno.lint.Plugin = {
  name: "spikard",
  rules: {
    "barrels": barrels,
    "error-messages": errorMessages,
    "host-globals": hostGlobals,
    "layers": layers,
    "names": names,
    "parameters": parameters,
    "uvu-run": uvuRun,
  },
};

export default plugin;
