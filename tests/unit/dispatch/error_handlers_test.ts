import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyErrorHandler, ErrorClass } from "../../../src/routing/error_handlers.ts";
import { HttpError } from "../../../src/http/http_error.ts";
import { NotFound } from "../../../src/http/http_errors.ts";
import { json, redirect } from "../../../src/http/replies.ts";
import { dispatcherOf } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { cycle, HOSTILE, refuse } from "../../support/hostile_values.ts";
import { runCall } from "../../support/run_call.ts";

const test = suite("error handlers");

type Entry = readonly [type: ErrorClass | null, handler: AnyErrorHandler];

class Failed extends Error {}
class FailedHard extends Failed {}

async function answer(thrown: unknown, ...handlers: readonly Entry[]) {
  const dispatcher = dispatcherOf(() => {
    throw thrown;
  }, new Map(handlers));
  const reply = await runCall(dispatcher, new FakeCall());
  return { ...reply, lines: dispatcher.lines };
}

const LADDER: readonly Entry[] = [
  [null, () => "any"],
  [Error, () => "Error"],
  [Failed, () => "Failed"],
  [HttpError, () => "HttpError"],
  [FailedHard, () => "FailedHard"],
  [NotFound, () => "NotFound"],
];

for (
  const [thrown, taker] of [
    [new FailedHard(), "FailedHard"],
    [new Failed(), "Failed"],
    [new RangeError(), "Error"],
    [new NotFound(), "NotFound"],
    [new HttpError(409), "HttpError"],
    ["text", "any"],
    [undefined, "any"],
    [HOSTILE, "any"],
  ] as const
) {
  test(`the most derived class takes the error: ${taker}`, async () => {
    assert.is((await answer(thrown, ...LADDER)).body, taker);
    assert.is((await answer(thrown, ...LADDER.toReversed())).body, taker);
  });
}

test("an error without a handler of its class is answered as usual", async () => {
  const { status, lines } = await answer(new Error(), [Failed, () => "unreached"]);
  assert.is(status, 500);
  assert.is(lines.length, 1);
});

test("a plain value has the status of the error", async () => {
  assert.is((await answer(new NotFound(), [null, () => ({ gone: true })])).status, 404);
  assert.is((await answer(new Failed(), [null, () => ({ gone: true })])).status, 500);
});

test("set and helpers choose another status", async () => {
  const bySet = await answer(new Failed(), [Failed, (_, { set }) => set.status(418)]);
  const byHelper = await answer(new Failed(), [Failed, () => json("taken", 409)]);
  assert.is(byHelper.status, 409);
  assert.is(byHelper.body, '"taken"');
  // It returned nothing, so the default answer stands.
  assert.is(bySet.status, 500);
});

test("a handler that returns nothing leaves the default answer", async () => {
  const { status, body } = await answer(new NotFound("Lost"), [null, () => {}]);
  assert.is(status, 404);
  assert.is(JSON.parse(String(body)).detail, "Lost");
});

test("a handler gets the very error, and the Context of its request", async () => {
  const error = new Failed();
  const seen: unknown[] = [];
  await answer(error, [Failed, (thrown, { route, method }) => {
    seen.push(thrown, route.path, method);
    return redirect("/");
  }]);
  assert.is(seen[0], error);
  assert.equal(seen.slice(1), ["/here", "GET"]);
});

test("a handler may be asynchronous", async () => {
  const { status, body } = await answer(new Failed(), [Failed, async () => {
    await Promise.resolve();
    return { slow: true };
  }]);
  assert.is(status, 500);
  assert.is(body, '{"slow":true}');
});

test("what the request's handler had set is not in the answer", async () => {
  const dispatcher = dispatcherOf(({ set }) => {
    set.header("cache-control", "public");
    set.cookie("sid", "1");
    throw new Failed();
  }, new Map([[null, () => "shaped"]]));
  const { headers } = await runCall(dispatcher, new FakeCall());
  assert.equal(headers, [["content-type", "text/plain; charset=utf-8"]]);
});

