/**
 * Runs the tests: `deno task test [stage...] [part of a path...]`. Builds the addon first where a
 * stage needs it.
 *
 * @module
 */
import process from "node:process";
import { RUNTIMES } from "./runtimes.ts";
import { buildFirst, runStages, type Stage } from "./testing/stage.ts";
import {
  e2eStage,
  nativeStage,
  npmStage,
  type Parts,
  typesStage,
  unitStage,
} from "./testing/stages.ts";

const BUDGET = 25 * 60_000;
const STAGES = new Map<string, (parts: Parts) => Stage>([
  ["unit", unitStage],
  ["types", typesStage],
  ["native", nativeStage],
]);
for (const name of RUNTIMES) STAGES.set(name, (parts) => e2eStage(name, parts));
STAGES.set("npm", npmStage);

const args = process.argv.slice(2);
const parts = args.filter((arg) => !STAGES.has(arg));
const names = args.length > parts.length ? args : [...STAGES.keys()];
if ([...RUNTIMES, "npm"].some((name) => names.includes(name))) buildFirst();
const stages = [...STAGES].filter(([name]) => names.includes(name)).map(([, make]) => make(parts));
process.exit(await runStages(stages, BUDGET));
