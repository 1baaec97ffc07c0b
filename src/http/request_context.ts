import { readBody } from "./body.ts";
import { streamOf } from "./body_stream.ts";
import type { Call } from "./call.ts";
import type { AbortCause } from "./call_signal.ts";
import type { AnyContext, MatchedRoute, RawBody, ResponseSetter } from "./context.ts";
import type { ContextKey } from "./context_key.ts";
import type { Logger, RequestLog } from "./log.ts";
import { isPlainObject } from "./plain_object.ts";
import { readParams } from "./params.ts";
import { recordOfPairs } from "./query.ts";
import { RareMembers } from "./rare_members.ts";
import type { MultiRecord, TextRecord } from "./record.ts";
import { ResponseHead } from "./response_head.ts";
import { stripProto } from "./strip_proto.ts";

/** What a Context needs of its route. */
export interface ContextRoute {
  /** What handlers see as `context.route`. */
  readonly metadata: MatchedRoute;
  /** Names of the path parameters, in path order. */
  readonly paramNames: readonly string[];
  /** Whether the body is a stream, read as it comes. Default false. */
  readonly streamsBody?: boolean;
  /** Whether keys that could change a prototype are removed from JSON. Default false. */
  readonly stripsProto?: boolean;
  /** Where `context.log` writes. Default: nowhere. */
  readonly log?: Logger;
}

/** Tells what JSON may be from streams, forms and bytes. */
function isData(body: RawBody): boolean {
  return typeof body === "object" && body !== null && (Array.isArray(body) || isPlainObject(body));
}

const DISCARD: Logger = () => {};

/** Stands for what was not read: a body can be any other value, and so can what a schema gives. */
const UNREAD: unique symbol = Symbol("unread");

/**
 * The Context of one call, made for each request: seven fields, everything else on first use.
 *
 * What most requests never read sits in {@linkcode RareMembers}, so that the object stays small.
 */
export class RequestContext implements AnyContext {
  readonly #call: Call;
  readonly #route: ContextRoute;
  #params: TextRecord | typeof UNREAD;
  #query: MultiRecord | typeof UNREAD;
  #body: RawBody | typeof UNREAD;
  #head: ResponseHead | undefined;
  #rare: RareMembers | undefined;

  constructor(call: Call, route: ContextRoute) {
    this.#call = call;
    this.#route = route;
    this.#params = UNREAD;
    this.#query = UNREAD;
    this.#body = UNREAD;
  }

  get method(): string {
    return this.#call.method;
  }

  get route(): MatchedRoute {
    return this.#route.metadata;
  }

  get params(): TextRecord {
    if (this.#params === UNREAD) {
      this.#params = readParams(this.#call, this.#route.paramNames);
    }
    return this.#params;
  }

  get query(): MultiRecord {
    if (this.#query === UNREAD) this.#query = recordOfPairs(this.#call.queryPairs());
    return this.#query;
  }

  get body(): RawBody {
    if (this.#body === UNREAD) {
      this.#body = this.#stream() ?? readBody(this.#call);
      if (this.#route.stripsProto && isData(this.#body)) stripProto(this.#body);
    }
    return this.#body;
  }

  get set(): ResponseSetter {
    return this.#head ??= new ResponseHead();
  }

  get header(): (name: string) => string | undefined {
    return this.#members().header;
  }

  get cookie(): (name: string) => string | undefined {
    return this.#members().cookie;
  }

  get headers(): TextRecord {
    return this.#members().headers;
  }

  get cookies(): TextRecord {
    return this.#members().cookies;
  }

  get url(): string {
    return this.#members().url;
  }

  get path(): string {
    return this.#members().path;
  }

  get ip(): string {
    return this.#members().ip;
  }

  get id(): string {
    return this.#members().id;
  }

  /** Takes over an id that was given elsewhere. */
  set id(id: string) {
    this.#members().id = id;
  }

  get request(): Request {
    return this.#members().requestWith(() => this.#stream());
  }

  get signal(): AbortSignal {
    return this.#members().signal;
  }

  get get(): <T>(key: ContextKey<T>) => T {
    return this.#members().provided.get;
  }

  get provide(): <T>(key: ContextKey<T>, value: NoInfer<T>) => void {
    return this.#members().provided.provide;
  }

  get log(): RequestLog {
    return this.#members().logOn(this.#route.log ?? DISCARD);
  }

  /** Aborts `signal`; the first cause counts. */
  abort(cause: AbortCause): void {
    this.#members().abort(cause);
  }

  /** False once the call was answered or given up. */
  get isOpen(): boolean {
    return this.#call.isOpen;
  }

  /** Puts what a schema gave in the place of what has arrived. */
  fill(part: "params" | "query" | "headers" | "cookies" | "body", value: unknown): void {
    // Only the handler reads them from here on, and its type is that of the schemas.
    if (part === "params") this.#params = value as TextRecord;
    else if (part === "query") this.#query = value as MultiRecord;
    else if (part === "body") this.#body = value as RawBody;
    else this.#members().fill(part, value);
  }

  /** Status and headers set so far, for `respond`; undefined where the handler set none. */
  get head(): ResponseHead | undefined {
    return this.#head;
  }

  /** The one stream of the body, where the route reads it as such. */
  #stream(): ReadableStream<Uint8Array> | undefined {
    if (!this.#route.streamsBody) return undefined;
    if (this.#body === UNREAD) this.#body = streamOf(this.#call.bodySource());
    // On such a route it is never anything else.
    return this.#body as ReadableStream<Uint8Array>;
  }

  #members(): RareMembers {
    return this.#rare ??= new RareMembers(this.#call);
  }
}
