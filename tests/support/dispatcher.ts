import { RouteDispatcher } from "../../src/dispatch/dispatch.ts";
import { jsonLogger } from "../../src/http/json_logger.ts";
import type { AnyHandler } from "../../src/http/handler.ts";
import type { ErrorHandlers } from "../../src/routing/error_handlers.ts";
import { type HookLists, NO_LAYERS, type RouteLayers } from "../../src/routing/layers.ts";
import { UNDECLARED } from "../../src/routing/metadata.ts";

/** Layers of a route; those left out are empty. */
export interface SomeLayers extends Partial<Omit<RouteLayers, "hooks">> {
  readonly hooks?: Partial<HookLists>;
}

/** A dispatcher of one route, `GET /here`, whose log is kept. */
export class LoggedDispatcher extends RouteDispatcher {
  /** JSON lines, oldest first. */
  readonly lines: readonly string[];

  constructor(handler: AnyHandler, layers: SomeLayers) {
    const lines: string[] = [];
    const log = jsonLogger((line) => lines.push(line));
    const address = { method: "GET", path: "/here", name: "here", source: "GET /here" };
    const metadata = { ...UNDECLARED, ...address };
    const route = { metadata, paramNames: [], handler, layers: layersOf(layers) };
    super({ routes: [route], log });
    this.lines = lines;
  }
}

/** Makes a dispatcher whose route 0 runs the handler, with these error handlers. */
export function dispatcherOf(
  handler: AnyHandler,
  errorHandlers: ErrorHandlers = new Map(),
): LoggedDispatcher {
  return layeredDispatcher(handler, { errorHandlers: [errorHandlers] });
}

/** Makes a dispatcher whose route 0 runs the handler within these layers. */
export function layeredDispatcher(handler: AnyHandler, layers: SomeLayers): LoggedDispatcher {
  return new LoggedDispatcher(handler, layers);
}

function layersOf({ hooks, ...layers }: SomeLayers): RouteLayers {
  return { ...NO_LAYERS, ...layers, hooks: { ...NO_LAYERS.hooks, ...hooks } };
}
