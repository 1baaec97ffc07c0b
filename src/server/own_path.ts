import { UsageError } from "../http/usage_error.ts";
import { parsePath } from "../routing/path.ts";

/**
 * Reads a path of the server's own, without parameters, as the server matches it.
 *
 * Throws TypeError `SPK_BAD_PATH`, and `SPK_BAD_OPTION` for one with parameters.
 */
export function readOwnPath(value: string, option: string): string {
  const { path, paramNames } = parsePath(value);
  if (paramNames.length === 0) return path;
  throw new UsageError(
    "SPK_BAD_OPTION",
    `The path "${value}" of "${option}" has a parameter: write a plain one`,
  );
}
