import type { Call, Dispatcher } from "../../src/http/call.ts";
import type { BodySource, FormPart, ReplySink } from "../../src/http/streams.ts";

const { then } = Promise.prototype;

/** A call that carries nothing, drops its reply, and costs as little as it can. */
export class NullCall implements Call {
  readonly route = 0;
  readonly method = "GET";
  readonly bodyLength = 0;
  readonly bodyKind = "bytes";
  isOpen = true;
  context: unknown = undefined;
  readonly #dispatcher: Dispatcher;
  readonly #answered: () => void;

  constructor(dispatcher: Dispatcher, answered: () => void) {
    this.#dispatcher = dispatcher;
    this.#answered = answered;
  }

  param(): string {
    return "";
  }

  path(): string {
    return "/";
  }

  query(): string {
    return "";
  }

  queryPairs(): string {
    return "";
  }

  bodyPairs(): string {
    return "";
  }

  header(): undefined {
    return undefined;
  }

  headers(): string {
    return "";
  }

  bodyText(): string {
    return "";
  }

  bodyBytes(): Uint8Array {
    return new Uint8Array();
  }

  bodySource(): BodySource {
    throw new TypeError("A null call has no body: use a FakeCall");
  }

  formParts(): readonly FormPart[] | undefined {
    return undefined;
  }

  peer(): string {
    return "";
  }

  settle(promise: Promise<unknown>): void {
    then.call(
      promise,
      (value) => this.#dispatcher.fulfilled(this, value),
      (reason) => this.#dispatcher.rejected(this, reason),
    );
  }

  awaitExpiry(): boolean {
    return false;
  }

  reply(): void {
    this.isOpen = false;
    this.#answered();
  }

  replyStream(): ReplySink {
    throw new TypeError("A null call takes no stream: use a FakeCall");
  }
}
