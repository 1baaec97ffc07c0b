/**
 * A web-standard Response as content of a reply.
 *
 * @module
 */

import { HeaderList } from "../http/header_list.ts";
import { isServerHeader } from "../http/headers.ts";
import { checkStatus } from "../http/status.ts";

/** Returns the status of a Response; throws RangeError for `Response.error()` and for 101. */
export function statusOf(response: Response): number {
  return checkStatus(response.status);
}

/** Returns its headers as pairs, without those that only the server may set. */
export function headersOf(response: Response): readonly string[] {
  const list = new HeaderList();
  for (const [name, value] of response.headers) {
    // Some hosts join cookies here, which a client could not take apart.
    if (name !== "set-cookie" && !isServerHeader(name)) list.append(name, value);
  }
  for (const cookie of response.headers.getSetCookie()) list.append("set-cookie", cookie);
  return list.pairs;
}

/**
 * Reads a stream of bytes whole. Stops, and cancels the stream, once nobody waits for it any more.
 * Rejects as the stream does, and with TypeError for a chunk that is not bytes.
 */
export async function readWhole(
  stream: ReadableStream<Uint8Array>,
  isWanted: () => boolean,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    if (!isWanted()) break;
    if (!(chunk instanceof Uint8Array)) throw new TypeError("A body stream gave no Uint8Array");
    chunks.push(chunk);
  }
  return concat(chunks);
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
