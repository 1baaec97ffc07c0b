import type { BodyKind, Call } from "../../src/http/call.ts";
import type { FormPart, ReplyStreamOptions } from "../../src/http/streams.ts";
import { MemorySink } from "./memory_sink.ts";
import { MemorySource } from "./memory_source.ts";

/** What a fake call carries; all but the route is optional. */
export interface FakeRequest {
  readonly route?: number;
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly params?: readonly string[];
  /** Names in lower case, in wire order; a name may stand twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
  readonly peer?: string;
  readonly parts?: readonly FormPart[];
  /** What `bodySource()` gives; the body as one chunk where absent. */
  readonly source?: MemorySource;
}

/** A reply as the call received it. */
export interface RecordedReply {
  readonly status: number;
  /** Header values by name, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
}

/** The head of a streamed reply and where its body goes, as the call received them. */
export interface RecordedStream extends Omit<RecordedReply, "body"> {
  readonly sink: MemorySink;
}

/** A Call in memory: it records its reply, and closes its readers then, as the bridge's calls do. */
export class FakeCall implements Call {
  readonly route: number;
  readonly method: string;
  readonly bodyLength: number;
  readonly bodyKind: BodyKind;
  context: unknown = undefined;
  isOpen = true;
  /** Whether the server has given it up, which `awaitExpiry` tells. */
  isGivenUp = false;
  /** The reply, once there is one. */
  replied: RecordedReply | undefined = undefined;
  /** The streamed reply, once there is one. */
  streamed: RecordedStream | undefined = undefined;
  /** Replies given after the first; the bridge drops and counts them. */
  dropped = 0;
  /** Promises given to `settle`. */
  readonly settled: Promise<unknown>[] = [];
  /** Names of the readers that were called, in order. */
  readonly reads: string[] = [];
  readonly #request: FakeRequest;
  readonly #body: Uint8Array;

  constructor(request: FakeRequest = {}) {
    const { body = "" } = request;
    this.#request = request;
    this.#body = typeof body === "string" ? new TextEncoder().encode(body) : body;
    this.route = request.route ?? 0;
    this.method = request.method ?? "GET";
    this.bodyLength = this.#body.length;
    this.bodyKind = kindOf(request, this.#headersNamed(request, "content-type")[0]);
  }

  param(index: number): string {
    const value = this.#read("param").params?.[index];
    if (value === undefined) throw new RangeError(`No path parameter ${index}`);
    return value;
  }

  path(): string {
    return this.#read("path").path ?? "/";
  }

  query(): string {
    return this.#read("query").query ?? "";
  }

  queryPairs(): string {
    return encodePairs(this.#read("queryPairs").query ?? "");
  }

  header(name: string): string | undefined {
    const values = this.#headersNamed(this.#read("header"), name);
    return values.length === 0 ? undefined : values.join(name === "cookie" ? "; " : ", ");
  }

  headers(): string {
    const { headers = [] } = this.#read("headers");
    return headers.map(([name, value]) => `${name}\0${value}\0`).join("");
  }

  bodyText(): string {
    this.#read("bodyText");
    return this.#text();
  }

  bodyPairs(): string {
    this.#read("bodyPairs");
    return this.bodyKind === "pairs" ? encodePairs(this.#text()) : "";
  }

  bodyBytes(): Uint8Array {
    this.#read("bodyBytes");
    return this.#body.slice();
  }

  bodySource(): MemorySource {
    return this.#read("bodySource").source ?? new MemorySource([this.#body]);
  }

  formParts(): readonly FormPart[] | undefined {
    return this.#read("formParts").parts;
  }

  peer(): string {
    return this.#read("peer").peer ?? "127.0.0.1";
  }

  settle(promise: Promise<unknown>): void {
    this.settled.push(promise);
  }

  awaitExpiry(): boolean {
    return this.isGivenUp;
  }

  reply(status: number, head: string, body: string | Uint8Array): void {
    if (!this.isOpen) {
      this.dropped += 1;
      return;
    }
    this.isOpen = false;
    this.replied = { status, headers: pairsOf(head), body };
  }

  replyStream(status: number, head: string, options: ReplyStreamOptions): MemorySink {
    const sink = new MemorySink(options);
    if (this.isOpen) this.streamed = { status, headers: pairsOf(head), sink };
    else sink.disconnect();
    this.isOpen = false;
    return sink;
  }

  /** Closes the call as a deadline or a client that went away would. */
  expire(): void {
    this.isOpen = false;
    this.isGivenUp = true;
  }

  #text(): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#body);
  }

  #read(reader: string): FakeRequest {
    if (!this.isOpen) throw new CallClosed(reader);
    this.reads.push(reader);
    return this.#request;
  }

  #headersNamed({ headers = [] }: FakeRequest, wanted: string): string[] {
    return headers.filter(([name]) => name === wanted).map(([, value]) => value);
  }
}

/** The kind by a content type that is well-formed. */
function kindOf({ parts, source }: FakeRequest, type = ""): BodyKind {
  if (parts !== undefined) return "form";
  if (source !== undefined) return "stream";
  const essence = type.split(";")[0]?.toLowerCase() ?? "";
  if (/^(application|text)\/json$|\+json$/.test(essence)) return "json";
  if (essence.startsWith("text/")) return "text";
  return essence === "application/x-www-form-urlencoded" ? "pairs" : "bytes";
}

/** The pairs of a well-formed query or form as the server hands them over. */
function encodePairs(query: string): string {
  const encode = (text: string) => text.replaceAll("%", "%25").replaceAll("\0", "%00");
  const pairs = [...new URLSearchParams(query)];
  return pairs.map(([name, value]) => `${encode(name)}\0${encode(value)}\0`).join("");
}

class CallClosed extends Error {
  readonly code = "SPK_CALL_CLOSED";

  constructor(reader: string) {
    super(`SPK_CALL_CLOSED: "${reader}" was read after the reply: read it before`);
  }
}

function pairsOf(head: string): [string, string][] {
  const fields = head.split("\0");
  if (fields.pop() !== "") throw new Error("The head of the reply does not end in NUL");
  const pairs: [string, string][] = [];
  while (fields.length > 0) {
    const [name, value] = fields.splice(0, 2);
    if (name === undefined || value === undefined) throw new Error("The head has half a header");
    pairs.push([name, value]);
  }
  return pairs;
}
