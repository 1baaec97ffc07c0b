/**
 * A client gets the JSON of what the schema of a response makes of the handler's value, or 500 where
 * it refuses it.
 *
 * @module
 */
import fc from "fast-check";
import * as assert from "uvu/assert";
import * as z from "zod";
import { nearly } from "./json_values.ts";
import { leafSchema } from "./leaf_schemas.ts";
import type { RouteProperty } from "./runs.ts";
import { closed, type SchemaCase } from "./schema_case.ts";
import { schemaCase } from "./schemas.ts";

/** What an untyped program may return. */
type Untyped = never;

const OUTPUTS: readonly SchemaCase[] = [
  closed("z.date()", z.date(), fc.date()),
  closed(
    "z.iso.datetime()",
    z.iso.datetime(),
    fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
  ),
  closed("z.bigint()", z.bigint(), fc.bigInt()),
  closed("z.set(int)", z.set(z.int()), fc.array(fc.integer()).map((list) => new Set(list))),
  closed("z.nan()", z.nan(), fc.constant(NaN)),
];

const ODD_VALUES = [undefined, NaN, -Infinity, 10n, () => 1, Symbol("s"), new Map([["a", 1]])];

const leaf = fc.oneof(
  { weight: 5, arbitrary: leafSchema },
  { weight: 1, arbitrary: fc.constantFrom(...OUTPUTS) },
);

/** What the handler returns next. */
let returned: unknown;

/** For whatever a handler returns. */
export const responseProperty: RouteProperty<SchemaCase, unknown> = {
  subjects: schemaCase(leaf),
  route: (app, path, { schema }) => {
    app.get(path, { response: { 200: schema } }, () => returned as Untyped);
    return { path, method: "get" };
  },
  values: ({ values }) =>
    fc.oneof(
      { weight: 9, arbitrary: nearly(values) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_VALUES) },
    ),
  check: async ({ send, path, subject, value }) => {
    returned = value;
    const expected = await sent(subject.schema, value);
    const answer = await send(path);
    const { status, headers } = answer;
    const type = headers.get("content-type");
    if (expected === undefined) {
      assert.equal([status, type], [500, "application/problem+json"]);
      return assert.is((await answer.json()).detail, undefined);
    }
    assert.equal([status, type, await answer.text()], [200, expected.type, expected.body]);
  },
};

interface Sent {
  readonly type: string;
  readonly body: string;
}

/** What the client gets; undefined where that is a 500. */
async function sent(schema: z.ZodType, value: unknown): Promise<Sent | undefined> {
  // Whatever the schema says, nothing is no body.
  if (value === undefined) return undefined;
  const result = await schema.safeParseAsync(value);
  if (!result.success || result.data === undefined) return undefined;
  const { data } = result;
  if (typeof data === "string") {
    return { type: "text/plain; charset=utf-8", body: data.toWellFormed() };
  }
  const body = jsonOf(data);
  return body === undefined ? undefined : { type: "application/json", body };
}

function jsonOf(data: unknown): string | undefined {
  try {
    return JSON.stringify(data);
  } catch {
    // A bigint.
    return undefined;
  }
}
