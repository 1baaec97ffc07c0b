import type { AnyContext } from "../http/context.ts";
import { pairsOf } from "../http/header_list.ts";
import { isContentHeader } from "../http/headers.ts";
import type { HookSet, OutgoingReply } from "../http/hooks.ts";
import { checkOptions } from "../http/options.ts";
import { parseSize, type Size } from "../http/quantity.ts";
import { fingerprint } from "./fingerprint.ts";

/** How {@linkcode etag} works. */
export interface EtagOptions {
  /** Largest body that gets a tag: bytes, or UTF-16 units of text. Default `"64kb"`. */
  readonly limit?: Size;
}

const OPTIONS = { owner: "etag()", keys: ["limit"] };

/**
 * Gives small answers to GET and HEAD a weak `etag` made of their content, and answers 304 without a
 * body where the client has that content already (RFC 9110 section 13.1.2). The handler runs all the
 * same: what is saved is the way to the client.
 *
 * Leaves alone what is not a 200, has an etag, is `no-store`, or is a stream. Throws TypeError
 * `SPK_UNKNOWN_OPTION` and `SPK_BAD_OPTION`.
 *
 * @example
 * ```ts
 * app.use(cacheControl(), etag());
 * ```
 */
export function etag(options: EtagOptions = {}): HookSet {
  checkOptions(options, OPTIONS);
  const limit = parseSize(options.limit ?? "64kb", "limit");
  return {
    onSend: (context, reply) => {
      const content = contentOf(context, reply);
      if (content === undefined || content.length > limit) return;
      const tag = `W/"${fingerprint(content)}"`;
      pairsOf(reply.headers).push("etag", tag);
      if (hasTag(context.header("if-none-match"), tag)) leaveOut(reply);
    },
  };
}

/** What is to be tagged; undefined where nothing is. */
function contentOf(
  { method }: AnyContext,
  { status, headers, body }: OutgoingReply,
): string | Uint8Array | undefined {
  if (method !== "GET" && method !== "HEAD" || status !== 200) return undefined;
  if (headers.has("etag") || headers.get("cache-control")?.includes("no-store")) return undefined;
  return typeof body === "string" || body instanceof Uint8Array ? body : undefined;
}

/** Compares weakly (RFC 9110 section 8.8.3.2). */
function hasTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const opaque = tag.slice(2);
  // No tag of ours has a comma in it, so a comma always ends one that could match.
  return header.split(",").some((known) => known.trim().replace(/^W\//, "") === opaque);
}

/** RFC 9110 section 15.4.5: what describes the content is left out with it. */
function leaveOut(reply: OutgoingReply): void {
  reply.status = 304;
  const { pairs } = reply.headers;
  const names = pairs.filter((name, index) => index % 2 === 0 && isContentHeader(name));
  for (const name of names) if (name !== "content-location") reply.headers.delete(name);
}
