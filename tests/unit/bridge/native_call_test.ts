import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Batch } from "../../../src/bridge/batch.ts";
import { type Exchange, NativeCall } from "../../../src/bridge/native_call.ts";

const test = suite("NativeCall");

/** A record as the addon writes it. */
interface Written {
  method?: number;
  fetches?: boolean;
  kind?: number;
  params?: string[];
  query?: string;
  body?: string;
}

function batchOf(...records: Written[]): Batch {
  const words = [records.length, 0, 0, 0];
  let text = "";
  let bodies = "";
  records.forEach((record, slot) => {
    const { method = 0, fetches = false, kind = 0, params = [], query = "", body = "" } = record;
    const first = method << 8 | (fetches ? 0x1_0000 : 0) | kind << 18;
    words.push(first, slot, 7, 3, query.length, body.length, body.length, params.length);
    words.push(...params.map((param) => param.length));
    if (!fetches) text += params.join("") + query;
    bodies += body;
  });
  return new Batch(new Uint32Array(words), text, bodies);
}

/** Answers fetches with the name of what was asked for, and records replies. */
function recording(): { exchange: Exchange; replies: unknown[][] } {
  const replies: unknown[][] = [];
  const fetch = (name: string) => (slot: number, generation: number, ...rest: unknown[]) =>
    [name, slot, generation, ...rest].join(" ");
  const names = [
    "method",
    "param",
    "path",
    "query",
    "queryPairs",
    "header",
    "headers",
    "peer",
    "bodyText",
    "bodyPairs",
  ];
  const exchange = {
    native: Object.fromEntries(names.map((name) => [name, fetch(name)])),
    replies: { add: (...reply: unknown[]) => replies.push(reply) },
    settlements: {},
    replied: () => {},
  };
  // Calls use no more of the exchange than this.
  return { exchange: exchange as unknown as Exchange, replies };
}

function callsOf(...records: Written[]): NativeCall[] {
  const batch = batchOf(...records);
  const { exchange } = recording();
  return records.map(() => {
    const call = new NativeCall(exchange, batch);
    batch.advance();
    return call;
  });
}

test("a call cuts its parameters, query and body from the texts of the batch", () => {
  const [first, second] = callsOf(
    { params: ["one", "two"], query: "a=1", body: "[1]" },
    { params: ["three"], query: "b=2", body: '{"x":2}' },
  );
  assert.equal([first!.param(0), first!.param(1), first!.queryPairs()], ["one", "two", "a=1"]);
  assert.equal([second!.param(0), second!.queryPairs(), second!.bodyText()], [
    "three",
    "b=2",
    '{"x":2}',
  ]);
  assert.equal([second!.slot, second!.generation, second!.route], [1, 7, 3]);
});

test("a call knows methods by number and fetches any other", () => {
  const calls = callsOf({ method: 0 }, { method: 4 }, { method: 255 });
  assert.equal(calls.map((call) => call.method), ["GET", "PATCH", "method 2 7"]);
});

test("a call fetches parameters and query that are not in the text", () => {
  const [fetching, next] = callsOf(
    { fetches: true, params: ["\u00fc"], query: "q=\u00fc" },
    { params: ["plain"], query: "" },
  );
  assert.is(fetching!.param(0), "param 0 7 0");
  assert.is(fetching!.queryPairs(), "queryPairs 0 7");
  assert.is(next!.param(0), "plain");
});

test("a call without a query fetches none", () => {
  const [call] = callsOf({ params: ["x"] });
  assert.is(call!.queryPairs(), "");
});

test("a call knows by number what its body is", () => {
  const kinds = [0, 1, 2, 3, 4, 5].map((kind) => callsOf({ method: 0, kind })[0]!.bodyKind);
  assert.equal(kinds, ["bytes", "json", "text", "pairs", "form", "stream"]);
  assert.is(callsOf({ kind: 5, fetches: true, method: 255 })[0]!.bodyKind, "stream");
});

test("a call fetches what a batch does not carry", () => {
  const [call] = callsOf({});
  assert.is(call!.path(), "path 0 7");
  assert.is(call!.header("accept"), "header 0 7 accept");
  assert.is(call!.headers(), "headers 0 7");
  assert.is(call!.peer(), "peer 0 7");
  assert.is(call!.bodyText(), "bodyText 0 7");
  assert.is(call!.query(), "query 0 7");
  assert.is(call!.bodyPairs(), "bodyPairs 0 7");
});

test("reply() closes the call, and a second reply is dropped", () => {
  const { exchange, replies } = recording();
  const call = new NativeCall(exchange, batchOf({}));
  assert.is(call.isOpen, true);
  call.reply(200, "", "first");
  call.reply(201, "", "second");
  assert.is(call.isOpen, false);
  assert.equal(replies, [[call, 200, "", "first"]]);
});

test("a closed call refuses to read what it never read", () => {
  const [call] = callsOf({ query: "a=1", body: "[]" });
  call!.close();
  const reads = [
    () => call!.path(),
    () => call!.query(),
    () => call!.queryPairs(),
    () => call!.bodyPairs(),
    () => call!.header("x"),
    () => call!.headers(),
    () => call!.bodyText(),
    () => call!.bodyBytes(),
    () => call!.peer(),
  ];
  for (const read of reads) {
    assert.throws(read, (error: { code?: string }) => error.code === "SPK_CALL_CLOSED");
  }
});

test("a reply given after close() is dropped", () => {
  const { exchange, replies } = recording();
  const call = new NativeCall(exchange, batchOf({}));
  call.close();
  call.reply(200, "", "late");
  assert.equal(replies, []);
});

test("a call that Rust has given up throws instead of looking empty", () => {
  const refuse = () => {
    throw new Error("The call is answered or given up");
  };
  const native = { header: refuse, headers: refuse, path: refuse, bodyBytes: refuse };
  const { exchange } = recording();
  const call = new NativeCall({ ...exchange, native } as unknown as Exchange, batchOf({}));
  assert.throws(() => call.header("x"), isClosed);
  assert.is(call.isOpen, false);
  for (const read of [() => call.path(), () => call.headers(), () => call.bodyBytes()]) {
    assert.throws(read, isClosed);
  }
});

test("awaitExpiry() expects the expiry of a call that Rust has given up, and of no other", () => {
  const { exchange } = recording();
  const expected: unknown[] = [];
  const settlements = { expect: (call: NativeCall) => expected.push(call) > 0 };
  const current = { ...exchange, settlements } as unknown as Exchange;
  assert.is(new NativeCall(current, batchOf({})).awaitExpiry(), false);
  assert.equal(expected, []);
  const param = () => {
    throw new Error("The call was answered or given up");
  };
  const stale = { ...current, native: { ...exchange.native, param } } as unknown as Exchange;
  const call = new NativeCall(stale, batchOf({}));
  assert.is(call.awaitExpiry(), true);
  assert.is(expected[0], call);
});

test("a call that was given up before its method was fetched is closed", () => {
  const { exchange } = recording();
  const native = {
    method: () => {
      throw new Error("The call is answered or given up");
    },
  };
  const batch = batchOf({ method: 255 });
  const call = new NativeCall({ ...exchange, native } as unknown as Exchange, batch);
  assert.equal([call.method, call.isOpen], ["", false]);
});

function isClosed(error: { code?: string }): boolean {
  return error.code === "SPK_CALL_CLOSED";
}

test.run();
