/**
 * Collects replies and hands them over together.
 *
 * @module
 */

import type { NativeServer } from "./addon.ts";
import { type HeadTemplates, NO_TEMPLATE } from "./head_templates.ts";
import { REPLY_WORDS } from "./record.ts";

/** Replies handed over at the latest together: the first one waits for the last. */
const COMMIT_AT = 16;
/** Text handed over at the latest together, in UTF-16 units. */
const TEXT_AT = 64 * 1_024;
/** Bodies from this length on travel alone, in UTF-16 units. */
const LARGE_BODY = 16 * 1_024;

/** The part of the addon that takes replies. */
export type NativeReplies = Pick<NativeServer, "commit" | "commitBytes" | "openReply">;

/** Names a call on both sides of the border. */
export interface Ticket {
  readonly slot: number;
  readonly generation: number;
}

/** Replies of one server that are not handed over yet. */
export class ReplyBuffer {
  readonly #native: NativeReplies;
  readonly #templates: HeadTemplates;
  readonly #words = new Uint32Array(COMMIT_AT * REPLY_WORDS);
  readonly #single = new Uint32Array(REPLY_WORDS);
  #count = 0;
  #text = "";

  constructor(native: NativeReplies, templates: HeadTemplates) {
    this.#native = native;
    this.#templates = templates;
  }

  /** Whether there is nothing to hand over. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Adds a reply; hands over what is full. */
  add(ticket: Ticket, status: number, head: string, body: string | Uint8Array): void {
    const template = this.#templates.numberOf(head);
    const kind = status | (template ?? NO_TEMPLATE) << 16;
    const inlineHead = template === undefined ? head : "";
    if (typeof body !== "string") return this.#sendBytes(ticket, kind, inlineHead, body);
    if (travelsAlone(body)) return this.#sendText(ticket, kind, inlineHead, body);
    write(this.#words, this.#count * REPLY_WORDS, ticket, kind, inlineHead.length, body.length);
    this.#text += inlineHead.length === 0 ? body : inlineHead + body;
    this.#count++;
    if (this.#count === COMMIT_AT || this.#text.length >= TEXT_AT) this.flush();
  }

  /**
   * Hands over the head of a reply whose body is a stream. Returns the stream's number; null where
   * too many are open, and the addon has answered 503.
   */
  open(ticket: Ticket, status: number, head: string, heartbeat: number): number | null {
    const template = this.#templates.numberOf(head);
    const inlineHead = template === undefined ? head : "";
    const kind = status | (template ?? NO_TEMPLATE) << 16;
    write(this.#single, 0, ticket, kind, inlineHead.length, 0);
    return this.#native.openReply(this.#single, inlineHead, heartbeat);
  }

  #sendBytes(ticket: Ticket, kind: number, head: string, body: Uint8Array): void {
    write(this.#single, 0, ticket, kind, head.length, 0);
    this.#native.commitBytes(this.#single, head, body);
  }

  #sendText(ticket: Ticket, kind: number, head: string, body: string): void {
    write(this.#single, 0, ticket, kind, head.length, body.length);
    this.#native.commit(this.#single, 1, head + body, head.length + body.length);
  }

  /** Hands over all there is. */
  flush(): void {
    if (this.#count === 0) return;
    const count = this.#count;
    const text = this.#text;
    this.#count = 0;
    this.#text = "";
    this.#native.commit(this.#words, count, text, text.length);
  }
}

/** A large body; or one whose last half of a surrogate pair would join the first of the next body. */
function travelsAlone(body: string): boolean {
  if (body.length >= LARGE_BODY) return true;
  const last = body.charCodeAt(body.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

function write(
  words: Uint32Array,
  at: number,
  ticket: Ticket,
  kind: number,
  headLength: number,
  bodyLength: number,
): void {
  words[at] = ticket.slot;
  words[at + 1] = ticket.generation;
  words[at + 2] = kind;
  words[at + 3] = headLength;
  words[at + 4] = bodyLength;
}
