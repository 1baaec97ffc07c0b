import type { ContextKey } from "./context_key.ts";
import type { RequestLog } from "./log.ts";
import type { MultiRecord, TextRecord } from "./record.ts";
import type { CookieOptions } from "./set_cookie.ts";

/** The route that answers a request. */
export interface MatchedRoute {
  /** Upper case, or `*` for every method. */
  readonly method: string;
  /** Path as registered, prefixes included: `/users/:id`. */
  readonly path: string;
  /** Given name, else the handler's, else method and path. */
  readonly name: string;
  /** Tags of the route and of its controller. */
  readonly tags: readonly string[];
}

/** Status, headers and cookies for a handler that returns a plain value. */
export interface ResponseSetter {
  /** Sets the status, 200 to 599; throws RangeError `SPK_BAD_STATUS` otherwise. */
  status(code: number): void;
  /** Sets one header, replacing an earlier value; throws TypeError `SPK_BAD_HEADER`. */
  header(name: string, value: string): void;
  /** Adds one cookie, replacing an earlier one of that name; throws TypeError `SPK_BAD_COOKIE`. */
  cookie(name: string, value: string, options?: CookieOptions): void;
}

/**
 * The members every Context has, whatever its route declares. All are read on first use and may be
 * destructured. Once the reply is sent, a member not read before throws `SPK_CALL_CLOSED`.
 */
export interface ContextMembers {
  /** Request method, upper case. */
  readonly method: string;
  /** Absolute URL, with the host as the request names it. */
  readonly url: string;
  /** Normalised path, percent-encoded, without the query. */
  readonly path: string;
  /** The matched route. */
  readonly route: MatchedRoute;
  /** Id of this request, as logs and 500 answers show it. */
  readonly id: string;
  /** Address of the connected peer, without the port. */
  readonly ip: string;
  /** The web-standard Request, body included; it aborts with `signal`. */
  readonly request: Request;
  /** One request header, by name in any case; repeated ones are joined by `", "`. */
  readonly header: (name: string) => string | undefined;
  /** One request cookie, percent-decoded. */
  readonly cookie: (name: string) => string | undefined;
  /** Status, headers and cookies of the response; a returned Response or helper goes before them. */
  readonly set: ResponseSetter;
  /**
   * Aborts when the client goes away, when the handler misses its deadline (`TimeoutError`), when the
   * stream of the reply fails, and near the end of a shutdown. Hand it to whatever waits: `fetch(url, { signal })`.
   */
  readonly signal: AbortSignal;
  /** What was provided under the key; throws TypeError `SPK_NOT_PROVIDED` where nothing was. */
  readonly get: <T>(key: ContextKey<T>) => T;
  /** Keeps a value for whatever runs later for this request, in place of an earlier one. */
  readonly provide: <T>(key: ContextKey<T>, value: NoInfer<T>) => void;
  /** Log of the framework, each line with the id of this request. */
  readonly log: RequestLog;
}

/**
 * A body that no schema has checked: a JSON value, a record, FormData, text, bytes, a stream, or
 * undefined where it is empty. It may be returned as it is.
 */
export type RawBody = object | string | number | boolean | null | undefined;

/** The Context of any route, its inputs as they arrive: what middleware and error handlers get. */
export interface AnyContext extends ContextMembers {
  /** Path parameters, percent-decoded. */
  readonly params: TextRecord;
  /** Query, percent-decoded. */
  readonly query: MultiRecord;
  /** All request headers, names in lower case. */
  readonly headers: TextRecord;
  /** All request cookies, percent-decoded. */
  readonly cookies: TextRecord;
  /** Body by its content type: JSON parsed, a form as a record, text as a string, else bytes. */
  readonly body: RawBody;
}
