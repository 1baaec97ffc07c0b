import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jsonLogger, type JsonLoggerOptions } from "../../../src/http/json_logger.ts";
import { describeThrown } from "../../../src/http/thrown.ts";
import { HOSTILE, refuse, revoked } from "../../support/hostile_values.ts";
import type { LogFields } from "../../../src/http/log.ts";

const test = suite("http/json_logger");

function line(message: string, fields: LogFields, options?: JsonLoggerOptions): string {
  const lines: string[] = [];
  jsonLogger((text) => lines.push(text), options)("warn", message, fields);
  assert.is(lines.length, 1);
  return lines[0] ?? "";
}

/** Fields that only a program without types can pass. */
const wrong = (fields: object): LogFields => fields as LogFields;
const OWN_KEYS: ProxyHandler<object> = {
  ownKeys: () => ["left", "right"],
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
};
const parse = (text: string) => JSON.parse(text);

function rest(text: string): Record<string, unknown> {
  const { time, level, message, ...fields } = parse(text);
  assert.equal([typeof time, level, typeof message], ["string", "warn", "string"]);
  return fields;
}

test("a line is one JSON object with time, level, message and fields in this order", () => {
  const text = line("Late", { route: "GET /", count: 2, none: undefined });
  assert.match(text, /^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","level":"warn","message":"Late",/);
  assert.match(text, /"route":"GET \/","count":2\}$/);
});

test("each string is cut at 1 KiB, at every depth", () => {
  const { error } = parse(line("Cut", { error: { stack: "x".repeat(5000) } }));
  assert.is(error.stack, `${"x".repeat(1024)}...`);
});

test("secrets are redacted, however they are written", () => {
  const text = line("Secrets", {
    ...{ authorization: "Bearer a", Cookie: "b=c", "set-cookie": "d=e", cookies: { b: "c1" } },
  });
  assert.not.match(text, /Bearer|b=c|d=e|c1/);
  assert.is(parse(text).cookies, "[redacted]");
  assert.is(parse(text).Cookie, "[redacted]");
});

test("a secret is redacted at every depth, with or without dashes", () => {
  const secrets = { "X-API-Key": "s3cret", xApiKey: "s3cret", proxy_authorization: "s3cret" };
  const text = line("Secrets", { ...secrets, request: { headers: [secrets], cookie: ["s3cret"] } });
  assert.not.match(text, "s3cret");
  assert.is(parse(text).request.cookie, "[redacted]");
});

test("fields to redact stand beside those that are secret anyway", () => {
  const fields = { user: { password: "s3cret", name: "ada" }, authorization: "s3cret" };
  const { user, authorization } = parse(line("Login", fields, { redact: ["Pass-Word"] }));
  assert.equal([user, authorization], [{ password: "[redacted]", name: "ada" }, "[redacted]"]);
});

test("a secret that is not there is not shown", () => {
  assert.is("cookie" in parse(line("Secrets", { cookie: undefined })), false);
});

test("an Error is told with its stack and causes, at every depth", () => {
  const error = new RangeError("Too far", { cause: new Error("Too fast") });
  const { deep } = parse(line("Failed", { deep: { error } }));
  assert.equal([deep.error.name, deep.error.message], ["RangeError", "Too far"]);
  assert.match(deep.error.stack, "json_logger_test.ts");
  assert.is(deep.error.cause.message, "Too fast");
});

test("a cycle ends where it closes, and other fields stay", () => {
  const parent: Record<string, unknown> = { name: "p" };
  parent.children = [{ name: "c", parent }];
  const { requestId, tree } = parse(line("Tree", wrong({ tree: parent, requestId: "r-1" })));
  assert.is(requestId, "r-1");
  assert.equal(tree, { name: "p", children: [{ name: "c", parent: "[circular]" }] });
});

test("a value that stands twice is no cycle", () => {
  const twice = { n: 1 };
  assert.equal(parse(line("Twice", { a: twice, b: [twice, twice] })).b, [twice, twice]);
});

