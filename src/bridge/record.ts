/**
 * Layout of what a pull writes: the counterpart of native/src/bridge/pull.rs and commit.rs.
 *
 * @module
 */

import type { BodyKind } from "../http/call.ts";

/** Words before the first record: records, length of the bodies, slots in use, 1 if the network is lent. */
export const HEADER_WORDS = 4;
/** Words of a record, before the lengths of its path parameters. */
export const RECORD_WORDS = 8;
/** Words of a reply: slot, generation, status | template << 16, length of the head, of the body. */
export const REPLY_WORDS = 5;
/** Path parameters a record has room for. */
export const MAX_PARAMS = 32;
/** Most requests of one pull. */
export const MAX_BATCH = 64;

/** Low byte of a record's first word. */
export const KIND_CALL = 0;
/** See {@linkcode KIND_CALL}: Rust has answered a call that still runs. */
export const KIND_EXPIRED = 1;
/** See {@linkcode KIND_CALL}: the server has stopped. */
export const KIND_DRAINED = 2;
/** See {@linkcode KIND_CALL}: a streamed reply has room again. */
export const KIND_WRITABLE = 3;
/** See {@linkcode KIND_CALL}: a streamed reply was handed over, or its client has gone. */
export const KIND_CLOSED = 4;
/** See {@linkcode KIND_CALL}: a request body has what was asked for. */
export const KIND_READABLE = 5;
/** See {@linkcode KIND_CALL}: a request of this process was answered. */
export const KIND_ANSWERED = 6;
/** Flag of a call: its parameters and query are not in the text. */
export const FLAG_FETCH = 0x1_0000;
/** Flag of a closed reply: the client was sent all of it. */
export const FLAG_SENT = 0x1_0000;
/** Flag of an expiry: the client has gone; without it, the deadline has passed. */
export const FLAG_CLIENT_GONE = 0x2_0000;

/** What the body of a call is, by the three bits from 18 on of its first word. */
export const BODY_KINDS: readonly BodyKind[] = [
  "bytes",
  "json",
  "text",
  "pairs",
  "form",
  "stream",
];

/** What a body has: a chunk, its end; anything above says why it broke off. */
export const BODY_CHUNK = 0;
/** See {@linkcode BODY_CHUNK}. */
export const BODY_END = 1;
/** See {@linkcode BODY_CHUNK}: it is longer than its route takes. */
export const BODY_TOO_LARGE = 2;
/** See {@linkcode BODY_CHUNK}: nothing came for too long. */
export const BODY_STALLED = 3;
/** See {@linkcode BODY_CHUNK}: it is not framed as HTTP says. */
export const BODY_MALFORMED = 5;

/** Second byte of a call's first word; any other method is fetched by name. */
export const METHODS: readonly string[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "QUERY",
];
