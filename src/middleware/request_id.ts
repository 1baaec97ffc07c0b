import { checkHeaderName } from "../http/headers.ts";
import type { HookSet } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { RequestContext } from "../http/request_context.ts";

/** How {@linkcode requestId} works. */
export interface RequestIdOptions {
  /** Header that carries the id. Default `"x-request-id"`. */
  readonly header?: string;
  /**
   * Takes over the id that a request brings, if it is 1 to 64 letters, digits, `.`, `_` and `-`.
   * Only for servers behind a proxy that sets it: anyone else could write what they like into the
   * log. Default false.
   */
  readonly trustIncoming?: boolean;
}

const OPTIONS = { owner: "requestId()", keys: ["header", "trustIncoming"] };
const ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Sends the id of each request with its reply, errors included: the one that logs and 500 answers
 * show.
 *
 * Added to the app, it gives an id to the answers too that the server gives by itself, a 404 or 504
 * say: a fresh one, since nothing of the request was read in JavaScript.
 *
 * Throws TypeError `SPK_UNKNOWN_OPTION`, `SPK_BAD_OPTION` and `SPK_BAD_HEADER`.
 *
 * @example
 * ```ts
 * app.use(requestId({ trustIncoming: true }));
 * ```
 */
export function requestId(options: RequestIdOptions = {}): HookSet {
  checkOptions(options, OPTIONS);
  const header = checkHeaderName(options.header ?? "x-request-id");
  const sending: HookSet = {
    onSend: ({ id }, { headers }) => headers.set(header, id),
    answerHeaders: { requestId: header },
  };
  if (options.trustIncoming !== true) return sending;
  return {
    ...sending,
    onRequest: (context) => {
      const id = context.header(header);
      // Any other implementation of a Context keeps the id it has.
      if (id !== undefined && ID.test(id) && context instanceof RequestContext) context.id = id;
    },
  };
}
