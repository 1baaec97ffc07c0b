import { RouteDispatcher } from "../../src/dispatch/dispatch.ts";
import type { ErrorHandlers } from "../../src/routing/error_handlers.ts";
import { jsonLogger } from "../../src/http/json_logger.ts";
import type { AnyHandler } from "../../src/http/handler.ts";

/** A dispatcher of one route, `GET /here`, whose log is kept. */
export class LoggedDispatcher extends RouteDispatcher {
  /** JSON lines, oldest first. */
  readonly lines: readonly string[];

  constructor(handler: AnyHandler, errorHandlers: ErrorHandlers) {
    const lines: string[] = [];
    const log = jsonLogger((line) => lines.push(line));
    const metadata = { method: "GET", path: "/here", name: "here", tags: [], source: "GET /here" };
    super({ routes: [{ metadata, paramNames: [], handler }], errorHandlers, log });
    this.lines = lines;
  }
}

/** Makes a dispatcher whose route 0 runs the handler. */
export function dispatcherOf(
  handler: AnyHandler,
  errorHandlers: ErrorHandlers = new Map(),
): LoggedDispatcher {
  return new LoggedDispatcher(handler, errorHandlers);
}
