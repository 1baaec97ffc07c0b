import type { Call } from "../http/call.ts";
import type { RequestContext } from "../http/request_context.ts";
import type { RouteMetadata } from "../routing/metadata.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import type { AwaitedStreams } from "./awaited_streams.ts";
import type { ErrorHandlerLookup } from "./error_handlers.ts";
import type { Leftovers } from "./leftovers.ts";

/** What an answer and a failure need of their route. */
export interface RespondingRoute {
  readonly metadata: RouteMetadata;
  readonly errorHandlerFor: ErrorHandlerLookup;
  readonly awaited: AwaitedStreams;
  readonly leftovers: Leftovers;
}

/** Status and head of a reply whose body is a stream. */
export interface StreamHead {
  readonly status: number;
  /** `name NUL value NUL` for each header, already checked. */
  readonly head: string;
}

/** Takes the reply of one request, and hands it over as its route wants that done. */
export interface Responder {
  readonly call: Call;
  readonly context: RequestContext;
  readonly route: RespondingRoute;
  /** As `Call.reply`. */
  reply(status: number, head: string, body: string | Uint8Array): void;
  /** Throws, before anything was sent, for a stream that cannot be read. */
  stream(head: StreamHead, value: StreamValue): void;
}
