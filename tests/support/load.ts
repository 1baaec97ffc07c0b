/**
 * Keeps a server busy: connections that ask again as soon as they are answered.
 *
 * @module
 */
import { connect, type KeepAlive } from "./keep_alive.ts";

/** What to ask, and on how many connections. */
export interface LoadOptions {
  readonly connections: number;
  /** One whole request in ASCII. */
  readonly request: string;
}

/** Opens the connections and starts to ask. */
export async function startLoad(port: number, options: LoadOptions): Promise<Load> {
  const clients = Array.from({ length: options.connections }, () => connect(port));
  return new Load(await Promise.all(clients), options.request);
}

/** A load under way; it ends where the server closes every connection, or by `stop()`. */
export class Load {
  /** Answers so far. */
  answered = 0;
  /** Answers so far, by status. */
  readonly statuses: Map<number, number> = new Map();
  /** Requests whose connection ended before the answer. */
  lost = 0;
  /** Resolves when the last connection has ended. */
  readonly ended: Promise<void>;
  #isStopped = false;

  constructor(clients: readonly KeepAlive[], request: string) {
    this.ended = Promise.all(clients.map((client) => this.#ask(client, request))).then(() => {});
  }

  /** Asks nothing more; resolves when what was asked is answered. */
  stop(): Promise<void> {
    this.#isStopped = true;
    return this.ended;
  }

  async #ask(client: KeepAlive, request: string): Promise<void> {
    try {
      while (!this.#isStopped) this.#count(await client.exchange(request));
    } catch {
      this.lost++;
    } finally {
      client.close();
    }
  }

  #count(status: number): void {
    this.answered++;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }
}
