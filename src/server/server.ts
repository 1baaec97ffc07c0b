import type { Connection, Drained, ServerStats } from "../bridge/mod.ts";
import type { Exchange } from "../http/wire.ts";
import { checkOptions } from "../http/options.ts";
import { parseDuration } from "../http/quantity.ts";
import { formatAddress } from "./address.ts";
import type { CloseOptions } from "./options.ts";

/** A server that is bound and serves, as `listen()` resolves to it. */
export interface Server {
  /** Where it answers: `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Address it listens on. */
  readonly host: string;
  /** Port it listens on. */
  readonly port: number;
  /** Reads the counters. */
  stats(): ServerStats;
  /**
   * Stops: no new connections, requests that have arrived are answered, what is left at the timeout
   * is cut. Resolves when it is over; later calls return the same promise.
   *
   * A handler must not await it: it would wait for its own request, until the timeout cuts it.
   */
  close(options?: CloseOptions): Promise<void>;
  /** Closes at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server that only this process reaches, without a socket. */
export interface InProcessServer {
  /** Sends a request to it. */
  readonly request: Exchange;
  /** Stops it; what is not answered after `timeout` ms is cut. */
  close(timeout: number): Promise<unknown>;
}

/** The server of one connection to the bridge. */
export class BoundServer implements Server {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Resolves when the server has stopped, whoever stopped it. */
  readonly stopped: Promise<Drained>;
  readonly #connection: Connection;
  readonly #shutdownTimeout: number;
  #stop: (drained: Drained) => void = () => {};
  #closing: Promise<void> | undefined;

  constructor(connection: Connection, shutdownTimeout: number) {
    this.#connection = connection;
    this.#shutdownTimeout = shutdownTimeout;
    this.host = connection.host;
    this.port = connection.port;
    this.url = `http://${formatAddress(connection.host, connection.port)}`;
    this.stopped = new Promise((resolve) => this.#stop = resolve);
  }

  stats(): ServerStats {
    return this.#connection.stats();
  }

  close(options: CloseOptions = {}): Promise<void> {
    if (this.#closing !== undefined) return this.#closing;
    try {
      const timeout = readCloseTimeout(options) ?? this.#shutdownTimeout;
      return this.#closing = this.#connection.close(timeout).then(this.#stop);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Reads the options of `close()`; undefined leaves the time to the server. Throws TypeError
 * `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 */
export function readCloseTimeout(options: CloseOptions): number | undefined {
  checkOptions(options, { owner: "close()", keys: ["timeout"] });
  const { timeout } = options;
  return timeout === undefined ? undefined : parseDuration(timeout, "timeout");
}
