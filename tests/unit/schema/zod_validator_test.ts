import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { validatorOf } from "../../../src/schema/validator.ts";
import { loadCompiler } from "../../../src/schema/zod.ts";

const test = suite("schema/zod_validator");
test.before(loadCompiler);

test("a value is what the schema makes of it, before and after it was compiled", async () => {
  const validate = validatorOf(z.object({ n: z.int().default(1) }));
  for (let count = 0; count < 3; count++) {
    assert.equal(await validate({ extra: 1 }), { value: { n: 1 } });
    const { issues } = await validate({ n: "x" });
    assert.equal(issues?.map(({ message, path }) => [message, path]), [
      ["Invalid input: expected number, received string", ["n"]],
    ]);
  }
});

test("a schema without asynchronous parts never makes anybody wait", () => {
  const validate = validatorOf(z.object({ a: z.string() }));
  for (const value of [{ a: 1 }, { a: "x" }, { a: "x" }, { a: 1 }]) {
    assert.not.ok(validate(value) instanceof Promise);
  }
});

test("refinements run once for what they take, twice for what they refuse", async () => {
  let calls = 0;
  const Even = z.int().refine((value) => {
    calls++;
    return value % 2 === 0;
  });
  const validate = validatorOf(Even);
  await validate(2);
  await validate(4);
  assert.is(calls, 2);
  await validate(3);
  assert.is(calls, 4);
});

test("asynchronous parts are awaited, and no promise of theirs is dropped", async () => {
  const made: Promise<boolean>[] = [];
  const Free = z.object({
    name: z.string().refine((name) => {
      const isFree = Promise.resolve(name !== "taken");
      made.push(isFree);
      return isFree;
    }, "Taken"),
  });
  const validate = validatorOf(Free);
  assert.equal((await validate({ name: 1 })).issues?.length, 1);
  assert.equal(await validate({ name: "a" }), { value: { name: "a" } });
  const { issues } = await validate({ name: "taken" });
  assert.equal(issues?.map(({ message }) => message), ["Taken"]);
});

test("recursive schemas, which are not compiled, are run as they are", async () => {
  const Tree = z.object({
    name: z.string(),
    get children() {
      return z.array(Tree).optional();
    },
  });
  const validate = validatorOf(Tree);
  const value = { name: "a", children: [{ name: "b" }] };
  assert.equal(await validate(value), { value });
  assert.equal(await validate(value), { value });
  assert.ok((await validate({ name: "a", children: [{}] })).issues);
});

test.run();
