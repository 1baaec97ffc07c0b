/**
 * Puts a server together: a frozen app, the dispatcher that runs it, the bridge that feeds it.
 *
 * @module
 */

import { type Connection, serve } from "../bridge/mod.ts";
import { RouteDispatcher } from "../dispatch/dispatch.ts";
import { notFoundRoute } from "../dispatch/not_found.ts";
import { requestListen } from "../runtime/permission.ts";
import { formatAddress } from "./address.ts";
import { explainBindError } from "./bind_error.ts";
import { log } from "./log.ts";
import { BoundServer } from "./server.ts";
import type { ServedApp } from "./served_app.ts";
import { type ListenSettings, nativeRoute } from "./settings.ts";

/**
 * Binds and serves. Rejects with `SPK_PERMISSION` where Deno denies the address, and with the `code`
 * of the system where it cannot be bound.
 */
export async function listen(app: ServedApp, settings: ListenSettings): Promise<BoundServer> {
  const { host, port } = settings.native;
  await requestListen(formatAddress(host, port));
  return new BoundServer(connect(app, settings), settings.shutdownTimeout);
}

function connect(app: ServedApp, { native }: ListenSettings): Connection {
  const { table, errorHandlers, notFound, bodyLimit, handlerTimeout } = app;
  const dispatched = [...table.routes, ...(notFound ? [notFoundRoute(notFound)] : [])];
  const routes = table.routes.map(nativeRoute);
  if (notFound) routes.push({ method: "*", path: "/*path" });
  const dispatcher = new RouteDispatcher({ routes: dispatched, errorHandlers, log });
  const fallback = notFound && { fallback: table.routes.length };
  try {
    return serve({ ...native, bodyLimit, handlerTimeout, routes, ...fallback }, dispatcher);
  } catch (error) {
    throw explainBindError(error, native);
  }
}
