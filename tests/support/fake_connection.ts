import type { Connection, Drained, ServerStats } from "../../src/bridge/connection.ts";

/** A connection to the bridge in memory: it stops when the test says so. */
export class FakeConnection implements Connection {
  readonly host: string;
  readonly port = 8000;
  /** Timeouts given to `close`. */
  readonly closed: number[] = [];
  /** Ends the stop. */
  drain: (drained: Drained) => void = () => {};

  constructor(host: string = "127.0.0.1") {
    this.host = host;
  }

  stats(): ServerStats {
    throw new Error("A connection in memory counts nothing");
  }

  request(): Promise<never> {
    throw new Error("A connection in memory has no server");
  }

  close(timeout: number): Promise<Drained> {
    this.closed.push(timeout);
    return new Promise((resolve) => this.drain = resolve);
  }
}
