import type { Call } from "./call.ts";
import { type AbortCause, CallSignal } from "./call_signal.ts";
import { findCookie, parseCookies } from "./cookies.ts";
import { parseHeaders } from "./headers.ts";
import { type Logger, type RequestLog, requestLog } from "./log.ts";
import { Provided } from "./provided.ts";
import type { TextRecord } from "./record.ts";
import { requestOf, urlOf } from "./request.ts";
import { newRequestId } from "./request_id.ts";

type Lookup = (name: string) => string | undefined;

/** The members of a Context that most requests never read; each is made on first use and kept. */
export class RareMembers {
  readonly #call: Call;
  #headers: TextRecord | undefined;
  #cookies: TextRecord | undefined;
  /** What schemas gave; one header or cookie is read as it has arrived. */
  #checked: Map<"headers" | "cookies", unknown> | undefined;
  #header: Lookup | undefined;
  #cookie: Lookup | undefined;
  #url: string | undefined;
  #path: string | undefined;
  #ip: string | undefined;
  #id: string | undefined;
  #request: Request | undefined;
  #signal: CallSignal | undefined;
  #provided: Provided | undefined;
  #log: RequestLog | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  get headers(): TextRecord {
    if (this.#checked?.has("headers")) return this.#checkedPart("headers");
    return this.#headers ??= parseHeaders(this.#call.headers());
  }

  get cookies(): TextRecord {
    if (this.#checked?.has("cookies")) return this.#checkedPart("cookies");
    return this.#cookies ??= parseCookies(this.#call.header("cookie") ?? "");
  }

  /** Puts what a schema gave in the place of what has arrived. */
  fill(part: "headers" | "cookies", value: unknown): void {
    (this.#checked ??= new Map()).set(part, value);
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

  set id(id: string) {
    this.#id = id;
  }

  /** The Request, made with the stream that its body is on routes that read it as such. */
  requestWith(stream: () => ReadableStream<Uint8Array> | undefined): Request {
    return this.#request ??= requestOf(this.#call, {
      url: this.url,
      signal: this.signal,
      stream: stream(),
    });
  }

  get signal(): AbortSignal {
    return (this.#signal ??= new CallSignal()).signal;
  }

  get provided(): Provided {
    return this.#provided ??= new Provided();
  }

  /** The logger of this request, on top of that of its server. */
  logOn(log: Logger): RequestLog {
    return this.#log ??= requestLog(log, () => this.id);
  }

  /** Aborts the signal, also where it is read later only. */
  abort(cause: AbortCause): void {
    (this.#signal ??= new CallSignal()).abort(cause);
  }

  #checkedPart(part: "headers" | "cookies"): TextRecord {
    // Only the handler reads it, and its type is that of the schema.
    return this.#checked?.get(part) as TextRecord;
  }

  #readHeader(name: string): string | undefined {
    return this.#headers === undefined ? this.#call.header(name) : this.#headers[name];
  }

  #readCookie(name: string): string | undefined {
    if (this.#cookies !== undefined) return this.#cookies[name];
    return findCookie(this.#call.header("cookie") ?? "", name);
  }
}
