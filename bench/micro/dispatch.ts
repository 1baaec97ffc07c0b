/**
 * What dispatch costs per request, without a server: `deno run -A bench/micro/dispatch.ts`, and the
 * same with Node 24 or Bun.
 *
 * Calls come in batches as the bridge brings them; the figure is the JavaScript time from `begin` to
 * the reply, promises included, in nanoseconds.
 *
 * @module
 */
import { RouteDispatcher } from "../../src/dispatch/dispatch.ts";
import type { AnyHandler, Middleware } from "../../src/http/handler.ts";
import { NO_LAYERS, type RouteLayers } from "../../src/routing/layers.ts";
import { NullCall } from "./null_call.ts";
import { UNDECLARED } from "../../src/routing/metadata.ts";

const BATCH = 64;
const BATCHES = 4_000;
const ROUNDS = 15;

const HANDLERS: Readonly<Record<string, AnyHandler>> = {
  "a handler": () => ({ message: "Hello" }),
  "an async handler": () => Promise.resolve({ message: "Hello" }),
};

const pass: Middleware = async (_context, next) => await next();
const hand: Middleware = (_context, next) => next();
const look = (): void => {};

const LAYERS: Readonly<Record<string, RouteLayers>> = {
  "nothing around it": NO_LAYERS,
  "a hook of each kind": hooked([]),
  "5 middlewares": { ...NO_LAYERS, middleware: five(hand) },
  "5 async middlewares": { ...NO_LAYERS, middleware: five(pass) },
  "5 async middlewares, a hook of each kind": hooked(five(pass)),
};

for (const [around, layers] of Object.entries(LAYERS)) {
  for (const [name, handler] of Object.entries(HANDLERS)) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await nanoseconds(handler, layers));
    rounds.sort((one, other) => one - other);
    const [fastest, median] = [rounds[0], rounds[ROUNDS >> 1]];
    console.log(`${`${name}, ${around}`.padEnd(62)} ${median} ns, at best ${fastest} ns`);
  }
}

async function nanoseconds(handler: AnyHandler, layers: RouteLayers): Promise<number> {
  const address = { method: "GET", path: "/", name: "hello", source: "GET /" };
  const metadata = { ...UNDECLARED, ...address };
  const routes = [{ metadata, paramNames: [], handler, layers }];
  const dispatcher = new RouteDispatcher({ routes, log: () => {} });
  const start = performance.now();
  for (let batch = 0; batch < BATCHES; batch++) await runBatch(dispatcher);
  return Math.round((performance.now() - start) * 1e6 / (BATCH * BATCHES));
}

/** Resolves once every call of a batch was answered. */
function runBatch(dispatcher: RouteDispatcher): Promise<void> {
  return new Promise((resolve) => {
    let open = BATCH;
    const answered = () => {
      if (--open === 0) resolve();
    };
    for (let index = 0; index < BATCH; index++) {
      dispatcher.begin(new NullCall(dispatcher, answered));
    }
  });
}

function hooked(middleware: readonly Middleware[]): RouteLayers {
  const hooks = {
    ...{ onRequest: [look], preValidation: [look], preHandler: [look] },
    ...{ onSend: [look], onResponse: [look] },
  };
  return { ...NO_LAYERS, middleware, hooks };
}

function five(middleware: Middleware): readonly Middleware[] {
  return Array.from({ length: 5 }, () => middleware);
}
