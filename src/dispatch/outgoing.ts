import { HeaderList, pairsOf } from "../http/header_list.ts";
import { encodeHead } from "../http/headers.ts";
import type { OutgoingReply } from "../http/hooks.ts";
import { ResponseHead } from "../http/response_head.ts";
import { checkStatus } from "../http/status.ts";
import type { StreamValue } from "../streaming/stream_body.ts";
import { isOutdated } from "./replaced_headers.ts";

/** What a reply carries: text or bytes as they are sent, or what gives them piece by piece. */
export type OutgoingBody = string | Uint8Array | StreamValue;

/** A reply on its way through `onSend` hooks. */
export class Outgoing implements OutgoingReply {
  readonly content: OutgoingBody;
  readonly #head: string;
  /** Read from the head when a hook asks for them. */
  #headers: HookedHeaders | undefined;
  #status: number;

  /** Takes a head as `Call.reply` does. */
  constructor(status: number, head: string, content: OutgoingBody) {
    this.#status = status;
    this.#head = head;
    this.content = content;
  }

  get status(): number {
    return this.#status;
  }

  set status(status: number) {
    this.#status = checkStatus(status);
  }

  get body(): OutgoingBody | undefined {
    return this.content === "" ? undefined : this.content;
  }

  get headers(): HeaderList {
    return this.#ownHeaders();
  }

  /** `name NUL value NUL` for each header. */
  get head(): string {
    return this.#headers === undefined ? this.#head : encodeHead(pairsOf(this.#headers));
  }

  /** Forgets what earlier hooks have set: it was true of the body that they saw. */
  beginHook(): void {
    this.#headers?.beginHook();
  }

  /**
   * Status and headers for a value that is sent instead, without those that are not true of it; what
   * the hook has set itself is.
   */
  headOfNext(value: unknown): ResponseHead {
    const head = new ResponseHead();
    head.status(this.#status);
    const headers = this.#ownHeaders();
    const pairs = pairsOf(headers);
    for (let i = 0; i < pairs.length; i += 2) {
      // Pairs come in twos, so both indexes are below the length.
      const [name, field] = [pairs[i] as string, pairs[i + 1] as string];
      if (headers.isOfHook(name) || !isOutdated(name, field, value)) {
        pairsOf(head.headers).push(name, field);
      }
    }
    return head;
  }

  #ownHeaders(): HookedHeaders {
    return this.#headers ??= new HookedHeaders(this.#head);
  }
}

/** Headers that know which of them the hook that runs has set. */
class HookedHeaders extends HeaderList {
  #ofHook: Set<string> | undefined;

  /** Takes a head as `Call.reply` does. */
  constructor(head: string) {
    super();
    const pairs = pairsOf(this);
    pairs.push(...head.split("\0"));
    // The head ends in NUL, or is empty.
    pairs.pop();
  }

  beginHook(): void {
    this.#ofHook = undefined;
  }

  isOfHook(name: string): boolean {
    return this.#ofHook?.has(name) === true;
  }

  override set(name: string, value: string): void {
    super.set(name, value);
    (this.#ofHook ??= new Set()).add(name.toLowerCase());
  }

  override append(name: string, value: string): void {
    super.append(name, value);
    (this.#ofHook ??= new Set()).add(name.toLowerCase());
  }
}
