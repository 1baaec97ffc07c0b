/**
 * What callers may say about a server.
 *
 * @module
 */

import type { Duration } from "../http/quantity.ts";
import type { StopSignal } from "../runtime/signals.ts";

/** How much of everything there may be at once. */
export interface LimitOptions {
  /** Requests in handlers at a time; further ones wait. Default 1,024, at most 65,536. */
  readonly slots?: number;
  /** Longest wait for a slot, then 503 with Retry-After. Default `"1s"`. */
  readonly slotWait?: Duration;
  /** Open connections. Default 10,000, or 80 % of the files the process may open if that is less. */
  readonly connections?: number;
  /** Streamed replies open at a time; further ones are 503. Default 10,000. */
  readonly streams?: number;
}

/** How long the server waits for a client; 0 is refused. */
export interface TimeoutOptions {
  /** For a whole request head. Default `"10s"`. */
  readonly head?: Duration;
  /** For the next request of a keep-alive connection. Default `"75s"`. */
  readonly idle?: Duration;
  /** For the next bytes of a request body. Default `"15s"`. */
  readonly body?: Duration;
}

/** Options of `listen()`. An unknown key is refused. */
export interface ListenOptions {
  /**
   * Address or name to listen on; `"0.0.0.0"` is every IPv4 interface. A name is resolved while
   * `listen()` runs, and the thread waits for it. Default `"127.0.0.1"`.
   */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. Default 8000. */
  readonly port?: number;
  /**
   * Threads for the network, at most 255; 0 takes one on up to 3 CPUs, else half of them. All
   * servers of the process share them, so the first one to listen decides. Default 0.
   */
  readonly threads?: number;
  /** Bounds on concurrent work. */
  readonly limits?: LimitOptions;
  /** Bounds on waiting for clients. */
  readonly timeouts?: TimeoutOptions;
  /** How long a stop waits for requests in flight before it cuts them. Default `"10s"`. */
  readonly shutdownTimeout?: Duration;
  /** How long a stop goes on accepting, so that load balancers notice. Default 0. */
  readonly drainDelay?: Duration;
}

/** Options of `run()` and `runServer()`: those of `listen()`, and how the program behaves. */
export interface ServerOptions extends ListenOptions {
  /** Signals that stop the server; a second one ends the process. Default SIGINT and SIGTERM. */
  readonly signals?: readonly StopSignal[];
  /** Writes a line at the start and one at the stop, on stderr. Default true. */
  readonly banner?: boolean;
}

/** Options of `close()`. */
export interface CloseOptions {
  /** How long to wait for requests in flight. Default: `shutdownTimeout` of the server. */
  readonly timeout?: Duration;
}
