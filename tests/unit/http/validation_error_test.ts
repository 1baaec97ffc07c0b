import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemText } from "../../../src/http/problem.ts";
import { ValidationError } from "../../../src/http/validation_error.ts";
import type { ValidationItem } from "../../../src/http/validation_item.ts";

const test = suite("http/validation_error");
const item: ValidationItem = { type: "missing", loc: ["query", "page"], msg: "Required" };

test("ValidationError writes the body that all Spikard bindings share, in its order", () => {
  assert.is(
    problemText(new ValidationError([item])),
    '{"type":"https://spikard.dev/errors/validation-error","title":"Request Validation Failed",' +
      '"status":422,"detail":"1 validation error in request",' +
      '"errors":[{"type":"missing","loc":["query","page"],"msg":"Required"}]}',
  );
});

test("ValidationError counts what it does not list", () => {
  const { errors, truncated, detail } = JSON.parse(problemText(new ValidationError([item], 101)));
  assert.equal(errors, [item]);
  assert.is(truncated, true);
  assert.is(detail, "101 validation errors in request");
});

test("ValidationError shows its issues to error handlers", () => {
  assert.equal(new ValidationError([item]).issues, [item]);
});

test.run();
