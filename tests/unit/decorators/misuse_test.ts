import { suite } from "uvu";
import * as assert from "uvu/assert";
import { controller } from "../../../src/decorators/controller.ts";
import { guard } from "../../../src/decorators/guard.ts";
import { get } from "../../../src/decorators/verbs.ts";

const test = suite("decorators/misuse");
const method = () => 1;

/** A decorator as a compiler calls it, whatever it decorates. */
type Raw = (target: unknown, context?: unknown) => unknown;
// The types refuse each of these; plain JavaScript and other compilers do not.
const onMethod = get("/") as Raw;
const onClass = controller("/") as Raw;
const onEither = guard(() => true) as Raw;

for (const name of ["list", Symbol("list")]) {
  test(`a legacy call with a ${typeof name} names the option to remove`, () => {
    assert.throws(
      () => onMethod({}, name),
      /SPK_LEGACY_DECORATORS: get\(\) was called as a legacy decorator: remove "experimentalDecorators" from tsconfig.json/,
    );
  });
}

test("a legacy call of controller() names the option to remove", () => {
  assert.throws(() => onClass(class Users {}), /SPK_LEGACY_DECORATORS: controller\(\)/);
  assert.throws(() => onClass(class Users {}, undefined), /SPK_LEGACY_DECORATORS/);
});

const KINDS = ["a class", "a getter", "a setter", "a field", "an accessor"];
for (const [kind, phrase] of KINDS.map((phrase) => [phrase.replace(/^an? /, ""), phrase])) {
  test(`get() refuses a ${kind}`, () => {
    assert.throws(
      () => onMethod(undefined, contextOf({ kind })),
      new RegExp(`SPK_BAD_DECORATOR: @get: "list" is ${phrase}: put it on a method`),
    );
  });
}

for (const kind of ["getter", "setter", "field"]) {
  test(`guard() refuses a ${kind}`, () => {
    assert.throws(
      () => onEither(undefined, contextOf({ kind })),
      new RegExp(`SPK_BAD_DECORATOR: @guard: "list" is a ${kind}: put it on a method`),
    );
  });
}

for (const kind of ["method", "getter", "field"]) {
  test(`controller() refuses a ${kind}`, () => {
    assert.throws(
      () => onClass(method, contextOf({ kind })),
      new RegExp(`SPK_BAD_DECORATOR: @controller: "list" is a ${kind}: put it on a class`),
    );
  });
}

for (const [name, decorate] of [["get", onMethod], ["guard", onEither]] as const) {
  test(`${name}() refuses static and private methods`, () => {
    assert.throws(
      () => decorate(method, contextOf({ static: true })),
      new RegExp(`SPK_BAD_DECORATOR: @${name}: "list" is static: remove "static"`),
    );
    assert.throws(
      () => decorate(method, contextOf({ private: true })),
      new RegExp(`SPK_BAD_DECORATOR: @${name}: "list" is private: remove the "#"`),
    );
  });
}

test("a legacy call of guard() names the option to remove, on a method and on a class", () => {
  assert.throws(() => onEither({}, "list"), /SPK_LEGACY_DECORATORS: guard\(\)/);
  assert.throws(() => onEither(class Users {}), /SPK_LEGACY_DECORATORS: guard\(\)/);
});

test("a second argument that is no context is refused", () => {
  for (const context of [0, null, {}, []]) {
    assert.throws(() => onMethod(method, context), /SPK_BAD_DECORATOR.*pass the handler alone/);
  }
});

test("a decorator that was not called says so", () => {
  const bare = get as unknown as Raw;
  assert.throws(
    () => bare(method, contextOf({})),
    /SPK_BAD_DECORATOR.*write @get\("\/"\)/,
  );
  const bareController = controller as unknown as Raw;
  assert.throws(
    () => bareController(class Users {}, contextOf({ kind: "class" })),
    /SPK_BAD_DECORATOR.*write @controller\("\/"\)/,
  );
  const bareGuard = guard as unknown as Raw;
  assert.throws(
    () => bareGuard(method, contextOf({})),
    /SPK_BAD_DECORATOR.*write @guard\(check\)/,
  );
});

function contextOf(parts: Record<string, unknown>): object {
  return {
    kind: "method",
    name: "list",
    static: false,
    private: false,
    addInitializer() {},
    ...parts,
  };
}

test.run();
