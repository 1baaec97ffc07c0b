import { HeaderList } from "../http/header_list.ts";
import { encodeHead, isContentHeader } from "../http/headers.ts";
import type { OutgoingReply } from "../http/hooks.ts";
import { ResponseHead } from "../http/response_head.ts";
import { checkStatus } from "../http/status.ts";
import type { StreamValue } from "../streaming/stream_body.ts";

/** What a reply carries: text or bytes as they are sent, or what gives them piece by piece. */
export type OutgoingBody = string | Uint8Array | StreamValue;

/** A reply on its way through `onSend` hooks. */
export class Outgoing implements OutgoingReply {
  readonly content: OutgoingBody;
  readonly #head: string;
  /** Read from the head when a hook asks for them. */
  #headers: HeaderList | undefined;
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
    return this.#headers ??= listOf(this.#head);
  }

  /** `name NUL value NUL` for each header. */
  get head(): string {
    return this.#headers === undefined ? this.#head : encodeHead(this.#headers.pairs);
  }

  /**
   * Status and headers for a value that is sent instead; what described the old one is left out, unless
   * a hook has set it.
   */
  headOfNext(): ResponseHead {
    const head = new ResponseHead();
    head.status(this.#status);
    const { pairs } = this.headers;
    const former = listOf(this.#head);
    for (let i = 0; i < pairs.length; i += 2) {
      // Pairs come in twos, so both indexes are below the length.
      const [name, value] = [pairs[i] as string, pairs[i + 1] as string];
      const isStale = isContentHeader(name) && former.get(name) === value;
      if (!isStale) head.headers.pairs.push(name, value);
    }
    return head;
  }
}

function listOf(head: string): HeaderList {
  const list = new HeaderList();
  list.pairs.push(...head.split("\0"));
  // The head ends in NUL, or is empty.
  list.pairs.pop();
  return list;
}