test("an error that only the handler for everything takes is still logged", async () => {
  assert.is((await answer(new Failed(), [null, () => "shaped"])).lines.length, 1);
  assert.is((await answer(new Failed(), [Failed, () => "expected"])).lines.length, 0);
  assert.is((await answer(new NotFound(), [null, () => "shaped"])).lines.length, 0);
});

for (
  const [name, handler] of [
    ["throws", refuse],
    ["rejects", () => Promise.reject(new Error("The trap threw"))],
    ["returns what cannot be sent", cycle],
    ["resolves to what cannot be sent", () => Promise.resolve(cycle())],
    ["returns a thenable that throws", () => ({ then: refuse })],
  ] satisfies readonly [string, AnyErrorHandler][]
) {
  test(`an error handler that ${name} is a bare 500 with both errors in the log`, async () => {
    const { status, body, lines } = await answer(new NotFound("Lost"), [NotFound, handler]);
    assert.is(status, 500);
    assert.is(String(body).includes("Lost"), false);
    assert.is(lines.length, 1);
    const { error, handlerError, message } = JSON.parse(lines[0] ?? "");
    assert.is(message, "Error handler failed");
    assert.is(error.message, "Lost");
    assert.match(handlerError.message, /trap threw|cycl|circ/);
  });
}

const CONTENTS: readonly (readonly [string, () => Response | Blob])[] = [
  ["stream", () => new Response(new ReadableStream({ start: (c) => c.error(new Failed("Cut")) }))],
  [
    "blob",
    () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Failed("Cut")) }),
  ],
];

for (const [name, content] of CONTENTS) {
  for (const type of [null, Failed]) {
    test(`a ${name} of the handler for ${type?.name ?? "all"} that breaks is a bare 500`, async () => {
      let calls = 0;
      const { status, body, lines } = await answer(new Failed("First"), [type, () => {
        calls += 1;
        if (calls > 1) throw new Failed("The handler was called again");
        return content();
      }]);
      assert.is(calls, 1);
      assert.is(status, 500);
      assert.equal(Object.keys(JSON.parse(String(body))).slice(0, 3), ["type", "title", "status"]);
      const broken = lines.map((line) => JSON.parse(line)).filter((line) => line.handlerError);
      assert.is(broken.length, 1);
      assert.is(broken[0].error.message, "First");
      assert.is(broken[0].handlerError.message, "Cut");
    });
  }
}

test("content of an asynchronous error handler that breaks is a bare 500", async () => {
  for (const [, content] of CONTENTS) {
    let calls = 0;
    const { status } = await answer(new Failed(), [Failed, () => {
      calls += 1;
      if (calls > 1) throw new Failed("The handler was called again");
      return Promise.resolve(content());
    }]);
    assert.equal([calls, status], [1, 500]);
  }
});

test("an HttpError from 500 on that an error handler throws is logged, once", async () => {
  const unavailable = () => {
    throw new HttpError(503, "No database");
  };
  for (const type of [null, Failed]) {
    for (const handler of [unavailable, () => Promise.resolve().then(unavailable)]) {
      const { status, lines } = await answer(new Failed("First"), [type, handler]);
      assert.is(status, 503);
      assert.is(lines.length, 1);
      assert.is(JSON.parse(lines[0] ?? "").error.message, "First");
    }
  }
  const { lines } = await answer(new Failed(), [Failed, unavailable]);
  assert.is(JSON.parse(lines[0] ?? "").handlerError.message, "No database");
});

test("an HttpError that an error handler throws answers with its problem", async () => {
  const translate = () => {
    throw new NotFound("No such book");
  };
  for (const handler of [translate, () => Promise.resolve().then(translate)]) {
    const { status, body, lines } = await answer(new Failed(), [Failed, handler]);
    assert.is(status, 404);
    assert.is(JSON.parse(String(body)).detail, "No such book");
    assert.equal(lines, []);
  }
});

test("an HttpError that an error handler throws again is its usual problem", async () => {
  const again = (error: unknown) => {
    throw error;
  };
  assert.is((await answer(new NotFound(), [HttpError, again])).status, 404);
});

test.run();
