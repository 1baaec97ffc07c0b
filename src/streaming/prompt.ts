/**
 * Bodies that are there at once, told from those that take their time.
 *
 * @module
 */

/** Bytes of several chunks that are worth joining. */
const MAX_JOINED = 64 * 1024;
/** Most chunks of them: a stream that always has one ready would never let the turn end. */
const MAX_CHUNKS = 256;

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Read = Awaited<ReturnType<Reader["read"]>>;

/**
 * Reads a stream that ends within this turn of the event loop, and resolves to its bytes: they can be
 * sent with their length. Any other resolves to an iterable of all its chunks, those that came so far
 * included.
 *
 * Cancels the stream where nobody wants it any more. Rejects as the stream does within the turn, and
 * with TypeError for a chunk that is not bytes.
 */
export async function readPrompt(
  stream: ReadableStream<Uint8Array>,
  isWanted: () => boolean,
): Promise<Uint8Array | RestOfStream> {
  const rest = new RestOfStream(stream.getReader());
  const turn = endOfTurn();
  try {
    while (rest.isSmall && !rest.isDone && await rest.take(turn.ended));
  } finally {
    turn.forget();
  }
  if (!isWanted()) await rest.return();
  return rest.isDone ? rest.joined() : rest;
}

/** A stream of which the beginning was read. */
export class RestOfStream implements AsyncIterableIterator<Uint8Array> {
  isDone = false;
  readonly #reader: Reader;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  /** The read that the turn was too short for. */
  #pending: Promise<Read> | undefined;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  get isSmall(): boolean {
    const { length } = this.#chunks;
    return length < 2 || length < MAX_CHUNKS && this.#length <= MAX_JOINED;
  }

  /** Reads one chunk ahead, or the end; false where that takes longer than the turn. */
  async take(turn: Promise<undefined>): Promise<boolean> {
    const pending = this.#reader.read();
    const result = await Promise.race([pending, turn]);
    if (result === undefined) {
      this.#pending = pending;
      return false;
    }
    this.isDone = result.done;
    if (!result.done) this.#keep(this.#checked(result.value));
    return true;
  }

  /** All that was read ahead. */
  joined(): Uint8Array {
    const [first, second] = this.#chunks;
    if (second === undefined) return first ?? new Uint8Array();
    const whole = new Uint8Array(this.#length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return whole;
  }

  /** Reads ahead until so many bytes are there, or the end; resolves to all that is there. */
  async begin(length: number): Promise<Uint8Array> {
    while (this.#length < length && !this.isDone) {
      const result = await this.#read();
      this.isDone = result.done;
      if (!result.done) this.#keep(this.#checked(result.value));
    }
    return this.joined();
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const ahead = this.#chunks.shift();
    if (ahead !== undefined) return { done: false, value: ahead };
    const result = await this.#read();
    if (result.done) return { done: true, value: undefined };
    return { done: false, value: this.#checked(result.value) };
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    await this.#reader.cancel();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #read(): Promise<Read> {
    const pending = this.#pending ?? this.#reader.read();
    this.#pending = undefined;
    return pending;
  }

  #keep(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  #checked(chunk: Uint8Array): Uint8Array {
    if (chunk instanceof Uint8Array) return chunk;
    const fault = new TypeError("A body stream gave no Uint8Array");
    this.#reader.cancel(fault).catch(() => {});
    throw fault;
  }
}

function endOfTurn(): { readonly ended: Promise<undefined>; readonly forget: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<undefined>((resolve) =>
    timer = setTimeout(() => resolve(undefined), 0)
  );
  return { ended, forget: () => clearTimeout(timer) };
}
