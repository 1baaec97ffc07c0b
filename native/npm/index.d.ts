// Generated from the doc comments of native/src/bridge by scripts/check_generated.ts --write

/** Version of this package, which its addon has too. */
export declare const version: string;

/** An answer to GET and HEAD that stays the same while the server runs. */
export interface NativeDocument {
  /** Path without parameters. */
  path: string;
  /** Value of `Content-Type`. */
  contentType: string;
  /** Value of `Content-Security-Policy`, in place of the one of the answer headers. */
  contentSecurityPolicy?: string;
  /** The body; read before the constructor of the server returns. */
  body: Uint8Array;
}

/** One part of a `multipart/form-data` body. */
export interface NativeFormPart {
  /** Name of the field. */
  name: string;
  /** Name of the file; absent for a plain field. */
  fileName?: string;
  /** Content type; empty where the part has none. */
  contentType: string;
  /** Content, the caller's own. */
  body: Uint8Array;
}

/** Probes of one server. */
export interface NativeHealth {
  /** Path that says whether the process serves. */
  live: string;
  /** Path that says whether it is to get requests. */
  ready: string;
}

/** Limits of one server. */
export interface NativeLimits {
  /** Requests in JavaScript at a time. */
  slots: number;
  /** Milliseconds a request waits for room in JavaScript. */
  slotWait: number;
  /** Replies written piece by piece at a time; 10,000 where absent. */
  streams?: number;
  /** Open connections; 0 is the default of the server, by the number of files the process may open. */
  connections: number;
  /** Largest file of a form in bytes; 10 MiB where absent. */
  formFileLimit?: number;
}

/** One route of the table; its index is the route number of a call. */
export interface NativeRoute {
  /** Upper case, or `*` for every method. */
  method: string;
  /** Path in the grammar of the API: `/users/:id`, `/files/*rest`. */
  path: string;
  /** Largest request body in bytes; the server's limit where absent. */
  bodyLimit?: number;
  /** Milliseconds the handler may take, 0 for no limit; the server's limit where absent. */
  handlerTimeout?: number;
  /** Whether the handler reads the body piece by piece; not where absent. */
  streamsBody?: boolean;
  /** Largest file of a form in bytes; the server's limit where absent. */
  formFileLimit?: number;
  /**
   * Media types that a body may have: `application/json`, which takes any type in `+json` too, `image/*`; all, and
   * bodies without a type, where absent.
   */
  accepts?: Array<string>;
  /** Whether JSON bodies may have a key `__proto__`, or `prototype` in a `constructor`; 400 where absent. */
  keepsProto?: boolean;
}

