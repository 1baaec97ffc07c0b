import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jsonLogger, type JsonLoggerOptions } from "../../../src/http/json_logger.ts";
import { HOSTILE, refuse } from "../../support/hostile_values.ts";
import type { LogFields } from "../../../src/http/log.ts";

const test = suite("http/json_logger");

function line(message: string, fields: LogFields, options?: JsonLoggerOptions): string {
  const lines: string[] = [];
  jsonLogger((text) => lines.push(text), options)("warn", message, fields);
  assert.is(lines.length, 1);
  return lines[0] ?? "";
}

test("a line is one JSON object with time, level, message and fields in this order", () => {
  const text = line("Late", { route: "GET /", count: 2, none: undefined });
  assert.match(text, /^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","level":"warn","message":"Late",/);
  assert.match(text, /"route":"GET \/","count":2\}$/);
});

test("each string is cut at 1 KiB, at every depth", () => {
  const { error } = JSON.parse(line("Cut", { error: { stack: "x".repeat(5000) } }));
  assert.is(error.stack, `${"x".repeat(1024)}...`);
});

test("secrets are redacted, however they are written", () => {
  const text = line("Secrets", { authorization: "Bearer a", Cookie: "b=c", "set-cookie": "d=e" });
  assert.is.not(/Bearer|b=c|d=e/.test(text), true);
  assert.is(JSON.parse(text).Cookie, "[redacted]");
});

test("a secret is redacted at every depth, with or without dashes", () => {
  const secrets = { "X-API-Key": "s3cret", xApiKey: "s3cret", proxy_authorization: "s3cret" };
  const text = line("Secrets", { ...secrets, request: { headers: [secrets], cookie: ["s3cret"] } });
  assert.not.match(text, "s3cret");
  assert.is(JSON.parse(text).request.cookie, "[redacted]");
});

test("fields to redact stand beside those that are secret anyway", () => {
  const fields = { user: { password: "s3cret", name: "ada" }, authorization: "s3cret" };
  const { user, authorization } = JSON.parse(line("Login", fields, { redact: ["Pass-Word"] }));
  assert.equal([user, authorization], [{ password: "[redacted]", name: "ada" }, "[redacted]"]);
});

test("a secret that is not there is not shown", () => {
  assert.is("cookie" in JSON.parse(line("Secrets", { cookie: undefined })), false);
});

test("an Error is told with its stack and causes, at every depth", () => {
  const error = new RangeError("Too far", { cause: new Error("Too fast") });
  const { deep } = JSON.parse(line("Failed", { deep: { error } }));
  assert.equal([deep.error.name, deep.error.message], ["RangeError", "Too far"]);
  assert.match(deep.error.stack, "json_logger_test.ts");
  assert.is(deep.error.cause.message, "Too fast");
});

test("what JSON cannot write costs its fields, never the line", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  for (
    const fields of [cycle, { trap: HOSTILE }, {
      get bad() {
        return refuse();
      },
    }]
  ) {
    const { message, level } = JSON.parse(line("Odd", fields as LogFields));
    assert.equal([message, level], ["Odd", "warn"]);
  }
  assert.is(JSON.parse(line("Big", { big: 1n } as unknown as LogFields)).big, "1");
});

test("fields cannot take the place of time, level and message", () => {
  const { time, level, message } = JSON.parse(line("Mine", { time: 0, level: "x", message: "y" }));
  assert.equal([level, message], ["warn", "Mine"]);
  assert.type(time, "string");
});

test("no control character gets through, and the line still parses to the same text", () => {
  const nasty = "a\n\r\0\x1b[31m\x7f\x9b\u2028\u2029\ud800z";
  const text = line("Controls", { nasty });
  // deno-lint-ignore no-control-regex
  assert.is(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text), false);
  assert.is(JSON.parse(text).nasty, nasty);
});

test.run();
