/**
 * The program `spikard`, where a file is needed that does nothing but run it.
 *
 * @module
 */

import { runCommandLine } from "./run.ts";

await runCommandLine();
