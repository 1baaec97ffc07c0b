/**
 * Handlers that keep a part of every request, as a cache or a session store would.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import * as assert from "uvu/assert";
import { type Server, Spikard } from "../../mod.ts";
import { heapInUse } from "./heap.ts";
import { connect } from "./keep_alive.ts";

const CONNECTIONS = 64;

/** Values of one kind that a handler has kept. */
export type Kept = string[];

/** Parts of requests that handlers have kept. */
export interface KeptParts {
  readonly ids: Kept;
  readonly queries: Kept;
  readonly headers: Kept;
}

/** An app that keeps a part of each kind of each request, or just the id of every `share`th one. */
export function keepingApp(kept: KeptParts, share = 1): Spikard {
  let requests = 0;
  const app = new Spikard();
  app.get("/all/:id", ({ params, query, header }) => {
    kept.ids.push(params.id);
    kept.queries.push(String(query.q));
    kept.headers.push(header("x-trace") ?? "");
    return "kept";
  });
  app.get("/some/:id", ({ params }) => {
    if (requests++ % share === 0) kept.ids.push(params.id);
    return "kept";
  });
  return app;
}

/** Sends so many requests, each with an id, a query value and a header of its own. */
export async function sendUnique({ port }: Server, path: string, count: number): Promise<void> {
  let left = count;
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(port)));
  await Promise.all(clients.map(async (client) => {
    while (left-- > 0) assert.is(await client.exchange(uniqueRequest(path)), 200);
    client.close();
  }));
}

/** Bytes that one of the values costs; lets go of them. */
export function costOf(kept: Kept): number {
  const count = kept.length;
  const before = heapInUse();
  kept.length = 0;
  return (before - heapInUse()) / count;
}

function uniqueRequest(path: string): string {
  const unique = randomUUID();
  return `GET ${path}/id-${unique}?q=query-${unique} HTTP/1.1\r\nhost: localhost\r\n` +
    `x-trace: trace-${unique}\r\n\r\n`;
}
