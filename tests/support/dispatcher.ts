import { createDispatcher } from "../../src/dispatch/dispatch.ts";
import type { ErrorHandlers } from "../../src/dispatch/error_handlers.ts";
import { jsonLogger } from "../../src/dispatch/log.ts";
import type { Dispatcher } from "../../src/http/call.ts";
import type { AnyHandler } from "../../src/http/handler.ts";

/** A dispatcher of one route, `GET /here (here)`, whose log is kept. */
export interface LoggedDispatcher extends Dispatcher {
  /** JSON lines, oldest first. */
  readonly lines: readonly string[];
}

/** Makes a dispatcher whose route 0 runs the handler. */
export function dispatcherOf(
  handler: AnyHandler,
  errorHandlers: ErrorHandlers = new Map(),
): LoggedDispatcher {
  const lines: string[] = [];
  const log = jsonLogger((line) => lines.push(line));
  const metadata = { method: "GET", path: "/here", name: "here", tags: [], source: "GET /here" };
  const routes = [{ metadata, paramNames: [], handler }];
  return { ...createDispatcher({ routes, errorHandlers, log }), lines };
}
