import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { coercionOf } from "../../../src/schema/coerce.ts";
import { validatorOf } from "../../../src/schema/validator.ts";
import { compiled, loadCompiler } from "../../../src/schema/zod.ts";
import { nearly } from "../../support/properties/json_values.ts";
import { schemaCase } from "../../support/properties/schemas.ts";
import { coerced, rawOf, requestsTo, textCase } from "../../support/properties/text_case.ts";
import { expectSame } from "../../support/properties/body_property.ts";

const test = suite("schema: properties");
const SEED = 5;

test.before(loadCompiler);

function fail(message: string): never {
  throw new Error(`There was no reason to warn: ${message}`);
}

test("text is read as the rules say, whatever the schema", () => {
  for (const subject of fc.sample(textCase, { seed: SEED, numRuns: 200 })) {
    const read = coercionOf(subject.query.schema, fail);
    const property = fc.property(requestsTo(subject), ({ query }) => {
      const raw = rawOf(query);
      const record = Object.assign(Object.create(null), Object.fromEntries(raw));
      const before = structuredClone(Object.entries(record));
      const actual = read === null ? record : read(record);
      const expected = coerced(subject.query, raw);
      assert.equal(Object.entries(actual), Object.entries(expected), subject.text);
      assert.equal(Object.entries(record), before, "The input was changed");
    });
    fc.assert(property, { seed: SEED, numRuns: 20 });
  }
});

test("a compiled schema says what the schema says, in the same words", async () => {
  let changed = 0;
  for (const { schema, values, text } of fc.sample(schemaCase(), { seed: SEED, numRuns: 150 })) {
    if (compiled(schema) !== schema) changed++;
    const validate = validatorOf(schema);
    const property = fc.asyncProperty(nearly(values), async (value) => {
      const actual = await validate(value);
      const expected = await schema.safeParseAsync(value);
      if (expected.success) return expectSame(actual, { value: expected.data });
      const issues = expected.error.issues.map(({ path, message }) => ({ path, message }));
      const told = actual.issues?.map(({ path, message }) => ({ path, message }));
      assert.equal(told, issues, text);
    });
    await fc.assert(property, { seed: SEED, numRuns: 20 });
  }
  assert.ok(changed > 50, `${changed} schemas were compiled`);
});

test.run();
