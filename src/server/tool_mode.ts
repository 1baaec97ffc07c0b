/**
 * Files of apps, imported by a tool for the app in them: a command line, a test.
 *
 * @module
 */

import type { ServerOptions } from "./options.ts";

/** Takes an app whose file called `run()`, with the options it gave. */
export type Adopt = (app: object, options: ServerOptions) => void;

/** Known to every copy of this package in the process: the tool and the app may have one each. */
const KEY = Symbol.for("@spikard/node/adopt");

/**
 * Makes `run()` hand apps over instead of serving them, in the whole process; returns what ends that.
 */
export function setAdopt(adopt: Adopt): () => void {
  const before: unknown = Reflect.get(globalThis, KEY);
  Reflect.set(globalThis, KEY, adopt);
  return () => {
    Reflect.set(globalThis, KEY, before);
  };
}

/** Returns what adopts apps; undefined where `run()` is to serve. */
export function currentAdopt(): Adopt | undefined {
  const adopt: unknown = Reflect.get(globalThis, KEY);
  // Only setAdopt() puts anything there.
  return adopt as Adopt | undefined;
}
