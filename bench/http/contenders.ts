/**
 * The servers that can be measured, each a file of `servers/` on one runtime.
 *
 * @module
 */
import type { LoadName } from "./loads.ts";

/** What runs a contender: a JavaScript runtime at its pinned version, or the machine itself. */
export type ContenderRuntime = "node24" | "bun" | "deno" | "rust";

/** One server on one runtime. */
export interface Contender {
  /** As `--only` takes it. */
  readonly name: string;
  readonly runtime: ContenderRuntime;
  /** File in `servers/`; for `rust` the name of the binary. */
  readonly file: string;
  /** Argument after the port: another way to write the same server. */
  readonly style?: string;
  /** The loads it takes; all where absent. */
  readonly loads?: readonly LoadName[];
}

/** What a server without validation takes. */
const PLAIN: readonly LoadName[] = ["get", "params", "post"];
const VALIDATED: readonly LoadName[] = ["user"];

const ALL: readonly Contender[] = [
  { name: "spikard-node24", runtime: "node24", file: "spikard.ts" },
  { name: "spikard-node24-async", runtime: "node24", file: "spikard.ts", style: "async" },
  {
    ...{ name: "spikard-node24-response", runtime: "node24", file: "spikard.ts" },
    ...{ style: "response", loads: VALIDATED },
  },
  { name: "spikard-bun", runtime: "bun", file: "spikard.ts" },
  { name: "spikard-bun-async", runtime: "bun", file: "spikard.ts", style: "async" },
  { name: "spikard-deno", runtime: "deno", file: "spikard.ts" },
  { name: "spikard-deno-async", runtime: "deno", file: "spikard.ts", style: "async" },
  { name: "node_http-node24", runtime: "node24", file: "node_http.js", loads: PLAIN },
  { name: "fastify-node24", runtime: "node24", file: "fastify.js" },
  { name: "fastify-node24-async", runtime: "node24", file: "fastify.js", style: "async" },
  { name: "hono-node24", runtime: "node24", file: "hono.js" },
  { name: "bun_serve", runtime: "bun", file: "bun_serve.js", loads: PLAIN },
  { name: "bun_serve-routes", runtime: "bun", file: "bun_serve_routes.js", loads: PLAIN },
  { name: "hono-bun", runtime: "bun", file: "hono.js" },
  { name: "elysia-bun", runtime: "bun", file: "elysia.js" },
  { name: "deno_serve", runtime: "deno", file: "deno_serve.js", loads: PLAIN },
  { name: "deno_serve-tuned", runtime: "deno", file: "deno_serve_tuned.js", loads: PLAIN },
  { name: "hono-deno", runtime: "deno", file: "hono.js" },
  { name: "axum", runtime: "rust", file: "bench-axum", loads: PLAIN },
];

/** Every contender, by name, in the order of the report. */
export const CONTENDERS: ReadonlyMap<string, Contender> = new Map(
  ALL.map((contender) => [contender.name, contender]),
);

/** What is measured when `--only` is absent: every server once, in its usual style. */
export const DEFAULT_CONTENDERS: readonly string[] = ALL
  .filter(({ style }) => style === undefined)
  .map(({ name }) => name);

/** Tells whether a contender takes a load. */
export function serves({ loads }: Contender, load: LoadName): boolean {
  return loads === undefined || loads.includes(load);
}

/** Tells whether a contender of this name is Spikard itself, and not a peer. */
export function isSpikard(name: string): boolean {
  return name.startsWith("spikard-");
}
