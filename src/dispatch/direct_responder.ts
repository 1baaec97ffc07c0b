import type { Call } from "../http/call.ts";
import type { RequestContext } from "../http/request_context.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import type { ComposedRoute } from "./compose.ts";
import type { Responder, StreamHead } from "./responder.ts";
import { sendStream } from "./send_stream.ts";

/** Hands a reply straight to its call: no hook of the route wants to see it. */
export class DirectResponder implements Responder {
  readonly call: Call;
  readonly context: RequestContext;
  readonly route: ComposedRoute;

  constructor(call: Call, context: RequestContext, route: ComposedRoute) {
    this.call = call;
    this.context = context;
    this.route = route;
  }

  reply(status: number, head: string, body: string | Uint8Array): void {
    this.call.reply(status, head, body);
    this.route.leftovers.discard(this.context);
  }

  stream(head: StreamHead, value: StreamValue): void {
    const { failures } = this.route;
    const onRefused = (thrown: unknown) =>
      failures.answer({ responder: this, phase: "handler", thrown });
    sendStream(this, { ...head, value, onDone: () => {}, onRefused });
  }
}
