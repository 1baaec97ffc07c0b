import { setTimeout as sleep } from "node:timers/promises";
import { Spikard, sse } from "../../mod.ts";

const KIB = 1024;
const BYTES = new Uint8Array(16 * KIB).fill(97);

/** What became of the handlers of a {@linkcode lastingApp}. */
export class Witness {
  /** Generators and handlers that have begun. */
  begun = 0;
  /** Those of them that have ended. */
  ended = 0;
  /** Signals that told of an abort a second time. */
  abortedAgain = 0;

  /** Looks at the signal of one request; returns it. */
  watch(signal: AbortSignal): AbortSignal {
    let aborts = 0;
    signal.addEventListener("abort", () => {
      if (aborts++ > 0) this.abortedAgain += 1;
    });
    return signal;
  }

  /** Counts a generator, which is ended by the client only. */
  async *generate<T>(make: (index: number) => T, pause?: () => Promise<void>): AsyncGenerator<T> {
    this.begun += 1;
    try {
      for (let index = 0;; index++) {
        yield make(index);
        await pause?.();
      }
    } finally {
      this.ended += 1;
    }
  }

  /** Counts a handler. */
  async run<T>(handler: () => Promise<T>): Promise<T> {
    this.begun += 1;
    try {
      return await handler();
    } finally {
      this.ended += 1;
    }
  }
}

/** An app whose requests last until somebody ends them. */
export function lastingApp(witness: Witness): Spikard {
  const app = new Spikard({ handlerTimeout: 0 });
  app.get("/here", () => "here");
  app.get("/large", () => new Uint8Array(4 * KIB * KIB));
  app.get("/ticks", ({ signal }) => {
    witness.watch(signal);
    const pause = () => sleep(1 + Math.random() * 5);
    return sse(witness.generate((data) => ({ data }), pause));
  });
  app.get("/bytes", ({ signal }) => {
    witness.watch(signal);
    return witness.generate(() => BYTES);
  });
  app.get("/never", ({ signal }) => witness.run(() => aborted(witness.watch(signal))));
  app.post("/read", { body: "stream", bodyLimit: "1gb" }, ({ body, signal }) => {
    witness.watch(signal);
    return witness.run(() => lengthOf(body));
  });
  app.post("/back", { body: "stream", bodyLimit: "1gb" }, ({ body }) => body);
  app.post("/whole", ({ body }) => ({ isForm: body instanceof FormData }));
  return app;
}

/** Resolves once the signal has aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}

async function lengthOf(body: ReadableStream<Uint8Array>): Promise<{ length: number }> {
  let length = 0;
  for await (const chunk of body) length += chunk.length;
  return { length };
}
