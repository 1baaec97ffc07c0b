/**
 * The servers that can be measured, each a file of `servers/` on one runtime.
 *
 * @module
 */

/** What runs a contender: a JavaScript runtime at its pinned version, or the machine itself. */
export type ContenderRuntime = "node24" | "bun" | "deno" | "rust";

/** One server on one runtime. */
export interface Contender {
  /** As `--only` takes it. */
  readonly name: string;
  readonly runtime: ContenderRuntime;
  /** File in `servers/`; for `rust` the name of the binary. */
  readonly file: string;
  /** Arguments after the port. */
  readonly arguments: readonly string[];
}

const ALL: readonly Contender[] = [
  { name: "spikard-node24", runtime: "node24", file: "spikard.ts", arguments: [] },
  { name: "spikard-node24-async", runtime: "node24", file: "spikard.ts", arguments: ["async"] },
  { name: "spikard-bun", runtime: "bun", file: "spikard.ts", arguments: [] },
  { name: "spikard-bun-async", runtime: "bun", file: "spikard.ts", arguments: ["async"] },
  { name: "spikard-deno", runtime: "deno", file: "spikard.ts", arguments: [] },
  { name: "spikard-deno-async", runtime: "deno", file: "spikard.ts", arguments: ["async"] },
  { name: "node_http-node24", runtime: "node24", file: "node_http.js", arguments: [] },
  { name: "fastify-node24", runtime: "node24", file: "fastify.js", arguments: [] },
  { name: "fastify-node24-async", runtime: "node24", file: "fastify.js", arguments: ["async"] },
  { name: "hono-node24", runtime: "node24", file: "hono.js", arguments: [] },
  { name: "bun_serve", runtime: "bun", file: "bun_serve.js", arguments: [] },
  { name: "bun_serve-routes", runtime: "bun", file: "bun_serve_routes.js", arguments: [] },
  { name: "deno_serve", runtime: "deno", file: "deno_serve.js", arguments: [] },
  { name: "deno_serve-tuned", runtime: "deno", file: "deno_serve_tuned.js", arguments: [] },
  { name: "axum", runtime: "rust", file: "bench-axum", arguments: [] },
];

/** Every contender, by name, in the order of the report. */
export const CONTENDERS: ReadonlyMap<string, Contender> = new Map(
  ALL.map((contender) => [contender.name, contender]),
);

/** What is measured when `--only` is absent: every server once, with handlers that do not wait. */
export const DEFAULT_CONTENDERS: readonly string[] = ALL
  .filter((contender) => contender.arguments.length === 0)
  .map((contender) => contender.name);

/** Tells whether a contender of this name is Spikard itself, and not a peer. */
export function isSpikard(name: string): boolean {
  return name.startsWith("spikard-");
}
