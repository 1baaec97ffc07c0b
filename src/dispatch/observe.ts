import type { ResponseHook, ResponseResult } from "../http/hooks.ts";
import type { HookedRoute } from "./compose.ts";
import type { Responder } from "./responder.ts";
import { isThenable } from "../http/thenable.ts";

/** A responder whose route may have `onResponse` hooks. */
interface Observed extends Responder {
  readonly route: HookedRoute;
}

/** Runs the `onResponse` hooks of a route. What they throw is logged; nobody waits for them. */
export function observe(responder: Observed, result: ResponseResult): void {
  for (const hook of responder.route.hooks.onResponse ?? []) {
    try {
      const running = run(hook, responder, result);
      if (isThenable(running)) void watch(responder, running);
    } catch (thrown) {
      report(responder, thrown);
    }
  }
}

function run(hook: ResponseHook, { context }: Observed, result: ResponseResult): unknown {
  return hook(context, result);
}

async function watch(responder: Observed, running: PromiseLike<unknown>): Promise<void> {
  try {
    await running;
  } catch (thrown) {
    report(responder, thrown);
  }
}

function report(responder: Observed, thrown: unknown): void {
  responder.route.failures.answer({ responder, phase: "onResponse", thrown });
}
