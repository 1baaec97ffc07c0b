/**
 * Layout of what a pull writes: the counterpart of native/src/bridge/pull.rs and commit.rs.
 *
 * @module
 */

/** Words before the first record: records, length of the bodies, slots in use. */
export const HEADER_WORDS = 3;
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
/** Flag of a call: its parameters and query are not in the text. */
export const FLAG_FETCH = 0x1_0000;
/** Flag of a call: its content type is `application/json` to the letter. */
export const FLAG_JSON = 0x4_0000;
/** Flag of an expiry: the client has gone; without it, the deadline has passed. */
export const FLAG_CLIENT_GONE = 0x2_0000;

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
