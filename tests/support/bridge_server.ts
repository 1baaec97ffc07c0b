/**
 * A server of the bridge alone: each call goes to a function, with nothing of dispatch between.
 *
 * @module
 */
import { type Connection, type NativeSettings, serve } from "../../src/bridge/mod.ts";
import type { Call, Dispatcher } from "../../src/http/call.ts";

type Routes = NativeSettings["routes"];

const SETTINGS: NativeSettings = {
  host: "127.0.0.1",
  port: 0,
  threads: 0,
  bodyLimit: 1_048_576,
  handlerTimeout: 20_000,
  drainDelay: 0,
  routes: [],
  limits: { slots: 64, slotWait: 1_000, connections: 0 },
  timeouts: { head: 10_000, idle: 10_000, body: 10_000 },
};

/** What differs from the settings of tests. */
export interface BridgeOptions extends Partial<Omit<Dispatcher, "begin">> {
  /** Routes; `GET /` and a streamed `POST /` where absent. */
  readonly routes?: Routes;
  readonly limits?: Partial<NativeSettings["limits"]>;
  readonly handlerTimeout?: number;
  readonly inProcess?: boolean;
  readonly health?: NonNullable<NativeSettings["health"]>;
}

const ROUTES: Routes = [
  { method: "GET", path: "/" },
  { method: "POST", path: "/", streamsBody: true },
];

/** Serves every call with the function. A promise settles nothing by itself: see `settle`. */
export function serveCalls(begin: (call: Call) => void, options: BridgeOptions = {}): Connection {
  const { routes = ROUTES, limits, handlerTimeout, inProcess, health, ...rest } = options;
  const settings = {
    ...SETTINGS,
    routes,
    limits: { ...SETTINGS.limits, ...limits },
    ...(handlerTimeout !== undefined && { handlerTimeout }),
    ...(inProcess !== undefined && { inProcess }),
    ...(health !== undefined && { health }),
  };
  const nothing = () => {};
  return serve(settings, {
    fulfilled: nothing,
    rejected: nothing,
    expired: nothing,
    late: nothing,
    stopping: nothing,
    blocked: nothing,
    ...rest,
    begin,
  });
}
