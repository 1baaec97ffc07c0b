/**
 * The command line of Spikard: `spikard openapi|types|routes <app file>`.
 *
 * Run as a program it does what its arguments say; imported it offers what the commands are made of.
 *
 * ```sh
 * deno run -A jsr:@spikard/node/cli types app.ts --out api.ts
 * ```
 *
 * @module
 */

import { runCommandLine } from "./run.ts";

export { writePathsModule } from "./paths_module.ts";
export { type ListedRoute, writeRoutesJson, writeRoutesTable } from "./routes_table.ts";
export { runCommandLine };

// Not awaited: `require()` takes no module that waits.
if (import.meta.main) void runCommandLine();
