import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nativeError } from "../../../src/bridge/native_error.ts";

const test = suite("nativeError");

test("nativeError() takes the code off the message and keeps the cause", () => {
  const thrown = new Error("EADDRINUSE: Address 127.0.0.1:80 is taken");
  const error = nativeError(thrown) as Error & { code: string };
  assert.is(error.code, "EADDRINUSE");
  assert.is(error.message, "Address 127.0.0.1:80 is taken");
  assert.is(error.cause, thrown);
});

test("nativeError() leaves what has no code as it is", () => {
  for (const thrown of [new Error("Something else: no code"), "EADDRINUSE: text", undefined]) {
    assert.is(nativeError(thrown), thrown);
  }
});

test.run();
