/**
 * One contender as a running child process.
 *
 * @module
 */
import type { Contender } from "./contenders.ts";
import { pinned } from "./generators.ts";
import { commandOf } from "./prepare.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const ENVIRONMENT = { NODE_ENV: "production", NO_COLOR: "1" };
const START_LIMIT = 15_000;
const STOP_LIMIT = 3_000;
/** Characters of standard error that are kept: the cause stands at its start. */
const WORDS_LIMIT = 500;
/** Core of the server in pinned mode. */
const SERVER_CORE = 0;

/** A contender that answers requests. */
export interface RunningServer {
  readonly contender: Contender;
  readonly port: number;
  readonly pid: number;
  /** The start of what it wrote to standard error, and how it ended where it has. */
  lastWords(): string;
  /** Ends the process and resolves once it is gone. */
  stop(): Promise<void>;
}

const running = new Set<RunningServer>();

/** Starts a contender on a free port and resolves once it answers. Throws where it does not. */
export async function startServer(
  contender: Contender,
  { isPinned }: { isPinned: boolean },
): Promise<RunningServer> {
  const port = freePort();
  const command = commandOf(contender, port);
  const server = spawn(contender, {
    port,
    command: isPinned ? pinned(command, SERVER_CORE) : command,
  });
  try {
    await untilReady(server);
  } catch (cause) {
    await server.stop();
    throw cause;
  }
  return server;
}

/** Ends every server that this process started. */
export async function stopServers(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop()));
}

function spawn(
  contender: Contender,
  { port, command: [program, ...args] }: { port: number; command: readonly string[] },
): RunningServer {
  const streams = { stdin: "null", stdout: "null", stderr: "piped" } as const;
  const child = new Deno.Command(program!, { args, cwd: ROOT, env: ENVIRONMENT, ...streams })
    .spawn();
  let [words, ending] = ["", ""];
  keepText(child.stderr, (text) => words = (words + text).slice(0, WORDS_LIMIT));
  child.status.then(({ code, signal }) => ending = ` (ended with ${signal ?? `code ${code}`})`);
  const server: RunningServer = {
    contender,
    port,
    pid: child.pid,
    lastWords: () => words.trim() + ending,
    stop: () => stop(child).finally(() => running.delete(server)),
  };
  running.add(server);
  return server;
}

async function keepText(stream: ReadableStream<Uint8Array>, keep: (text: string) => void) {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) keep(text);
}

async function stop(child: Deno.ChildProcess): Promise<void> {
  const kill = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch {
      // It has ended by itself.
    }
  };
  const force = setTimeout(() => kill("SIGKILL"), STOP_LIMIT);
  kill("SIGTERM");
  await child.status;
  clearTimeout(force);
}

async function untilReady(server: RunningServer): Promise<void> {
  const deadline = Date.now() + START_LIMIT;
  while (Date.now() < deadline && !server.lastWords().includes("(ended with")) {
    try {
      (await Deno.connect({ port: server.port, hostname: "127.0.0.1" })).close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`It did not listen on port ${server.port}: ${server.lastWords()}`);
}

function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  listener.close();
  return listener.addr.port;
}