/** A server that listens, and the JavaScript side of its bridge. All methods are for the thread that made it. */
export declare class NativeServer {
  /** Method of a call whose number is not in the list. */
  method(slot: number, generation: number): string;
  /** Path parameter of a call, percent-decoded. */
  param(slot: number, generation: number, index: number): string;
  /** Normalised path of a call, percent-encoded. */
  path(slot: number, generation: number): string;
  /** Raw query of a call. */
  query(slot: number, generation: number): string;
  /** Pairs of the query of a call, decoded: name NUL value NUL for each; within them `%` is `%25` and NUL `%00`. */
  queryPairs(slot: number, generation: number): string;
  /** Pairs of the urlencoded form that is the body of a call, as those of its query. */
  bodyPairs(slot: number, generation: number): string;
  /** Address of the peer of a call. */
  peer(slot: number, generation: number): string;
  /** Values of one header of a call, joined by ", " (Cookie by "; "); null if it has none. The name is lower case. */
  header(slot: number, generation: number, name: string): string | null;
  /** All headers of a call: name NUL value NUL, and so on. */
  headers(slot: number, generation: number): string;
  /** Body of a call as text. It is UTF-8 where it is JSON or text; of any other, what is not is replaced. */
  bodyText(slot: number, generation: number): string;
  /** Body of a call as bytes of the caller's own. */
  bodyBytes(slot: number, generation: number): Uint8Array;
  /**
   * Sends a request to this server without a socket; returns its number. A record tells of the answer. The head is
   * `name NUL value NUL` for each header. Throws where method or target cannot be sent.
   */
  request(method: string, target: string, head: string, body: Uint8Array): number;
  /** Headers of an answer that a record told of: `name NUL value NUL` for each; or why there is none. */
  takeAnswer(number: number): string;
  /** Gives up a request whose answer has not been taken, as a client that goes away. */
  cancelRequest(number: number): void;
  /**
   * Binds and starts to serve. Calls `wake` on this thread whenever there is something to pull, once for many requests.
   * Throws an error whose message is `CODE: cause` where it cannot bind.
   */
  constructor(settings: NativeSettings, wake: () => void);
  /** Address it listens on, without the port. */
  get host(): string;
  /** Port it listens on. */
  get port(): number;
  /**
   * Takes up to `limit` requests. Writes their records into `words` (see native/src/bridge/mod.rs) and returns the text of
   * their path parameters and queries. `drives` says whether this thread would serve the network itself while it is awake;
   * a pull then looks for what has come.
   */
  pull(words: Uint32Array, limit: number, drives: boolean): string;
  /** Text of the small JSON bodies of the last pull, one after the other. */
  bodies(): string;
  /** Called when a pull brought nothing. True if the thread may sleep: `wake` is called when there is work again. */
  park(): boolean;
  /** Hands over `count` replies: five words for each, and the text of their heads and bodies, `units` UTF-16 units long. */
  commit(words: Uint32Array, count: number, text: string, units: number): void;
  /** Hands over one reply whose body is bytes; the text is its head. */
  commitBytes(words: Uint32Array, head: string, body: Uint8Array): void;
  /** Counters since the start. */
  stats(): NativeStats;
  /** Stops gracefully, at the latest after `timeout` milliseconds. A record of its own tells when it is done. */
  close(timeout: number): void;
  /** Lets go of the event loop after the stop, so that the process can end. */
  release(): void;
  /**
   * Answers a call with a body that is written piece by piece; returns the number of the stream, or null where too many
   * are open, and the call was answered 503. The words are those of one reply, the text is its head. A comment is sent
   * after each `heartbeat` milliseconds of silence, none for 0.
   */
  openReply(words: Uint32Array, head: string, heartbeat: number): number | null;
  /** Writes a text of this many UTF-16 units; false where it was not taken, for want of room or because the stream is closed. */
  writeText(number: number, text: string, units: number): boolean;
  /** Writes bytes; returns how many were taken. A record tells when there is room for the rest. */
  writeBytes(number: number, bytes: Uint8Array): number;
  /** Ends a stream behind what was written: whole, or so that the client sees that it is not. */
  finishReply(number: number, isWhole: boolean): void;
  /** Takes the body of a call whose route reads it piece by piece; returns its number, null where there is no body. */
  openBody(slot: number, generation: number): number | null;
  /** Asks for the next chunk; a record tells when it is there, or why there is none. */
  readBody(number: number): void;
  /** The chunk that a record told of. */
  takeBody(number: number): Uint8Array | null;
  /** Gives up a body. */
  cancelBody(number: number): void;
  /** Parts of the form that is the body of a call. */
  formParts(slot: number, generation: number): Array<NativeFormPart>;
}

