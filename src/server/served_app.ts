import type { AnyHandler } from "../http/handler.ts";
import type { RouteTable } from "../routing/table.ts";
import type { AppSettings } from "./app_options.ts";

/** All that a server needs of an app; nothing of it changes any more. */
export interface ServedApp {
  readonly settings: AppSettings;
  readonly table: RouteTable;
  /** JSON text of the OpenAPI document; undefined where it is not served. */
  readonly document: string | undefined;
  /** Answers what no route takes; undefined leaves that to the server. */
  readonly notFound: AnyHandler | undefined;
}
