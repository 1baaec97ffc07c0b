/**
 * All properties of validation, by what they say.
 *
 * @module
 */
import process from "node:process";
import type { Test } from "uvu";
import * as assert from "uvu/assert";
import { captureLog } from "../captured_log.ts";
import { bodyProperty } from "./body_property.ts";
import { noiseProperty } from "./noise_property.ts";
import { responseProperty } from "./response_property.ts";
import { holds, type Runs } from "./runs.ts";
import { textProperty } from "./text_property.ts";

/** Looks for a counterexample; resolves to the number of requests it took. */
export type Property = (runs: Runs) => Promise<number>;

/** By what they say. */
export const PROPERTIES: ReadonlyMap<string, Property> = new Map<string, Property>([
  ["a route takes the bodies that its schema takes", (runs) => holds(bodyProperty, runs)],
  [
    "a route takes the text that its schemas take once it is read",
    (runs) => holds(textProperty, runs),
  ],
  ["a client gets what the schema of the response gives", (runs) => holds(responseProperty, runs)],
  ["no noise makes the server fail", (runs) => holds(noiseProperty, runs)],
]);

/** Adds a test that no promise was rejected unheard while those before it ran. */
export function watchRejections(test: Test): void {
  const unheard: unknown[] = [];
  process.on("unhandledRejection", (reason) => unheard.push(reason));
  captureLog(test);
  test.after.each(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(unheard.splice(0), []);
  });
}
