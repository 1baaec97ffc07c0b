/**
 * A web-standard Response as content of a reply.
 *
 * @module
 */

import { HeaderList, pairsOf } from "../http/header_list.ts";
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
  return pairsOf(list);
}
