import { HeaderList } from "./header_list.ts";
import { type CookieOptions, serializeCookie } from "./set_cookie.ts";
import { checkStatus } from "./status.ts";
import { UsageError } from "./usage_error.ts";

/** A light answer that carries its status: what `created()`, `json()` and the others return. */
export interface Reply<N extends number = number, T = unknown> {
  /** Status code. */
  readonly "~status": N;
  /** Body as given, before `respond` turns it into bytes. */
  readonly "~body": T;
  /** Sets a header; a second value for one name, or CR, LF or NUL in it, throws `SPK_BAD_HEADER`. */
  header(name: string, value: string): this;
  /** Adds a cookie; throws TypeError `SPK_BAD_COOKIE`. */
  cookie(name: string, value: string, options?: CookieOptions): this;
}

/** How a reply's body is written: `any` by its value as a plain return value would be. */
export type ReplyFormat = "any" | "json" | "text" | "html";

/** The one class behind {@linkcode Reply}; `respond` reads it. */
export class PreparedReply<N extends number, T> implements Reply<N, T> {
  readonly "~status": N;
  readonly "~body": T;
  readonly "~format": ReplyFormat;
  #headers: HeaderList | undefined;

  constructor(status: N, body: T, format: ReplyFormat = "any") {
    checkStatus(status);
    this["~status"] = status;
    this["~body"] = body;
    this["~format"] = format;
  }

  /** Headers that were set; undefined without any. */
  get "~headers"(): HeaderList | undefined {
    return this.#headers;
  }

  /** The same answer with another body. */
  "~with"<U>(body: U): PreparedReply<N, U> {
    const reply = new PreparedReply(this["~status"], body, this["~format"]);
    reply.#headers = this.#headers;
    return reply;
  }

  header(name: string, value: string): this {
    const headers = this.#headers ??= new HeaderList();
    if (typeof name === "string" && headers.has(name)) {
      throw new UsageError("SPK_BAD_HEADER", `The header "${name}" is set already: set it once`);
    }
    headers.set(name, value);
    return this;
  }

  cookie(name: string, value: string, options?: CookieOptions): this {
    const headers = this.#headers ??= new HeaderList();
    headers.setCookie(name, serializeCookie(name, value, options));
    return this;
  }
}
