/**
 * Any value to a reply: the only place where that happens.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { pairsOf } from "../http/header_list.ts";
import { encodeHead } from "../http/headers.ts";
import { PreparedReply } from "../http/reply.ts";
import type { ResponseHead } from "../http/response_head.ts";
import { hasNoBody } from "../http/status.ts";
import { readPrompt } from "../streaming/prompt.ts";
import { streamHeaders } from "../streaming/start.ts";
import { isStream, type StreamValue } from "../streaming/stream_body.ts";
import { type Content, contentOf, JSON_TYPE, jsonText, TEXT_TYPE } from "./content.ts";
import { defer, Deferred } from "./deferred.ts";
import { FetchedCoding } from "./fetched_coding.ts";
import { mergeHeaders } from "./header_pairs.ts";
import { isPlain } from "./plain_value.ts";
import type { Responder } from "./responder.ts";
import { headersOf, statusOf } from "./web_response.ts";

/** What the program says of a reply beside its value. */
interface ReplyHead {
  /** 0 leaves it to the value. */
  readonly status: number;
  /** Name, value, name, value; names in lower case. */
  readonly headers: readonly string[];
}

const JSON_HEAD = encodeHead(["content-type", JSON_TYPE]);
const TEXT_HEAD = encodeHead(["content-type", TEXT_TYPE]);
const NOTHING: Content = { status: 200, headers: [], body: "" };
const UNSAID: ReplyHead = { status: 0, headers: [] };

/**
 * Answers with a returned value. `head` is what the handler set beside it.
 *
 * Throws, before anything was sent, for a value that has no form on the wire; the failure of a body
 * that is read first arrives through the {@linkcode Deferred} of the call.
 */
export function respond(
  responder: Responder,
  head: ResponseHead | undefined,
  value: unknown,
): void {
  if (head === undefined && respondPlainly(responder, value)) return;
  if (value instanceof Deferred) value.finish();
  else if (value instanceof Response) sendResponse(responder, [], value);
  else sendValue(responder, saidBy(head), value);
}

/**
 * Answers with what is sent in place of a reply, whose head so far this is: unlike that of a handler,
 * a Response lays its headers over it.
 */
export function respondInstead(responder: Responder, head: ResponseHead, value: unknown): void {
  if (value instanceof Response) sendResponse(responder, pairsOf(head.headers), value);
  else respond(responder, head, value);
}

/**
 * Answers with a value that is nothing but data or text, as nearly every one is, and tells whether
 * it was: these cost no allocation beside their text.
 */
export function respondPlainly(call: Pick<Call, "reply">, value: unknown): boolean {
  if (typeof value === "string") call.reply(200, TEXT_HEAD, value);
  else if (isPlain(value)) call.reply(200, JSON_HEAD, jsonText(value));
  else return false;
  return true;
}

function saidBy(head: ResponseHead | undefined): ReplyHead {
  return head === undefined ? UNSAID : { status: head.statusCode, headers: pairsOf(head.headers) };
}

function sendValue(responder: Responder, said: ReplyHead, value: unknown): void {
  if (!(value instanceof PreparedReply)) return sendBody(responder, said, value);
  const own = value["~headers"];
  const headers = mergeHeaders(said.headers, own === undefined ? [] : pairsOf(own));
  const all = { status: value["~status"], headers };
  if (value["~format"] === "any") return sendBody(responder, all, value["~body"]);
  sendContent(responder, all, contentOf(value["~body"], value["~format"]));
}

function sendBody(responder: Responder, said: ReplyHead, body: unknown): void {
  if (typeof body === "object" && body !== null && isStream(body)) {
    return sendStream(responder, said, body);
  }
  sendContent(responder, said, contentOf(body, "any"));
}

function sendResponse(responder: Responder, under: readonly string[], response: Response): void {
  const status = statusOf(response);
  const own = headersOf(response);
  const lay = (over: readonly string[]) => ({ status, headers: mergeHeaders(under, over) });
  if (response.body === null) return send(responder, lay(own), NOTHING);
  if (response.bodyUsed) throw new TypeError("The body of the returned Response was read already");
  const reading = readPrompt(response.body, () => responder.call.isOpen);
  const fetched = FetchedCoding.of(response);
  responder.call.settle(defer(fetched?.look(reading, responder) ?? reading, {
    fulfilled: (body) => sendRead(responder, lay(fetched?.correct(own) ?? own), body),
    rejected: fail,
  }));
}

function sendRead(
  responder: Responder,
  said: ReplyHead,
  body: Uint8Array | AsyncIterable<Uint8Array>,
): void {
  if (body instanceof Uint8Array) return send(responder, said, { ...NOTHING, body });
  responder.stream({ status: said.status, head: encodeHead(said.headers) }, body);
}

function sendStream(
  responder: Responder,
  { status, headers }: ReplyHead,
  value: StreamValue,
): void {
  const final = status || 200;
  const all = hasNoBody(final) ? headers : mergeHeaders(streamHeaders(value), headers);
  responder.stream({ status: final, head: encodeHead(all) }, value);
}

function sendContent(
  responder: Responder,
  said: ReplyHead,
  content: Content | Promise<Content>,
): void {
  if (!(content instanceof Promise)) return send(responder, said, content);
  const fulfilled = (read: Content) => send(responder, said, read);
  responder.call.settle(defer(content, { fulfilled, rejected: fail }));
}

function fail(cause: unknown): never {
  throw cause;
}

function send(responder: Responder, { status, headers }: ReplyHead, content: Content): void {
  const final = status || content.status;
  if (hasNoBody(final)) return responder.reply(final, encodeHead(headers), "");
  responder.reply(final, encodeHead(mergeHeaders(content.headers, headers)), content.body);
}
