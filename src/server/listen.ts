/**
 * Puts a server together: a frozen app, the dispatcher that runs it, the bridge that feeds it.
 *
 * @module
 */

import { type Connection, nativeVersion, serve } from "../bridge/mod.ts";
import { RouteDispatcher } from "../dispatch/dispatch.ts";
import { loadValidators } from "../dispatch/load_validators.ts";
import { notFoundRoute } from "../dispatch/not_found.ts";
import { requestListen } from "../runtime/permission.ts";
import { formatAddress } from "./address.ts";
import { explainBindError } from "./bind_error.ts";
import { logWithout } from "./log.ts";
import { BoundServer } from "./server.ts";
import type { ServedApp } from "./served_app.ts";
import { nativeSettings } from "./native_app.ts";
import { type ListenSettings, readListenOptions } from "./settings.ts";
import { checkNativeVersion } from "./version.ts";

/**
 * Binds and serves. Rejects with `SPK_PERMISSION` where Deno denies the address, and with the `code`
 * of the system where it cannot be bound, and with `SPK_ADDON_VERSION` as
 * {@linkcode checkNativeVersion} does.
 */
export async function listen(app: ServedApp, settings: ListenSettings): Promise<BoundServer> {
  const { host, port } = settings.native;
  await requestListen(formatAddress(host, port));
  await loadValidators(app.table.routes);
  return new BoundServer(connect(app, settings.native), settings.shutdownTimeout);
}

/** Serves within this process only: nothing listens, requests go through the connection. */
export async function serveInProcess(app: ServedApp): Promise<Connection> {
  await loadValidators(app.table.routes);
  return connect(app, { ...readListenOptions({}).native, inProcess: true });
}

function connect(app: ServedApp, native: ListenSettings["native"]): Connection {
  checkNativeVersion(nativeVersion);
  const { table, notFound, settings: { redact, stripsProto, validatesResponses } } = app;
  const log = logWithout(redact);
  const fallback = notFound && notFoundRoute(notFound, table.layers);
  const own = table.routes.map((route) => ({
    ...route,
    stripsProto: stripsProto && !route.keepsProto,
  }));
  const routes = fallback ? [...own, { ...fallback, stripsProto }] : own;
  const settings = nativeSettings(native, app, fallback?.metadata.path);
  try {
    return serve(settings, new RouteDispatcher({ routes, log, validatesResponses }));
  } catch (error) {
    throw explainBindError(error, native);
  }
}
