/**
 * Whether this process runs in a container.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { isGranted } from "./deno.ts";

// Docker and Podman each leave one of these in the root of every container.
const MARKERS = ["/.dockerenv", "/run/.containerenv"];

/** True where a container's marker file can be seen; false where reading it is not permitted. */
export function isContainer(): boolean {
  return MARKERS.some((path) => isGranted({ name: "read", path }) && existsSync(path));
}
