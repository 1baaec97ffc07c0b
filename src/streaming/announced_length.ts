import { UsageError } from "../http/usage_error.ts";

const encoder = new TextEncoder();

/**
 * Holds a body to the length that its head announces: a client would take one that is shorter for
 * cut off, and the surplus of a longer one for the next answer.
 */
export class AnnouncedLength {
  readonly #length: number;
  #left: number;

  constructor(length: number) {
    this.#length = length;
    this.#left = length;
  }

  /** Counts a chunk, and returns it as bytes. Throws TypeError `SPK_BAD_LENGTH` for a surplus. */
  take(chunk: string | Uint8Array): Uint8Array {
    const bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
    this.#left -= bytes.length;
    if (this.#left < 0) throw badLength("goes on behind", this.#length);
    return bytes;
  }

  /** Takes note of the end. Throws TypeError `SPK_BAD_LENGTH` where bytes are missing. */
  end(): void {
    if (this.#left > 0) throw badLength(`ended ${this.#left} bytes before`, this.#length);
  }
}

/** Returns the length that a head (`name NUL value NUL` for each header) announces, if it does. */
export function announcedLength(head: string): AnnouncedLength | undefined {
  if (!head.includes("content-length")) return undefined;
  const fields = head.split("\0");
  for (let i = 0; i + 1 < fields.length; i += 2) {
    if (fields[i] === "content-length") return new AnnouncedLength(Number(fields[i + 1]));
  }
  return undefined;
}

function badLength(deed: string, length: number): UsageError {
  const message = `A streamed body ${deed} the ${length} bytes of its content-length: ` +
    "announce the length it has, or none";
  return new UsageError("SPK_BAD_LENGTH", message);
}
