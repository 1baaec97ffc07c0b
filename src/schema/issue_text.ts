import type { SchemaIssue } from "./standard_schema.ts";

/** Most issues in one line of a log. */
const MOST = 5;

/**
 * Says in one line where a value misses its schema and how, for the log: `items.0.qty: Invalid input`.
 */
export function issueText(issues: readonly SchemaIssue[]): string {
  const lines = issues.slice(0, MOST).map(({ path = [], message }) => {
    const keys = path.map((segment) => typeof segment === "object" ? segment.key : segment);
    return keys.length === 0 ? message : `${keys.map(String).join(".")}: ${message}`;
  });
  const rest = issues.length - lines.length;
  return rest === 0 ? lines.join("; ") : `${lines.join("; ")}; and ${rest} more`;
}
