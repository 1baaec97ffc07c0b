import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Unauthorized } from "../../../src/http/http_errors.ts";
import { logger } from "../../../src/middleware/logger.ts";
import type { FakeRequest } from "../../support/fake_call.ts";
import { withHooks } from "../../support/with_hooks.ts";

const test = suite("middleware/logger");

const REQUEST: FakeRequest = {
  path: "/here",
  query: "token=secret",
  headers: [["user-agent", "curl"], ["authorization", "Bearer secret"], ["cookie", "sid=secret"]],
};

function withoutTimes({ time, duration, requestId, ...line }: Record<string, unknown>) {
  assert.type(time, "string");
  assert.type(duration, "number");
  assert.type(requestId, "string");
  return line;
}

test("logger() writes one line for a request", async () => {
  const { lines } = await withHooks([logger()], () => ({ a: 1 }), REQUEST);
  assert.equal(lines.map(withoutTimes), [{
    ...{ level: "info", message: "Request answered", method: "GET", path: "/here" },
    ...{ route: "/here", status: 200, bytes: 7, outcome: "sent" },
  }]);
});

test("logger() writes a warning from status 500 on, after the line of the error", async () => {
  const { lines } = await withHooks([logger()], () => Promise.reject(new Error("Broken")), REQUEST);
  assert.equal(lines.map(({ level, status }) => [level, status]), [
    ["error", undefined],
    ["warn", 500],
  ]);
});

test("logger() writes the headers that are asked for, secrets redacted, and no query", async () => {
  const logging = logger({ headers: ["User-Agent", "Authorization", "cookie", "x-absent"] });
  const { lines } = await withHooks([logging], () => 1, REQUEST);
  assert.equal(lines[0]?.headers, {
    "user-agent": "curl",
    authorization: "[redacted]",
    cookie: "[redacted]",
  });
  assert.is(JSON.stringify(lines).includes("secret"), false);
});

test("logger() logs a request that a hook in front of it has answered", async () => {
  const refuse = () => {
    throw new Unauthorized();
  };
  const { status, lines } = await withHooks([{ onRequest: refuse }, logger()], () => 1, REQUEST);
  assert.is(status, 401);
  assert.equal(lines.map(({ message, status }) => [message, status]), [["Request answered", 401]]);
});

test("logger() logs headers that only the server may set in its replies", async () => {
  const headers: FakeRequest["headers"] = [["content-length", "5"], ["te", "trailers"]];
  const logging = logger({ headers: ["content-length", "te"] });
  const { lines } = await withHooks([logging], () => 1, { headers });
  assert.equal(lines[0]?.headers, { "content-length": "5", te: "trailers" });
});

test("two logger()s of one request each log what they are asked for", async () => {
  const loggers = [logger({ headers: ["a"] }), logger({ headers: ["b"] })];
  const { lines } = await withHooks(loggers, () => 1, { headers: [["a", "1"], ["b", "2"]] });
  assert.equal(lines.map(({ headers }) => headers), [{ a: "1" }, { b: "2" }]);
});

test("logger() refuses what it does not know", () => {
  assert.throws(() => logger({ header: [] } as object), /Did you mean "headers"/);
  for (const headers of [["a b"], "user-agent", [1, {}]]) {
    assert.throws(() => logger({ headers } as never), /SPK_BAD_OPTION: The option "headers"/);
  }
});

test.run();
