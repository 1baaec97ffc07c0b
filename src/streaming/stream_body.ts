import { type Chunks, isChunks } from "./source.ts";

/** One chunk as it is written: text goes out as UTF-8. */
export type Encode = (chunk: unknown) => string | Uint8Array;

/** A body that is written piece by piece, as `stream()` and `sse()` make it. */
export interface StreamBody {
  /** What gives the chunks. */
  readonly chunks: Chunks;
  /** What holds unless the program says otherwise: name, value, name, value; names in lower case. */
  readonly headers: readonly string[];
  /** Written before the first chunk; may be empty. */
  readonly opening: string;
  /** Whether the head never waits; otherwise it does for the first chunk of an iterable. */
  readonly isHeadFirst: boolean;
  /** Milliseconds of silence after which the server writes a comment by itself; 0 for never. */
  readonly heartbeat: number;
  /** Throws TypeError for what is no chunk of this body. */
  readonly encode: Encode;
}

/** The one class behind {@linkcode StreamBody}, so that a body is told from every other value. */
export class PreparedStream implements StreamBody {
  readonly chunks: Chunks;
  readonly headers: readonly string[];
  readonly opening: string;
  readonly isHeadFirst: boolean;
  readonly heartbeat: number;
  readonly encode: Encode;

  constructor({ chunks, headers, opening, isHeadFirst, heartbeat, encode }: StreamBody) {
    this.chunks = chunks;
    this.headers = headers;
    this.opening = opening;
    this.isHeadFirst = isHeadFirst;
    this.heartbeat = heartbeat;
    this.encode = encode;
  }
}

/** Every value that is sent as a stream. */
export type StreamValue = Chunks | PreparedStream;

/** Tells whether a value is sent as a stream. */
export function isStream(value: object): value is StreamValue {
  return value instanceof PreparedStream || isChunks(value);
}
