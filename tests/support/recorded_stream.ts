/**
 * A stream that tells what was done to it, in the forms that a program may return.
 *
 * @module
 */

/** A source of chunks and what became of it. */
export interface RecordedSource {
  readonly chunks: ReadableStream<unknown> | AsyncIterable<unknown>;
  /** Chunks that were asked for. */
  asked: number;
  /** Times it was told that nobody wants more: `cancel()`, or `return()`. */
  stopped: number;
}

/** A kind of source, and what makes one; chunk `i` is what `give` returns for it, undefined ends it. */
export type SourceKind = readonly [
  name: string,
  make: (give: (index: number) => unknown) => RecordedSource,
];

/** The kind whose first chunk an answer waits for. */
export const ITERATOR: SourceKind = ["an async iterator", recordIterator];
/** The kind that is answered with at once. */
export const STREAM: SourceKind = ["a ReadableStream", recordStream];
/** A source of each kind. */
export const SOURCES: readonly SourceKind[] = [STREAM, ITERATOR];

function recordStream(give: (index: number) => unknown): RecordedSource {
  const chunks = new ReadableStream({
    async pull(controller) {
      const chunk = await give(source.asked++);
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    cancel() {
      source.stopped += 1;
    },
  }, { highWaterMark: 0 });
  const source: RecordedSource = { chunks, asked: 0, stopped: 0 };
  return source;
}

function recordIterator(give: (index: number) => unknown): RecordedSource {
  const iterator: AsyncIterator<unknown> = {
    async next() {
      const value = await give(source.asked++);
      return { done: value === undefined, value };
    },
    return() {
      source.stopped += 1;
      return Promise.resolve({ done: true, value: undefined });
    },
  };
  const source = { chunks: { [Symbol.asyncIterator]: () => iterator }, asked: 0, stopped: 0 };
  return source;
}