test("an Error in the value of its own cause ends where it closes", () => {
  const error = new Error("Round");
  error.cause = { error };
  assert.is(parse(line("Failed", { error })).error.cause.value.error, "[circular]");
});

const UNREADABLE: readonly [string, () => object][] = [
  ["a getter that throws", () => ({
    get bad() {
      return refuse();
    },
  })],
  ["a hostile Proxy", () => ({ bad: HOSTILE })],
  ["a revoked Proxy", () => ({ bad: revoked() })],
  ["a toJSON() that throws", () => ({ bad: { toJSON: refuse } })],
];

for (const [name, make] of UNREADABLE) {
  test(`${name} costs itself only, at every depth`, () => {
    const fields = wrong(Object.assign(make(), { good: 1 }));
    assert.equal(rest(line("Odd", fields)), { bad: "[unreadable]", good: 1 });
    assert.equal(rest(line("Odd", { deep: [fields] })).deep, [{ bad: "[unreadable]", good: 1 }]);
  });
}

test("fields that cannot be listed cost themselves only", () => {
  assert.equal(rest(line("Odd", wrong(HOSTILE))), {});
});

test("a toJSON() is heard in a value, and cannot replace the line", () => {
  const toJSON = () => ({ password: "s3cret", n: 1 });
  const fields = wrong({ toJSON, at: new Date(0), own: { toJSON }, requestId: "r-1" });
  assert.equal(rest(line("Mine", fields, { redact: ["password"] })), {
    ...{ at: "1970-01-01T00:00:00.000Z", own: { password: "[redacted]", n: 1 } },
    requestId: "r-1",
  });
});

test("what JSON has no word for is shown as text, or left out", () => {
  const fields = wrong({ big: 1n, run: () => 1, sign: Symbol("s"), bytes: new Uint8Array(1e6) });
  assert.equal(rest(line("Odd", fields)), { big: "1", bytes: "[1000000 bytes]" });
});

test("a field has an end, however deep or long it is", () => {
  const endless = (): object => new Proxy({}, { get: endless, ...OWN_KEYS });
  const text = line(
    "Endless",
    wrong({ endless: endless(), long: new Array(5000).fill(1), good: 1 }),
  );
  const { long, good } = parse(text);
  assert.equal([long.length, long.at(-1), good], [1001, "...", 1]);
  assert.match(text, '"[too deep]"');
  assert.ok(text.length < 100_000);
});

test("what a program throws is redacted as any field, causes too", () => {
  const secrets = { Authorization: "s3cret", nested: [{ password: "s3cret" }] };
  const error = new Error("Upstream", { cause: { config: { headers: secrets } } });
  const thrown = [secrets, error, new Error("Outer", { cause: error })].map((it) =>
    describeThrown(it)
  );
  const text = line("Failed", { thrown, error }, { redact: ["password"] });
  assert.not.match(text, "s3cret");
  assert.equal(parse(text).thrown[0].value, {
    ...{ Authorization: "[redacted]", nested: [{ password: "[redacted]" }] },
  });
});

test("a name to redact without a letter or a digit is refused", () => {
  for (const name of ["_", "-", "__", ""]) {
    assert.throws(
      () => jsonLogger(() => {}, { redact: ["password", name] }),
      /SPK_BAD_OPTION: The option "redact" has the name ".*", which no field can match: /,
    );
  }
});

test("fields cannot take the place of time, level and message", () => {
  const { time, level, message } = parse(line("Mine", { time: 0, level: "x", message: "y" }));
  assert.equal([level, message], ["warn", "Mine"]);
  assert.type(time, "string");
});

test("no control character gets through, and the line still parses to the same text", () => {
  const nasty = "a\n\r\0\x1b[31m\x7f\x9b\u2028\u2029\ud800z";
  const text = line("Controls", { nasty });
  // deno-lint-ignore no-control-regex
  assert.is(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text), false);
  assert.is(parse(text).nasty, nasty);
});

test.run();
