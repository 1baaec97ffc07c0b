/**
 * Reading the environment without ever prompting or throwing.
 *
 * @module
 */

import process from "node:process";
import { isGranted } from "./deno.ts";

/**
 * Value of an environment variable; undefined where it is not set, is empty, or may not be read.
 *
 * Deno prompts or throws on a plain read, so its permission is looked up first.
 */
export function readEnvironment(variable: string): string | undefined {
  if (!isGranted({ name: "env", variable })) return undefined;
  return process.env[variable] || undefined;
}
