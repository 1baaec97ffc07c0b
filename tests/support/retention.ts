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
import type { Serve } from "./with_server.ts";

const CONNECTIONS = 64;
/** What of a body is not kept. */
const REST = "x".repeat(300);

/** Kinds of values that handlers keep. */
export type Kind = "parameters" | "query values" | "headers" | "parts of bodies";

type Kept = Map<Kind, string[]>;

/**
 * Sends so many requests with values of their own, all of which are kept. Resolves to the bytes that
 * one value of each kind costs.
 */
export async function costsOfAll(serve: Serve, requests: number): Promise<Map<Kind, number>> {
  const kept: Kept = new Map([
    ["parameters", []],
    ["query values", []],
    ["headers", []],
    ["parts of bodies", []],
  ]);
  const app = new Spikard();
  app.post("/:id", ({ params, query, header, body }) => {
    kept.get("parameters")?.push(params.id);
    kept.get("query values")?.push(String(query.q));
    kept.get("headers")?.push(header("x-trace") ?? "");
    // Its shape is that of the request below.
    kept.get("parts of bodies")?.push((body as { name: string }).name);
    return "kept";
  });
  await sendUnique(await serve(app), requests);
  for (const values of kept.values()) assert.is(new Set(values).size, requests);
  return new Map([...kept].map(([kind, values]) => [kind, costOf(values)]));
}

/** As {@linkcode costsOfAll}, but only the parameter of every 50th request is kept. */
export async function costOfSome(serve: Serve, requests: number): Promise<number> {
  const kept: string[] = [];
  let count = 0;
  const app = new Spikard();
  app.post("/:id", ({ params }) => {
    if (count++ % 50 === 0) kept.push(params.id);
    return "kept";
  });
  await sendUnique(await serve(app), requests);
  return costOf(kept);
}

/** Bytes that one of the values costs; lets go of them. */
export function costOf(kept: string[]): number {
  const count = kept.length;
  const before = heapInUse();
  kept.length = 0;
  return (before - heapInUse()) / count;
}

async function sendUnique({ port }: Server, requests: number): Promise<void> {
  let left = requests;
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(port)));
  await Promise.all(clients.map(async (client) => {
    while (left-- > 0) assert.is(await client.exchange(uniqueRequest()), 200);
    client.close();
  }));
}

function uniqueRequest(): string {
  const unique = randomUUID();
  const body = JSON.stringify({ name: `name-${unique}`, rest: REST });
  return `POST /id-${unique}?q=query-${unique} HTTP/1.1\r\nhost: localhost\r\n` +
    `x-trace: trace-${unique}\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`;
}
