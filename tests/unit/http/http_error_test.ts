import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HttpError } from "../../../src/http/http_error.ts";
import * as errors from "../../../src/http/http_errors.ts";

const test = suite("http/http_error");

const STATUSES: readonly [status: number, name: keyof typeof errors][] = [
  [400, "BadRequest"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "NotFound"],
  [405, "MethodNotAllowed"],
  [406, "NotAcceptable"],
  [409, "Conflict"],
  [410, "Gone"],
  [412, "PreconditionFailed"],
  [413, "PayloadTooLarge"],
  [415, "UnsupportedMediaType"],
  [422, "UnprocessableContent"],
  [429, "TooManyRequests"],
  [500, "InternalServerError"],
  [501, "NotImplemented"],
  [502, "BadGateway"],
  [503, "ServiceUnavailable"],
  [504, "GatewayTimeout"],
];

for (const [status, name] of STATUSES) {
  test(`${name} is an HttpError of status ${status}`, () => {
    const error = new errors[name]("why", { code: "c" });
    assert.instance(error, HttpError);
    assert.is(error.status, status);
    assert.is(error.name, name);
    assert.is(error.detail, "why");
    assert.is(error.code, "c");
  });
}

test("every error class is listed here", () => {
  assert.equal(Object.keys(errors).sort(), STATUSES.map(([, name]) => name).sort());
});

test("HttpError takes detail, else title, as its message", () => {
  assert.is(new HttpError(404, "No user 7").message, "No user 7");
  assert.is(new HttpError(404).message, "Not Found");
  assert.is(new HttpError(404, undefined, { title: "Nothing" }).message, "Nothing");
  assert.is(new HttpError(404).detail, undefined);
});

test("HttpError keeps a cause, an undefined one included", () => {
  const cause = new Error("db");
  assert.is(new HttpError(500, "x", { cause }).cause, cause);
  assert.ok(Object.hasOwn(new HttpError(500, "x", { cause: undefined }), "cause"));
  assert.not(Object.hasOwn(new HttpError(500, "x"), "cause"));
});

test("HttpError checks its headers and gives them as pairs", () => {
  const { headers } = new HttpError(429, "slow", { headers: { "Retry-After": "5" } });
  assert.equal(headers, ["retry-after", "5"]);
  assert.equal(new HttpError(429).headers, []);
  assert.throws(() => new HttpError(429, "x", { headers: { a: "\r\n" } }), /SPK_BAD_HEADER/);
});

for (const status of [0, 200, 399, 600, 404.5, NaN]) {
  test(`HttpError refuses the status ${status}`, () => {
    assert.throws(() => new HttpError(status), (error: unknown) => error instanceof RangeError);
  });
}

test("HttpError has a stack that names its class", () => {
  assert.instance(new HttpError(500), Error);
  assert.is(new HttpError(500).name, "HttpError");
  assert.is(String(new HttpError(500, "x")), "HttpError: x");
});

test.run();
