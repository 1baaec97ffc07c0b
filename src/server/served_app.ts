import type { AnyHandler } from "../http/handler.ts";
import type { RouteTable } from "../routing/table.ts";
import type { HealthPaths } from "./health.ts";

/** All that a server needs of an app; nothing of it changes any more. */
export interface ServedApp {
  /** Name and version for the line at the start; undefined for those of this framework. */
  readonly name: string | undefined;
  readonly table: RouteTable;
  /** Answers what no route takes; undefined leaves that to the server. */
  readonly notFound: AnyHandler | undefined;
  /** Bytes. */
  readonly bodyLimit: number;
  /** Milliseconds; 0 for no limit. */
  readonly handlerTimeout: number;
  /** Paths of the probes; undefined for none. */
  readonly health: HealthPaths | undefined;
}
