/**
 * What gives chunks in its own time, read one way whatever it is.
 *
 * @module
 */

/** What a streamed body is made of: a stream, or anything that `for await` takes. */
export type Chunks<T = unknown> = ReadableStream<T> | AsyncIterable<T>;

/** Chunks that are asked for one by one. */
export interface ChunkSource {
  /** Resolves to the next chunk; rejects as the program's own code does. */
  next(): Promise<IteratorResult<unknown, unknown>>;
  /** Says that no more is wanted; resolves once the source has cleaned up after itself. */
  stop(reason: unknown): Promise<unknown>;
}

/** Tells whether a value is a stream or an async iterable. */
export function isChunks(value: object): value is Chunks {
  return value instanceof ReadableStream || Symbol.asyncIterator in value;
}

/** Starts reading. Throws TypeError for a stream that is read by somebody else. */
export function openSource(chunks: Chunks): ChunkSource {
  return chunks instanceof ReadableStream ? sourceOfStream(chunks) : sourceOfIterable(chunks);
}

// Not by its iterator: that one cannot be cancelled while a read is waiting.
function sourceOfStream(stream: ReadableStream<unknown>): ChunkSource {
  if (stream.locked) throw new TypeError("The returned stream is read already: return it unread");
  const reader = stream.getReader();
  return {
    // It differs in its type only: a stream that is done has no value.
    next: () => reader.read() as Promise<IteratorResult<unknown, unknown>>,
    stop: (reason) => reader.cancel(reason),
  };
}

function sourceOfIterable(iterable: AsyncIterable<unknown>): ChunkSource {
  const iterator = iterable[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    stop: async () => {
      // Its iterator would not: neither before the first chunk, nor while it waits for one.
      if (isNodeStream(iterable)) iterable.destroy();
      await iterator.return?.();
    },
  };
}

/** Tells a Readable of Node from every other iterable. */
function isNodeStream(iterable: object): iterable is { destroy(): void } {
  return "destroy" in iterable && typeof iterable.destroy === "function" && "pipe" in iterable;
}
