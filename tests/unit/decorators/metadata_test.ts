import { suite } from "uvu";
import * as assert from "uvu/assert";
import "../../../src/decorators/metadata.ts";

const test = suite("decorators/metadata");

test("Symbol.metadata is there, as a symbol", () => {
  assert.is(typeof Reflect.get(Symbol, "metadata"), "symbol");
});

test.run();
