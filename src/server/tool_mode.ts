/**
 * Files of apps, imported by a tool for the app in them: a command line, a test.
 *
 * @module
 */

import type { ServerOptions } from "./options.ts";

/** Takes an app whose file called `run()`, with the options it gave. */
export type Adopt = (app: object, options: ServerOptions) => void;

/** Known to every copy of this package in the process: the tool and the app may have one each. */
const KEY = Symbol.for("@spikard/node/adopters");

/** One that adopts apps, until it leaves: an object of its own, since functions may come twice. */
interface Adopter {
  readonly adopt: Adopt;
}

/**
 * Makes `run()` hand apps over instead of serving them, in the whole process; returns what ends that.
 *
 * Several may adopt at a time, and end in any order: the apps are for the one that came last.
 */
export function addAdopt(adopt: Adopt): () => void {
  const adopters = knownAdopters() ?? new Set();
  Reflect.set(globalThis, KEY, adopters);
  const adopter = { adopt };
  adopters.add(adopter);
  return () => {
    adopters.delete(adopter);
  };
}

/** Returns what adopts apps; undefined where `run()` is to serve. */
export function currentAdopt(): Adopt | undefined {
  return [...knownAdopters() ?? []].at(-1)?.adopt;
}

function knownAdopters(): Set<Adopter> | undefined {
  const adopters: unknown = Reflect.get(globalThis, KEY);
  // Only addAdopt() puts anything there.
  return adopters as Set<Adopter> | undefined;
}
