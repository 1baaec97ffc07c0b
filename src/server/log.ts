import { jsonLogger } from "../http/json_logger.ts";
import type { Logger } from "../http/log.ts";
import { writeLine } from "../runtime/console.ts";

/** Log of the framework: JSON lines on stderr. */
export const log: Logger = logWithout([]);

/** The same log, with values of these fields left out too. */
export function logWithout(redact: readonly string[]): Logger {
  return jsonLogger((line) => writeLine("stderr", line), { redact });
}
