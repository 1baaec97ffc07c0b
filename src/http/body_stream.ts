import type { BodySource } from "./streams.ts";

/**
 * Makes a web-standard stream of a source. It reads when it is read, never ahead; its `cancel()` lets
 * go of the rest.
 */
export function streamOf(source: BodySource): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await source.read();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    cancel: () => source.cancel(),
  }, { highWaterMark: 0 });
}
