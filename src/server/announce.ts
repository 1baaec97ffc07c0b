/**
 * What people see of a server: a line when it listens, a line when it has stopped.
 *
 * @module
 */

import type { Drained } from "../bridge/mod.ts";
import type { LogFields } from "../dispatch/log.ts";
import { isTerminal, writeLine } from "../runtime/console.ts";
import { isContainer } from "../runtime/container.ts";
import { isLoopback } from "./address.ts";
import { log } from "./listen.ts";
import type { Server } from "./server.ts";
import { VERSION } from "./version.ts";

/** What the line at the start says. */
export interface Start {
  /** Name and version of the app; undefined for those of this framework. */
  readonly name: string | undefined;
  readonly routes: number;
  /** Milliseconds that the start took. */
  readonly ready: number;
}

/** Says that the server listens. */
export function announceStart({ url, host }: Server, { name, routes, ready }: Start): void {
  const hint = isLoopback(host) && isContainer()
    ? `listening on ${host} only: use host "0.0.0.0" in a container`
    : undefined;
  const title = name ?? `Spikard ${VERSION}`;
  const lines = [`${title}  ${url}  (${count(routes, "route")}, ready in ${ready} ms)`];
  if (hint !== undefined) lines.push(hint);
  write(lines, "Listening", { app: title, url, routes, ready, hint });
}

/** Says that the server has stopped, and what that cost. */
export function announceStop({ answered, cut }: Drained): void {
  const line = `Stopped  (${count(answered, "request")} answered while stopping, ` +
    `${count(cut, "connection")} cut)`;
  write([line], "Stopped", { answered, cut });
}

// People read the terminal, programs read everything else.
function write(lines: readonly string[], message: string, fields: LogFields): void {
  if (!isTerminal("stderr")) return log("info", message, fields);
  for (const line of lines) writeLine("stderr", line);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
