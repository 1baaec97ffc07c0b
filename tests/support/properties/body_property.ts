/**
 * A route takes the bodies that its schema takes, and its handler gets what the schema gives.
 *
 * @module
 */
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import * as assert from "uvu/assert";
import { anyStyle, parsed, spoiled, type Style, writeJson } from "./json_text.ts";
import { depthOf, isPolluting, MARKER, MAX_DEPTH, nearly } from "./json_values.ts";
import { expectProblem, expectRefusal } from "./refusal.ts";
import type { RouteProperty, Trial } from "./runs.ts";
import type { SchemaCase } from "./schema_case.ts";
import { schemaCase } from "./schemas.ts";

/** What handlers got, newest last. */
const received: unknown[] = [];

/** For bodies of JSON, whatever is in them. */
export const bodyProperty: RouteProperty<SchemaCase, string> = {
  subjects: schemaCase(),
  route: (app, path, { schema }) => {
    app.post(path, { body: schema }, ({ body }) => {
      received.push(body);
      return "taken";
    });
    return { path, method: "post" };
  },
  values: ({ values }) => {
    const texts = fc.tuple(nearly(values), anyStyle).map(([value, style]) => written(value, style));
    return fc.oneof({ weight: 9, arbitrary: texts }, { weight: 1, arbitrary: spoiled(texts) });
  },
  check: async (trial) => {
    received.length = 0;
    const { send, path, value: text } = trial;
    const headers = { "content-type": "application/json" };
    const answer = await send(path, { method: "POST", headers, body: text });
    await judge(trial, answer);
  },
};

/** Without a body where there is nothing to write: undefined has no JSON. */
function written(value: unknown, style: Style): string {
  return value === undefined ? "" : writeJson(value, style);
}

async function judge(
  { subject, value: text }: Trial<SchemaCase, string>,
  answer: Response,
): Promise<void> {
  const value = parsed(text);
  if (isGated(text, value, subject)) {
    await expectProblem(answer, 400, MARKER);
    return assert.is(received.length, 0);
  }
  const result = await subject.schema.safeParseAsync(value);
  if (!result.success) {
    await expectRefusal(answer, [{ place: "body", issues: result.error.issues }], MARKER);
    return assert.is(received.length, 0);
  }
  assert.equal([answer.status, await answer.text()], [200, "taken"]);
  expectSame(received, [result.data]);
}

/** Whether a body is refused before its schema sees it (docs/validation.md). */
function isGated(text: string, value: unknown, { isOpaque }: SchemaCase): boolean {
  if (text === "") return false;
  if (value === undefined) return true;
  return depthOf(value) > MAX_DEPTH || (isOpaque && isPolluting(value));
}

/** Compares strictly: types, prototypes and the sign of zero count. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  assert.equal(actual, expected);
  assert.unreachable("The values differ in types or prototypes");
}
