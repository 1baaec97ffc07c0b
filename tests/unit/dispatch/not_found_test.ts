import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RouteDispatcher } from "../../../src/dispatch/dispatch.ts";
import { notFoundRoute } from "../../../src/dispatch/not_found.ts";
import type { AnyHandler } from "../../../src/http/handler.ts";
import { text } from "../../../src/http/replies.ts";
import { NO_LAYERS } from "../../../src/routing/layers.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { runCall } from "../../support/run_call.ts";

const test = suite("not found");

function answer(handler: AnyHandler) {
  const options = { routes: [notFoundRoute(handler, NO_LAYERS)], log: () => {} };
  return runCall(new RouteDispatcher(options), new FakeCall({ method: "PUT", path: "/lost" }));
}

test("a plain value is a 404", async () => {
  const { status, body } = await answer(({ method, path }) => ({ method, path }));
  assert.is(status, 404);
  assert.is(body, '{"method":"PUT","path":"/lost"}');
});

test("nothing is a 404 without a body", async () => {
  assert.is((await answer(() => {})).status, 404);
});

test("set and helpers choose another status", async () => {
  assert.is((await answer(() => text("gone", 410))).status, 410);
  assert.is((await answer(({ set }) => set.status(410))).status, 410);
});

test.run();
