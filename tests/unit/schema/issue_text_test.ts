import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as v from "valibot";
import { z } from "zod";
import { issueText } from "../../../src/schema/issue_text.ts";
import type { AnySchema } from "../../../src/schema/standard_schema.ts";

const test = suite("schema/issue_text");

test("issueText() says where and how, and how many more there are", async () => {
  const schema = z.array(z.object({ qty: z.int() }));
  const text = await missing(schema, [{ qty: 1 }, {}]);
  assert.is(text, "1.qty: Invalid input: expected number, received undefined");
  assert.match(await missing(schema, Array(7).fill({})), /; and 2 more$/);
  assert.not.match(await missing(schema, 1), /^:/);
});

test("issueText() does not show the value, whatever the library says of it", async () => {
  const value = { a: "S3CRET", b: "S3CRET" };
  const valibot = v.object({ a: v.number(), b: v.pipe(v.string(), v.email()) });
  assert.is(
    await missing(valibot, value),
    "a: Invalid type: Expected number; b: Invalid email",
  );
  const zod = z.object({
    a: z.string().refine(() => false, { error: (issue) => `got ${issue.input}` }),
  });
  assert.is(await missing(zod, value), "a: Invalid value");
});

test("issueText() is of bounded length", () => {
  const issue = { message: "m".repeat(10_000), path: ["p".repeat(10_000)] };
  assert.is(issueText([issue], {}), `${"p".repeat(128)}: ${"m".repeat(512)}`);
});

async function missing(schema: AnySchema, value: unknown): Promise<string> {
  const { issues = [] } = await schema["~standard"].validate(value);
  return issueText(issues, value);
}

test.run();
