/**
 * What people see of a server: a line when it listens, a line when it has stopped.
 *
 * @module
 */

import type { Drained } from "../bridge/mod.ts";
import type { LogFields } from "../http/log.ts";
import { isTerminal, writeLine } from "../runtime/console.ts";
import { isContainer } from "../runtime/container.ts";
import { isLoopback } from "./address.ts";
import { log } from "./log.ts";
import type { Server } from "./server.ts";
import { VERSION } from "./version.ts";

/** The same news for people and for programs. */
export interface Announcement {
  readonly lines: readonly string[];
  readonly message: string;
  readonly fields: LogFields;
}

/** What the line at the start says beside the address. */
export interface Start {
  /** Name and version of the app; undefined for those of this framework. */
  readonly name: string | undefined;
  readonly routes: number;
  /** Path of the page that shows the API; undefined for none. */
  readonly docs: string | undefined;
  /** Milliseconds that the start took. */
  readonly ready: number;
}

/** Says that the server listens, and warns where a container would keep everyone else out. */
export function startOf(server: Pick<Server, "url" | "host">, start: Start): Announcement {
  const { url, host } = server;
  const { name = `Spikard ${VERSION}`, routes, ready } = start;
  const hint = isLoopback(host) && isContainer()
    ? `listening on ${host} only: use host "0.0.0.0" in a container`
    : undefined;
  const docs = start.docs === undefined ? undefined : url + start.docs;
  const line = `${name}  ${url}  (${count(routes, "route")}, ready in ${ready} ms)`;
  return {
    lines: [line, docs && `Docs  ${docs}`, hint].filter((text) => text !== undefined),
    message: "Listening",
    fields: { app: name, url, routes, ready, docs, hint },
  };
}

/** Says that the server has stopped, and what became of the requests it had. */
export function stopOf({ answered, cut }: Drained): Announcement {
  const requests = count(answered, "request");
  return {
    lines: [`Stopped  (${requests} answered while stopping, ${cut} cut)`],
    message: "Stopped",
    fields: { answered, cut },
  };
}

/** Writes to stderr: lines where it is a terminal, one JSON line where a program reads it. */
export function announce({ lines, message, fields }: Announcement): void {
  if (!isTerminal("stderr")) return log("info", message, fields);
  for (const line of lines) writeLine("stderr", line);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
