/**
 * How long an app of 200 routes takes to start: `deno run -A bench/micro/startup.ts [ROUNDS]`.
 *
 * Each figure is the time from the start of a fresh process to its listening, in milliseconds: the
 * median of the rounds, in which all kinds of the app come in turn on every runtime, and the
 * difference to the same app without schemas.
 *
 * @module
 */
import { runtime } from "../../scripts/runtimes.ts";
import { spreadOf } from "../http/samples.ts";

/**
 * Kinds of the app: without Zod, with Zod and schemas that no route names, with routes that name
 * them, with an OpenAPI document as well.
 */
const KINDS = ["no zod", "no schemas", "validated", "documented"] as const;
const HOSTS = ["node24", "bun", "deno"] as const;
const APP = new URL("startup_app.ts", import.meta.url).pathname;
const USUAL_ROUNDS = 9;
const REQUEST = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: '{"name":"Ada","email":"ada@example.com","age":36,"tags":["math"],"active":true}',
};

type Kind = typeof KINDS[number];
type Host = typeof HOSTS[number];

/** Milliseconds of one start. */
interface Start {
  readonly host: Host;
  readonly kind: Kind;
  readonly round: number;
  /** From the start of the process to its listening. */
  readonly listening: number;
  /** From a request to the first answer. */
  readonly answer: number;
}

const rounds = Number(Deno.args[0] ?? USUAL_ROUNDS);
const starts: Start[] = [];
for (let round = 0; round < rounds; round++) {
  for (const host of HOSTS) {
    for (const kind of KINDS) starts.push({ host, kind, round, ...await startOnce(host, kind) });
  }
}
for (const host of HOSTS) {
  console.log(`${runtime(host).title}, ${rounds} rounds, ms: medians [min-max]`);
  for (const kind of KINDS) console.log(`  ${kind.padEnd(12)}${describe(host, kind)}`);
}

async function startOnce(host: Host, kind: Kind): Promise<Pick<Start, "listening" | "answer">> {
  const { command, args } = runtime(host);
  const begin = performance.now();
  const child = new Deno.Command(command, { args: [...args, APP, kind], stdout: "piped" }).spawn();
  try {
    const port = Number(await firstText(child.stdout));
    const listening = performance.now() - begin;
    return { listening, answer: await askOnce(port) };
  } finally {
    child.kill("SIGKILL");
    await child.status;
  }
}

async function firstText(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) return text;
  throw new Error("The app ended before it listened");
}

async function askOnce(port: number): Promise<number> {
  const begin = performance.now();
  const url = `http://127.0.0.1:${port}/shops/a/things7/1?page=2`;
  const response = await fetch(url, REQUEST);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`The app answers ${response.status}: ${text}`);
  return performance.now() - begin;
}

function describe(host: Host, kind: Kind): string {
  const own = startsOf(host, kind);
  const bare = startsOf(host, "no schemas");
  const more = own.map(({ listening }, round) => listening - bare[round]!.listening);
  return [
    `listening ${range(own.map(({ listening }) => listening))}`,
    `more than without schemas ${range(more)}`,
    `first answer ${range(own.map(({ answer }) => answer))}`,
  ].join("   ");
}

function startsOf(host: Host, kind: Kind): Start[] {
  return starts.filter((start) => start.host === host && start.kind === kind);
}

function range(values: readonly number[]): string {
  const { median, min, max } = spreadOf(values)!;
  return `${median.toFixed(1)} [${min.toFixed(1)}-${max.toFixed(1)}]`;
}
