import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jsonLogger } from "../../../src/http/json_logger.ts";
import type { LogFields } from "../../../src/http/log.ts";

const test = suite("http/json_logger");

function line(message: string, fields: LogFields): string {
  const lines: string[] = [];
  jsonLogger((text) => lines.push(text))("warn", message, fields);
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

test("no control character gets through, and the line still parses to the same text", () => {
  const nasty = "a\n\r\0\x1b[31m\x7f\x9b\u2028\u2029\ud800z";
  const text = line("Controls", { nasty });
  // deno-lint-ignore no-control-regex
  assert.is(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text), false);
  assert.is(JSON.parse(text).nasty, nasty);
});

test.run();
