import { suite } from "uvu";
import * as assert from "uvu/assert";
import { contextKey } from "../../../src/http/context_key.ts";
import { Provided } from "../../../src/http/provided.ts";

const test = suite("http/context_key");

test("get() returns what was provided last, falsy values among it", () => {
  const key = contextKey<unknown>("value");
  const { get, provide } = new Provided();
  for (const value of [{ a: 1 }, "", 0, null, undefined]) {
    provide(key, value);
    assert.is(get(key), value);
  }
});

test("get() throws and names the key where nothing was provided", () => {
  const { get } = new Provided();
  assert.throws(() => get(contextKey("user")), /SPK_NOT_PROVIDED: .*"user": provide\(\) it before/);
});

test("get() returns the fallback where nothing was provided, undefined among it", () => {
  const { get, provide } = new Provided();
  const user = contextKey<string | undefined>("user", { fallback: undefined });
  assert.is(get(contextKey("count", { fallback: 1 })), 1);
  assert.is(get(user), undefined);
  provide(user, "Ada");
  assert.is(get(user), "Ada");
});

test("two keys of one name are two keys, and two requests have two values", () => {
  const [one, other] = [contextKey<number>("n", { fallback: 0 }), contextKey<number>("n")];
  const [here, there] = [new Provided(), new Provided()];
  here.provide(other, 2);
  assert.equal([here.get(one), here.get(other), there.get(one)], [0, 2, 0]);
});

test.run();
