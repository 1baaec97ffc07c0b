import type { Call } from "./call.ts";
import { findCookie, parseCookies } from "./cookies.ts";
import { parseHeaders } from "./headers.ts";
import type { TextRecord } from "./record.ts";
import { requestOf, urlOf } from "./request.ts";
import { newRequestId } from "./request_id.ts";

type Lookup = (name: string) => string | undefined;

/** The members of a Context that most requests never read; each is made on first use and kept. */
export class RareMembers {
  readonly #call: Call;
  #headers: TextRecord | undefined;
  #cookies: TextRecord | undefined;
  #header: Lookup | undefined;
  #cookie: Lookup | undefined;
  #url: string | undefined;
  #path: string | undefined;
  #ip: string | undefined;
  #id: string | undefined;
  #request: Request | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  get headers(): TextRecord {
    return this.#headers ??= parseHeaders(this.#call.headers());
  }

  get cookies(): TextRecord {
    return this.#cookies ??= parseCookies(this.#call.header("cookie") ?? "");
  }

  get header(): Lookup {
    return this.#header ??= (name) => this.#readHeader(name.toLowerCase());
  }

  get cookie(): Lookup {
    return this.#cookie ??= (name) => this.#readCookie(name);
  }

  get url(): string {
    return this.#url ??= urlOf(this.#call);
  }

  get path(): string {
    return this.#path ??= this.#call.path();
  }

  get ip(): string {
    return this.#ip ??= this.#call.peer();
  }

  get id(): string {
    return this.#id ??= newRequestId();
  }

  get request(): Request {
    return this.#request ??= requestOf(this.#call, this.url);
  }

  #readHeader(name: string): string | undefined {
    return this.#headers === undefined ? this.#call.header(name) : this.#headers[name];
  }

  #readCookie(name: string): string | undefined {
    if (this.#cookies !== undefined) return this.#cookies[name];
    return findCookie(this.#call.header("cookie") ?? "", name);
  }
}