/** Settings of one server. */
export interface NativeSettings {
  /** Host name or address to listen on. */
  host: string;
  /** Port to listen on; 0 takes any free one. */
  port: number;
  /** Tokio threads; 0 chooses by the number of CPUs. */
  threads: number;
  /** Largest request body in bytes. */
  bodyLimit: number;
  /** Milliseconds a handler may take, 0 for no limit. */
  handlerTimeout: number;
  /** Milliseconds to go on accepting connections after a stop was asked for. */
  drainDelay: number;
  /** Number of the route that answers what no other matches. */
  fallback?: number;
  /** Paths of the probes that the server answers itself; none where absent. */
  health?: NativeHealth;
  /** What the server answers itself at paths of their own; nothing where absent. */
  documents?: Array<NativeDocument>;
  /** Whether to listen nowhere and serve only what `request` sends; not where absent. Host and port mean nothing then. */
  inProcess?: boolean;
  /**
   * Headers of every answer that the server makes itself, but for those the answer has: name NUL value NUL, and so on, at
   * most 32, one byte for each character. None where absent.
   */
  answerHeaders?: string;
  /** Header by which every answer that the server makes itself gets an id of its own; none where absent. */
  requestIdHeader?: string;
  /** The route table. */
  routes: Array<NativeRoute>;
  /** What is bounded, and how. */
  limits: NativeLimits;
  /** How long the server waits for what. */
  timeouts: NativeTimeouts;
}

/** Counters of one server since its start. */
export interface NativeStats {
  /** Connections open now. */
  connections: number;
  /** Connections accepted. */
  accepted: number;
  /** Idle connections closed to make room for new ones. */
  evicted: number;
  /** Connections closed because something did not come in time. */
  expired: number;
  /** Failed attempts to accept a connection. */
  acceptErrors: number;
  /** Answers that the server gave itself, without JavaScript. */
  nativeAnswers: number;
  /** Requests that panicked in the server, answered 500. */
  panics: number;
  /** Requests that reached JavaScript. */
  requests: number;
  /** Pulls that brought at least one request. */
  batches: number;
  /** Requests per batch, on average. */
  meanBatch: number;
  /** Requests in the largest batch. */
  maxBatch: number;
  /** Hand-overs of replies. */
  commits: number;
  /** Times the JavaScript thread was woken. */
  jsWakes: number;
  /** Times the JavaScript thread went to sleep. */
  jsParks: number;
  /** Times a Tokio thread was woken for replies. */
  tokioWakes: number;
  /** Times the JavaScript thread was lent the event loop of the network. */
  loans: number;
  /** Loans that were ended because the JavaScript thread was blocked. */
  recalls: number;
  /** Slots there are. */
  slots: number;
  /** Slots in use now. */
  slotsInUse: number;
  /** Most slots seen in use. */
  slotsHighWater: number;
  /** Requests that found no slot at once. */
  slotWaits: number;
  /** Requests refused because there was no room for them in time. */
  shed: number;
  /** Requests answered 504 because their handler took too long. */
  timedOut: number;
  /** Requests whose client went away before the reply. */
  aborted: number;
  /** Replies dropped because they came too late. */
  lateReplies: number;
  /** Wakes called again because they stayed unanswered. */
  revivals: number;
  /** Streamed replies open now. */
  streams: number;
  /** Streamed replies begun. */
  streamsOpened: number;
  /** Streamed replies whose client did not get all: it went away, or the handler failed. */
  streamsAborted: number;
  /** Bytes of streamed replies that wait for their connections now. */
  queuedBytes: number;
  /** Most bytes of one streamed reply that ever waited. */
  queuedBytesHighWater: number;
  /** Bodies that are read piece by piece now: of requests, and of answers to this process. */
  bodySources: number;
  /** How long the oldest request of each batch waited: batches up to 50 us, 100 us, 500 us, 1 ms, 10 ms, 100 ms, 1 s, and above. */
  queueDelay: Array<number>;
}

/** Timeouts of one server, in milliseconds. */
export interface NativeTimeouts {
  /** A whole request head. */
  head: number;
  /** A keep-alive connection without a request. */
  idle: number;
  /** A request body without progress. */
  body: number;
}

/** CPUs this process may use: the affinity mask, cut by the cgroup quota. */
export declare function availableCpus(): number;

/** Number of the header set written as `name NUL value NUL ...`, by which replies may name it; null if it gets none. */
export declare function internHead(head: string): number | null;
