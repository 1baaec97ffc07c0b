/**
 * What the server answered, as a web-standard Response.
 *
 * @module
 */

import { streamOf } from "../http/body_stream.ts";
import { HttpError } from "../http/http_error.ts";
import { headersOf } from "../http/request.ts";
import { hasNoBody } from "../http/status.ts";
import type { BodySource } from "../http/streams.ts";
import type { WireResponse } from "../http/wire.ts";

/** What the Response depends on in its request. */
export interface Asked {
  readonly method: string;
  /** The caller's own: that of a Request is lost on Node once the Request is collected. */
  readonly signal: AbortSignal | undefined;
}

/** Makes the Response to a request; its body comes as it is read, and fails once the signal aborts. */
export function responseTo({ method, signal }: Asked, answer: WireResponse): Response {
  const init = { status: answer.status, headers: headersOf(answer.headers) };
  if (method !== "HEAD" && !hasNoBody(answer.status)) {
    const whole = asResponse(answer.body);
    const body = signal === undefined ? whole : untilAborted(whole, signal);
    return new Response(streamOf(body), init);
  }
  answer.body.cancel();
  return new Response(null, init);
}

/** Fails as the body of `fetch` does: the addon reads it as it reads the body of a request. */
function asResponse(source: BodySource): BodySource {
  return {
    async read() {
      try {
        return await source.read();
      } catch (cause) {
        throw cause instanceof HttpError
          ? new TypeError("The body of the response broke off")
          : cause;
      }
    },
    cancel: () => source.cancel(),
  };
}

function untilAborted(source: BodySource, signal: AbortSignal): BodySource {
  const cancel = () => source.cancel();
  // A signal may outlive many bodies, and would keep them all.
  const release = () => signal.removeEventListener("abort", cancel);
  signal.addEventListener("abort", cancel, { once: true });
  return {
    async read() {
      const chunk = await source.read().catch((cause: unknown) => {
        release();
        throw cause;
      });
      if (chunk === undefined) release();
      signal.throwIfAborted();
      return chunk;
    },
    cancel() {
      release();
      cancel();
    },
  };
}
