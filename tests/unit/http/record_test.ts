import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BareRecord } from "../../../src/http/record.ts";

const test = suite("http/record");

test("BareRecord inherits nothing", () => {
  const record = new BareRecord<string>();
  assert.not("toString" in record);
  assert.not("constructor" in record);
  assert.not("__proto__" in record);
});

test("BareRecord keeps __proto__ as a name", () => {
  const record = new BareRecord<string>();
  record["__proto__"] = "a";
  assert.equal(Object.keys(record), ["__proto__"]);
  assert.is(JSON.stringify(record), '{"__proto__":"a"}');
});

test("BareRecord has a prototype that nobody can add to", () => {
  const prototype: unknown = Object.getPrototypeOf(new BareRecord());
  assert.is(Object.getPrototypeOf(prototype), null);
  assert.ok(Object.isFrozen(prototype));
  assert.equal(Reflect.ownKeys(prototype as object), []);
});

test.run();
