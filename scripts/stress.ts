/**
 * Runs what takes too long for every day, on every runtime: `deno task stress [runtime...] [part of
 * a path...]`. These are the teardown tests with more rounds, and the soaks.
 *
 * @module
 */
import process from "node:process";
import { RUNTIMES } from "./runtimes.ts";
import { buildFirst, runStages } from "./testing/stage.ts";
import { stressStage } from "./testing/stages.ts";

const BUDGET = 3 * 60 * 60_000;

const args = process.argv.slice(2);
const chosen = RUNTIMES.filter((name) => args.includes(name));
const parts = args.filter((arg) => !RUNTIMES.some((name) => name === arg));
buildFirst();
const stages = (chosen.length > 0 ? chosen : RUNTIMES).map((name) => stressStage(name, parts));
process.exit(await runStages(stages, BUDGET));
