import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyHandler } from "../../../src/http/handler.ts";
import type { ResponseHook, ResponseResult } from "../../../src/http/hooks.ts";
import { BadRequest, NotFound } from "../../../src/http/http_errors.ts";
import { LIFECYCLE } from "../../../src/dispatch/lifecycle.ts";
import { block } from "../../support/blocking.ts";
import { layeredDispatcher } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { recordedLayers, type RecordedOptions } from "../../support/recorded_layers.ts";
import { beginCall, runCall } from "../../support/run_call.ts";

const test = suite("dispatch/hooked_call");

const BEFORE = ["onRequest", "preValidation", "preHandler"];
const AROUND = ["middleware 1", "middleware 2", "guard 1", "guard 2", "handler"];
const AFTER = ["onSend", "onResponse"];

function twice(names: readonly string[]): string[] {
  return names.flatMap((name) => [`${name} 1`, `${name} 2`]);
}

async function record(options: RecordedOptions) {
  const seen: string[] = [];
  const dispatcher = layeredDispatcher(() => {
    seen.push("handler");
    return { made: "by the handler" };
  }, recordedLayers(seen, options));
  const reply = await runCall(dispatcher, new FakeCall());
  return { ...reply, seen, lines: dispatcher.lines };
}

for (const isAsync of [false, true]) {
  const kind = isAsync ? "asynchronous" : "synchronous";

  test(`${kind} layers run in the order of the lifecycle`, async () => {
    const { seen, body } = await record({ isAsync });
    assert.equal(seen, [
      ...twice(BEFORE),
      ...AROUND,
      "middleware 2 back",
      "middleware 1 back",
      ...twice(AFTER),
    ]);
    assert.is(body, '{"made":"by the handler"}');
  });

  for (const [index, name] of twice(BEFORE).entries()) {
    test(`a value of the ${kind} ${name} answers, and what sends a reply still runs`, async () => {
      const { seen, body } = await record({ isAsync, deeds: { [name]: () => "early" } });
      assert.equal(seen, [...twice(BEFORE).slice(0, index + 1), ...twice(AFTER)]);
      assert.is(body, "early");
    });

    test(`a throw of the ${kind} ${name} is the problem of its error`, async () => {
      const refuse = () => {
        throw new BadRequest("Not so");
      };
      const { seen, status, lines } = await record({ isAsync, deeds: { [name]: refuse } });
      assert.equal(seen, [...twice(BEFORE).slice(0, index + 1), ...twice(AFTER)]);
      assert.is(status, 400);
      assert.equal(lines, []);
    });
  }

  for (const value of [null, false, 0, ""]) {
    test(`${JSON.stringify(value)} of a ${kind} hook answers too`, async () => {
      const { seen } = await record({ isAsync, deeds: { "onRequest 1": () => value } });
      assert.equal(seen, ["onRequest 1", ...twice(AFTER)]);
    });
  }
}

test("the phases that run functions are those of the one list", () => {
  const hooks = LIFECYCLE.map(({ name }) => name).filter((name) =>
    name.startsWith("o") || name.startsWith("p")
  );
  assert.equal(hooks, [...BEFORE, ...AFTER]);
});

test("an unexpected throw names its phase in the log", async () => {
  for (const name of [...BEFORE, "guard", "onSend", "onResponse"]) {
    const refuse = () => {
      throw new Error("No");
    };
    const { lines } = await record({ deeds: { [`${name} 1`]: refuse } });
    const phases = new Set(lines.map((line) => JSON.parse(line).phase));
    assert.equal([...phases], [name === "guard" ? "handler" : name]);
  }
});

test("hooks of one call see one Context, and set its reply", async () => {
  const seen: unknown[] = [];
  const deeds = {
    "onRequest 1": (context: { set: { header(name: string, value: string): void } }) => {
      seen.push(context);
      context.set.header("x-a", "1");
    },
    "preHandler 2": (context: unknown) => void seen.push(context),
    "onSend 2": (context: unknown) => void seen.push(context),
    "onResponse 1": (context: unknown) => void seen.push(context),
  };
  const { headers } = await record({ deeds });
  assert.is(new Set(seen).size, 1);
  assert.equal(headers, [["content-type", "application/json"], ["x-a", "1"]]);
});

async function resultOf(
  handler: () => unknown,
  drive: (dispatcher: ReturnType<typeof layeredDispatcher>, call: FakeCall) => unknown = runCall,
): Promise<ResponseResult[]> {
  const results: ResponseResult[] = [];
  const onResponse = [(_: unknown, result: ResponseResult) => void results.push(result)];
  // What a handler returns here is what its types allow.
  const dispatcher = layeredDispatcher(handler as () => object, { hooks: { onResponse } });
  await drive(dispatcher, new FakeCall());
  return results;
}

function fieldsOf({ status, bytes, outcome }: ResponseResult) {
  return { status, bytes, outcome };
}

