import { find, pathOf } from "./items_path.ts";
import { ReadInput } from "./items_telling.ts";
import { nameOf } from "./items_text.ts";
import { wordingOf } from "./items_wording.ts";
import type { SchemaIssue } from "./standard_schema.ts";

/** Most issues in one line of a log. */
const MOST = 5;

/**
 * Says in one line where a value misses its schema and how, for the log: `items.0.qty: Invalid input`.
 * The value itself is not shown; `input` is what was refused.
 */
export function issueText(issues: readonly SchemaIssue[], input?: unknown): string {
  const read = new ReadInput(input);
  const lines = issues.slice(0, MOST).map((issue) => {
    const path = pathOf(issue, input);
    const { value, source } = find(input, path);
    const message = wordingOf(issue, { values: [value, source], input: read });
    const names = path.map((step) => nameOf(String(step)));
    return names.length === 0 ? message : `${names.join(".")}: ${message}`;
  });
  const rest = issues.length - lines.length;
  return rest === 0 ? lines.join("; ") : `${lines.join("; ")}; and ${rest} more`;
}
