/**
 * Any value to a reply: the only place where that happens.
 *
 * @module
 */

import type { Call } from "../http/call.ts";
import { encodeHead } from "../http/headers.ts";
import { PreparedReply } from "../http/reply.ts";
import type { ResponseHead } from "../http/response_head.ts";
import { type Content, contentOf, JSON_TYPE, jsonText, TEXT_TYPE } from "./content.ts";
import { Deferred } from "./deferred.ts";
import { mergeHeaders } from "./header_pairs.ts";
import { headersOf, readWhole, statusOf } from "./web_response.ts";

/** What the program says of a reply beside its value. */
interface Outgoing {
  /** 0 leaves it to the value. */
  readonly status: number;
  /** Name, value, name, value; names in lower case. */
  readonly headers: readonly string[];
}

const JSON_HEAD = encodeHead(["content-type", JSON_TYPE]);
const TEXT_HEAD = encodeHead(["content-type", TEXT_TYPE]);
const UNSAID: Outgoing = { status: 0, headers: [] };
/** RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5: these have no content. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Answers a call with a returned value. `head` is what the handler set beside it.
 *
 * Throws, before anything was sent, for a value that has no form on the wire; the failure of a body
 * that is read first arrives through the {@linkcode Deferred} of the call.
 */
export function respond(call: Call, head: ResponseHead | undefined, value: unknown): void {
  // Nearly every reply takes one of these two lanes, so they cost no allocation beside the text.
  if (head === undefined && isPlain(value)) {
    call.reply(200, JSON_HEAD, jsonText(value));
  } else if (head === undefined && typeof value === "string") {
    call.reply(200, TEXT_HEAD, value);
  } else if (value instanceof Deferred) {
    value.finish();
  } else if (value instanceof Response) {
    sendResponse(call, value);
  } else {
    sendValue(call, saidBy(head), value);
  }
}

/** Tells objects and arrays that are nothing but data from all others, streams among them. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === Array.prototype || prototype === null) &&
    !(Symbol.asyncIterator in value);
}

function saidBy(head: ResponseHead | undefined): Outgoing {
  return head === undefined ? UNSAID : { status: head.statusCode, headers: head.headers.pairs };
}

function sendValue(call: Call, outgoing: Outgoing, value: unknown): void {
  if (!(value instanceof PreparedReply)) {
    return sendContent(call, outgoing, contentOf(value, "any"));
  }
  const own = value["~headers"]?.pairs ?? [];
  const said = { status: value["~status"], headers: mergeHeaders(outgoing.headers, own) };
  sendContent(call, said, contentOf(value["~body"], value["~format"]));
}

function sendResponse(call: Call, response: Response): void {
  const outgoing = { status: statusOf(response), headers: headersOf(response) };
  if (response.body === null) return send(call, outgoing, { status: 200, headers: [], body: "" });
  if (response.bodyUsed) throw new TypeError("The body of the returned Response was read already");
  const reading = readWhole(response.body, () => call.isOpen);
  sendContent(call, outgoing, reading.then((body) => ({ status: 200, headers: [], body })));
}

function sendContent(call: Call, outgoing: Outgoing, content: Content | Promise<Content>): void {
  if (!(content instanceof Promise)) return send(call, outgoing, content);
  call.settle(content.then(
    (read) => new Deferred(() => send(call, outgoing, read)),
    (cause) =>
      new Deferred(() => {
        throw cause;
      }),
  ));
}

function send(call: Call, { status, headers }: Outgoing, content: Content): void {
  const final = status || content.status;
  if (BODILESS.has(final)) return call.reply(final, encodeHead(headers), "");
  call.reply(final, encodeHead(mergeHeaders(content.headers, headers)), content.body);
}
