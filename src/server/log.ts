import { jsonLogger, type Logger } from "../dispatch/log.ts";
import { writeLine } from "../runtime/console.ts";

/** Log of the framework: JSON lines on stderr. */
export const log: Logger = jsonLogger((line) => writeLine("stderr", line));
