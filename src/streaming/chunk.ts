/**
 * Returns a chunk of a body as text or bytes. Throws TypeError for anything else, naming what came.
 *
 * Shared memory is copied: another thread could write to it while it is being sent.
 */
export function encodeChunk(chunk: unknown): string | Uint8Array {
  if (typeof chunk === "string") return chunk;
  if (ArrayBuffer.isView(chunk)) return bytesOf(chunk);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  const kind = chunk === null ? "null" : typeof chunk;
  throw new TypeError(`A streamed body gave a chunk of the type ${kind}: give text or bytes`);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return buffer instanceof ArrayBuffer ? bytes : bytes.slice();
}
