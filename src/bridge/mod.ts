/** @module placeholder replaced by the bridge */
import type { Dispatcher } from "../http/call.ts";

/** One route as the native router takes it; its index is the route number of a call. */
export interface NativeRoute {
  /** Upper case, or `*` for every method. */
  method: string;
  /** Path grammar of the API: `/users/:id`, `/files/*rest`. */
  path: string;
  /** Bytes; the app-wide limit where absent. */
  bodyLimit?: number;
  /** Milliseconds; the app-wide limit where absent, 0 for none. */
  handlerTimeout?: number;
}

/** Settings of one server, all validated: sizes in bytes, times in milliseconds. */
export interface NativeSettings {
  host: string;
  port: number;
  threads: number; // 0 = by the number of CPUs
  bodyLimit: number;
  handlerTimeout: number;
  routes: NativeRoute[];
  /** Route that answers what no other matches; none where absent. */
  fallback?: number;
  limits: { slots: number; slotWait: number; connections: number };
  timeouts: { head: number; idle: number };
  drainDelay: number;
}

/** Counters of one server since its start. */
export interface ServerStats {
  readonly [counter: string]: number;
}

/** What a stop did. */
export interface Drained {
  /** Requests answered while stopping. */
  readonly answered: number;
  /** Connections cut at the deadline. */
  readonly cut: number;
}

/** A bound server. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  stats(): ServerStats;
  /** Stops as http.md section 5 says; hard stop after `timeout` ms. */
  close(timeout: number): Promise<Drained>;
}

/** Binds and starts serving; throws an Error with `code` (EADDRINUSE, EACCES, SPK_...) where it cannot. */
export declare function serve(settings: NativeSettings, dispatcher: Dispatcher): Connection;
