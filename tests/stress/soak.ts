/**
 * Bursts and pauses over 1, 8 and 64 connections in turn, so that the server parks and is woken
 * over and over, and a watch on how long it keeps anybody waiting.
 *
 * @module
 */
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { connect, type KeepAlive } from "../support/keep_alive.ts";
import { PauseWatch } from "./pause_watch.ts";

/** An answer that took too long. */
export interface Stall {
  /** Seconds since the soak began. */
  readonly after: number;
  /** Connections that were asking at that time. */
  readonly connections: number;
  /** First line of the request. */
  readonly request: string;
  /** Milliseconds that it took, less this process's own pauses. */
  readonly took: number;
}

/** What a soak has seen. */
export interface SoakReport {
  readonly requests: number;
  /** Milliseconds of the slowest answer. */
  readonly slowest: number;
  readonly stalls: readonly Stall[];
}

/** How long to soak, and what counts as a stall. */
export interface SoakOptions {
  readonly seconds: number;
  /** Milliseconds. */
  readonly stallLimit: number;
}

const CONNECTIONS = [1, 8, 64];
const BURST: Range = { from: 20, to: 300 };
const PAUSE: Range = { from: 0, to: 5 };
/** Share of the requests that a connection follows with a pause of its own. */
const PAUSE_SHARE = 0.1;
/** A server silent for so long (ms) is given up. */
const GIVE_UP_AFTER = 5_000;
const REQUESTS = [
  "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "GET /users/42?q=hello HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "GET /later HTTP/1.1\r\nhost: localhost\r\n\r\n",
  "POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n" +
  'content-length: 14\r\n\r\n{"name":"Ada"}',
];

interface Range {
  readonly from: number;
  readonly to: number;
}

interface Burst {
  readonly request: string;
  readonly connections: number;
  readonly end: number;
}

/**
 * Soaks the server on `port`. Rejects where it closes a connection, is silent for 5 s or
 * answers other than 200.
 */
export async function soak(port: number, options: SoakOptions): Promise<SoakReport> {
  const clients = await Promise.all(
    Array.from({ length: Math.max(...CONNECTIONS) }, () => connect(port)),
  );
  const run = new SoakRun(clients, options);
  try {
    return await run.report();
  } finally {
    for (const client of clients) client.close();
    run.end();
  }
}

/** One soak under way. */
class SoakRun {
  readonly #clients: readonly KeepAlive[];
  readonly #options: SoakOptions;
  readonly #begin: number = performance.now();
  readonly #pauses: PauseWatch = new PauseWatch();
  readonly #stalls: Stall[] = [];
  #requests = 0;
  #slowest = 0;

  constructor(clients: readonly KeepAlive[], options: SoakOptions) {
    this.#clients = clients;
    this.#options = options;
  }

  async report(): Promise<SoakReport> {
    const end = this.#begin + this.#options.seconds * 1_000;
    for (let turn = 0; performance.now() < end; turn++) {
      const connections = CONNECTIONS[turn % CONNECTIONS.length] ?? 1;
      const request = REQUESTS[Math.floor(Math.random() * REQUESTS.length)] ?? "";
      await this.#burst({ request, connections, end: performance.now() + within(BURST) });
      await pause(within(PAUSE));
    }
    return { requests: this.#requests, slowest: this.#slowest, stalls: this.#stalls };
  }

  end(): void {
    this.#pauses.end();
  }

  async #burst(burst: Burst): Promise<void> {
    const clients = this.#clients.slice(0, burst.connections);
    await Promise.all(clients.map((client) => this.#keepAsking(client, burst)));
  }

  async #keepAsking(client: KeepAlive, burst: Burst): Promise<void> {
    while (performance.now() < burst.end) {
      await this.#ask(client, burst);
      if (Math.random() < PAUSE_SHARE) await pause(within(PAUSE));
    }
  }

  async #ask(client: KeepAlive, burst: Burst): Promise<void> {
    const start = performance.now();
    const ownPauses = this.#pauses.total();
    const status = await this.#answer(client, burst);
    if (status !== 200) {
      throw new Error(`The server answered ${status} to ${lineOf(burst.request)}`);
    }
    const took = performance.now() - start - (this.#pauses.total() - ownPauses);
    this.#requests++;
    this.#slowest = Math.max(this.#slowest, took);
    if (took > this.#options.stallLimit) this.#addStall(burst, took);
  }

  async #answer(client: KeepAlive, burst: Burst): Promise<number> {
    const timer = setTimeout(() => client.close(this.#givenUp(burst)), GIVE_UP_AFTER);
    try {
      return await client.exchange(burst.request);
    } finally {
      clearTimeout(timer);
    }
  }

  #givenUp({ connections, request }: Burst): Error {
    const silence = `No answer for ${GIVE_UP_AFTER} ms, ${
      this.#elapsed().toFixed(1)
    } s after the start`;
    return new Error(`${silence}, to ${lineOf(request)} on one of ${connections}`);
  }

  #addStall({ request, connections }: Burst, took: number): void {
    this.#stalls.push({ after: this.#elapsed(), connections, request: lineOf(request), took });
  }

  #elapsed(): number {
    return (performance.now() - this.#begin) / 1_000;
  }
}

function lineOf(request: string): string {
  return request.slice(0, request.indexOf("\r\n"));
}

function within({ from, to }: Range): number {
  return from + Math.random() * (to - from);
}

/** Timers have whole milliseconds; the shortest pauses, which the server spins through, do not. */
async function pause(milliseconds: number): Promise<void> {
  if (milliseconds >= 1) return await sleep(milliseconds);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await turn();
}