for (
  const [name, handler, expected] of [
    ["text", () => "aé€😀", { status: 200, bytes: 10 }],
    ["bytes", () => new Uint8Array(7), { status: 200, bytes: 7 }],
    ["nothing", () => {}, { status: 204, bytes: 0 }],
    ["a Blob", () => new Blob(["abc"]), { status: 200, bytes: 3 }],
    ["a Response", () => new Response("abc", { status: 201 }), { status: 201, bytes: 3 }],
  ] as const
) {
  test(`onResponse sees status and bytes of ${name}`, async () => {
    const [result, ...others] = await resultOf(handler);
    assert.equal(others, []);
    assert.ok(result);
    assert.equal(fieldsOf(result), { ...expected, outcome: "sent" });
    assert.ok(result.duration >= 0);
  });
}

test("onResponse sees no bytes of a reply to HEAD", async () => {
  const [result] = await resultOf(
    () => "a body",
    (dispatcher) => runCall(dispatcher, new FakeCall({ method: "HEAD" })),
  );
  assert.is(result?.bytes, 0);
});

test("onResponse sees the error reply", async () => {
  const [result] = await resultOf(() => {
    throw new NotFound();
  });
  assert.is(result?.status, 404);
});

for (
  const [reason, expected] of [
    ["timeout", { status: 504, bytes: 0, outcome: "timedOut" }],
    ["disconnect", { status: 0, bytes: 0, outcome: "aborted" }],
  ] as const
) {
  test(`onResponse sees a ${reason} once`, async () => {
    const results = await resultOf(() => new Promise(() => {}), (dispatcher, call) => {
      dispatcher.begin(call);
      call.expire();
      dispatcher.expired(call, reason);
      dispatcher.expired(call, reason);
    });
    assert.equal(results.map(fieldsOf), [expected]);
  });
}

for (
  const [name, handler] of [
    ["fails for that", (context) => context.path],
    ["goes on", () => "late"],
  ] satisfies readonly (readonly [string, AnyHandler])[]
) {
  test(`onResponse sees once a request that went away while its handler ran, which ${name}`, () => {
    const outcomes: string[] = [];
    const onResponse: ResponseHook[] = [(_, { outcome }) => void outcomes.push(outcome)];
    const dispatcher = layeredDispatcher((context) => {
      call.expire();
      return handler(context);
    }, { hooks: { onResponse } });
    const call = new FakeCall();
    dispatcher.begin(call);
    dispatcher.expired(call, "disconnect");
    assert.equal(outcomes, ["aborted"]);
  });
}

test("an error handler may answer with a stream, whose end onResponse sees", async () => {
  const outcomes: string[] = [];
  const onResponse: ResponseHook[] = [(_, { outcome }) => void outcomes.push(outcome)];
  const body = new ReadableStream({ start: (controller) => controller.enqueue("sorry") });
  const errorHandlers = [new Map([[null, () => body]])];
  const dispatcher = layeredDispatcher(() => {
    throw new NotFound();
  }, { hooks: { onResponse }, errorHandlers });
  const call = new FakeCall();
  beginCall(dispatcher, call);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal([call.streamed?.status, outcomes], [404, []]);
  call.streamed?.sink.disconnect();
  assert.equal(outcomes, ["aborted"]);
});

test("onResponse may read the path, which nobody read before the reply", async () => {
  const paths: string[] = [];
  const onResponse: ResponseHook[] = [({ path }) => void paths.push(path)];
  const dispatcher = layeredDispatcher(() => "x", { hooks: { onResponse } });
  await runCall(dispatcher, new FakeCall({ path: "/users/42" }));
  assert.equal(paths, ["/users/42"]);
});

for (const isAsync of [false, true]) {
  test(`a throw of ${isAsync ? "an asynchronous" : "an"} onResponse hook is only logged`, async () => {
    const refuse = () => {
      throw new Error("Late");
    };
    const { status, seen, lines } = await record({ isAsync, deeds: { "onResponse 1": refuse } });
    await new Promise((resolve) => setTimeout(resolve));
    assert.is(status, 200);
    assert.is(seen.at(-1), "onResponse 2");
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /"message":"Hook failed".*"phase":"onResponse"/);
  });
}

test("an answer to a call that has expired meanwhile is left to its expiry, which onResponse sees", () => {
  const outcomes: string[] = [];
  const onResponse: ResponseHook[] = [(_, { outcome }) => void outcomes.push(outcome)];
  const dispatcher = layeredDispatcher(() => {
    block(5);
    call.isGivenUp = true;
    return "late";
  }, { hooks: { onResponse } });
  const call = new FakeCall();
  dispatcher.begin(call);
  assert.equal(outcomes, []);
  dispatcher.expired(call, "timeout");
  assert.equal(outcomes, ["timedOut"]);
});

test("a late value of a call that has expired runs no further hook", async () => {
  const seen: string[] = [];
  const layers = recordedLayers(seen, { isAsync: true });
  const dispatcher = layeredDispatcher(() => "unreached", layers);
  const call = new FakeCall();
  dispatcher.begin(call);
  call.expire();
  dispatcher.expired(call, "disconnect");
  await call.settled[0];
  assert.equal(seen, ["onRequest 1", "onResponse 1", "onResponse 2"]);
});

test.run();
