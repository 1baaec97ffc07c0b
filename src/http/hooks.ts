/**
 * What a program puts around its handlers.
 *
 * @module
 */

import type { AnyContext } from "./context.ts";
import type { HeaderList } from "./header_list.ts";
import type { MaybePromise, Middleware, Sendable } from "./handler.ts";
import type { Reply } from "./reply.ts";

/** Runs at its phase; a returned value becomes the response, nothing goes on. */
export type Hook = (context: AnyContext) => MaybePromise<Sendable>;

/** A reply about to be sent, as an `onSend` hook may change it. */
export interface OutgoingReply {
  /** Status code; setting it throws RangeError `SPK_BAD_STATUS` unless it is 200 to 599. */
  status: number;
  /** Headers, without those that only the server may set. */
  readonly headers: HeaderList;
  /**
   * What is sent: text or bytes as they go out, JSON written already; a stream as the handler gave
   * it; undefined for an empty body.
   */
  readonly body: unknown;
}

/**
 * Runs before a reply is sent, that of an error too: may change status and headers, or return another
 * value, which is sent under the headers so far. A value keeps the status so far as well; a helper
 * (`json()`, `text()` and the like) and a web Response bring their own, and lay their headers over
 * those so far: a name replaces its earlier values, a cookie those of its own name.
 *
 * Text, bytes and streams are taken for the same content in another form, compressed say: its type
 * stays, and a weak etag. Objects, helpers and Responses are other content: nothing that was said of the
 * former stays, its type included. What was true of the former bytes only is left out in any case
 * (`content-encoding`, `last-modified`, a strong etag). What the hook itself sets stays, unless a helper
 * or a Response says otherwise.
 */
export type SendHook = (context: AnyContext, reply: OutgoingReply) => MaybePromise<Sendable>;

/** What became of a reply. */
export interface ResponseResult {
  /** Status that was sent; 504 after a timeout; 0 where the client had gone before. */
  readonly status: number;
  /** Milliseconds since the request reached JavaScript. */
  readonly duration: number;
  /** Bytes of the body that was handed over; 0 where the server answered instead, or nobody did. */
  readonly bytes: number;
  /**
   * `sent`; `aborted` where the client went away first or a stream broke; `timedOut` where the deadline
   * passed.
   */
  readonly outcome: "sent" | "aborted" | "timedOut";
}

/**
 * Observes once a reply is gone; what it throws is only logged. Of the request it can read `method`,
 * `path`, `route`, `id`, and what was read before the reply.
 */
export type ResponseHook = (context: AnyContext, result: ResponseResult) => MaybePromise<void>;

/** What a guard says: nothing or true pass, false is 403; a reply or Response answers. */
export type Verdict = boolean | void | undefined | Reply | Response;

/** Lets a request pass, or not; a throw answers too. */
export type Guard = (context: AnyContext) => MaybePromise<Verdict>;

/** Each hook's function by its name. */
export interface HookFunctions {
  /** Before anything of the request is read. */
  readonly onRequest: Hook;
  /** After the inputs are read, before they are validated. */
  readonly preValidation: Hook;
  /** After validation, before middleware and handler. */
  readonly preHandler: Hook;
  /** Once the reply is made. */
  readonly onSend: SendHook;
  /** Once the reply is gone. */
  readonly onResponse: ResponseHook;
}

/** Name of a hook. */
export type HookName = keyof HookFunctions;

/** Every {@linkcode HookName}, in the order they run. */
export const HOOK_NAMES: readonly HookName[] = [
  "onRequest",
  "preValidation",
  "preHandler",
  "onSend",
  "onResponse",
];

/**
 * Headers of the answers that the server gives by itself, a 404, 413 or 504 say: those run no hook.
 *
 * They count where their set is added to the app. A Router has no part in such answers.
 */
export interface AnswerHeaders {
  /** Values by header name, at most 32 of them. */
  readonly constant?: { readonly [header: string]: string };
  /** Header that carries an id, a fresh one for each answer. */
  readonly requestId?: string;
}

/** Hooks that belong together, at most one of each name: what the bundled middleware is. */
export type HookSet = { readonly [Name in HookName]?: HookFunctions[Name] } & {
  /** What goes with the answers that no hook sees. */
  readonly answerHeaders?: AnswerHeaders;
};

/** What `use` takes. */
export type Layer = Middleware | HookSet;
