import type { AnyHandler } from "../../src/http/handler.ts";
import type { HookSet } from "../../src/http/hooks.ts";
import { Router, setupOf } from "../../src/routing/router.ts";
import { layeredDispatcher } from "./dispatcher.ts";
import { FakeCall, type FakeRequest, type RecordedReply } from "./fake_call.ts";
import { runCall } from "./run_call.ts";

/** Answers one request by a handler within sets of hooks; returns the reply, and what was logged. */
export async function withHooks(
  sets: readonly HookSet[],
  handler: AnyHandler,
  request: FakeRequest = {},
): Promise<RecordedReply & { readonly lines: readonly Record<string, unknown>[] }> {
  const { layers } = setupOf(new Router().use(...sets).get("/", () => 1)).build();
  const dispatcher = layeredDispatcher(handler, layers);
  const reply = await runCall(dispatcher, new FakeCall(request));
  return { ...reply, lines: dispatcher.lines.map((line) => JSON.parse(line)) };
}
