/**
 * Which JavaScript host runs this process.
 *
 * @module
 */

import process from "node:process";
import { deno } from "./deno.ts";

/** Name and version of a JavaScript host. */
export interface Host {
  readonly name: "deno" | "bun" | "node";
  /** Version as the host prints it, such as `24.1.0`. */
  readonly version: string;
}

/** Tells Deno, Bun and Node apart; Deno and Bun both claim to be Node, so Node comes last. */
export function detectHost(): Host {
  if (deno !== undefined) return { name: "deno", version: deno.version.deno };
  const { bun, node } = process.versions;
  if (bun !== undefined) return { name: "bun", version: bun };
  return { name: "node", version: node };
}
