/**
 * What an answer of 400 or 422 must be.
 *
 * @module
 */
import * as assert from "uvu/assert";
import type * as z from "zod";

/** A part of a request that Zod refuses. */
export interface Refused {
  readonly place: "path" | "query" | "headers" | "cookie" | "body";
  readonly issues: readonly z.core.$ZodIssue[];
}

type Loc = readonly (string | number)[];

interface Problem {
  readonly status: number;
  readonly type: string;
  readonly detail: string;
  readonly truncated?: boolean;
  readonly errors: readonly { readonly type: string; readonly loc: Loc; readonly msg: string }[];
}

/** Most items of one answer. */
const MAX_ITEMS = 100;
const MAX_NAME = 128;
const MAX_MESSAGE = 512;

/** All values of `type` (validation.md section 4). */
const TYPES: ReadonlySet<string> = new Set([
  ..."missing string_type int_type float_type bool_type list_type object_type type_error".split(
    " ",
  ),
  ..."int_parsing float_parsing bool_parsing string_too_short string_too_long".split(" "),
  ..."too_short too_long greater_than greater_than_equal less_than less_than_equal".split(" "),
  ..."uuid_parsing date_parsing datetime_parsing time_parsing duration_parsing".split(" "),
  ..."string_pattern_mismatch enum literal_error multiple_of extra_forbidden".split(" "),
  ..."union_error value_error".split(" "),
]);

/** Asserts a problem that holds nothing of the input, and returns it. */
export async function expectProblem(
  answer: Response,
  status: number,
  marker: string,
): Promise<Problem> {
  const text = await answer.text();
  assert.is(answer.status, status, text);
  assert.is(answer.headers.get("content-type"), "application/problem+json");
  assert.not(text.includes(marker), "The answer shows what was sent");
  const problem: Problem = JSON.parse(text);
  assert.is(problem.status, status);
  return problem;
}

/** Asserts the 422 that says what Zod says. */
export async function expectRefusal(
  answer: Response,
  parts: readonly Refused[],
  marker: string,
): Promise<void> {
  const { type, detail, truncated, errors } = await expectProblem(answer, 422, marker);
  const items = parts.flatMap(({ place, issues }) => issues.flatMap((one) => itemsOf(place, one)));
  assert.is(type, "https://spikard.dev/errors/validation-error");
  assert.is(
    detail,
    `${items.length} validation ${items.length === 1 ? "error" : "errors"} in request`,
  );
  assert.equal(errors.map(({ loc, msg }) => ({ loc, msg })), items.slice(0, MAX_ITEMS));
  assert.is(truncated, items.length > MAX_ITEMS ? true : undefined);
  for (const error of errors) assert.ok(TYPES.has(error.type), error.type);
}

interface Item {
  readonly loc: Loc;
  readonly msg: string;
}

/** One for each key that is too many or that is refused as a key, else one. */
function itemsOf(place: string, issue: z.core.$ZodIssue): Item[] {
  const at = (...more: PropertyKey[]): Loc => [place, ...[...issue.path, ...more].map(stepOf)];
  if (issue.code === "unrecognized_keys" && issue.keys.length > 0) {
    return issue.keys.map((key) => ({
      loc: at(key),
      msg: `Unrecognized key: "${cut(key, MAX_NAME)}"`,
    }));
  }
  if (issue.code !== "invalid_key" || issue.issues.length === 0) {
    return [{ loc: at(), msg: messageOf(issue) }];
  }
  return issue.issues.map((inner) => ({
    loc: at("[key]", ...inner.path ?? []),
    msg: messageOf(inner),
  }));
}

function stepOf(step: PropertyKey): string | number {
  return typeof step === "number" ? step : cut(String(step), MAX_NAME);
}

function messageOf({ message }: { readonly message?: string }): string {
  return cut(message ?? "", MAX_MESSAGE);
}

/** Never between the halves of a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, /[\ud800-\udbff]/.test(text[length - 1] ?? "") ? length - 1 : length);
}
