import type { Call } from "../http/call.ts";
import type { RestOfStream } from "../streaming/prompt.ts";
import type { AwaitedStreams } from "./awaited_streams.ts";

/** A body as it was read so far. */
type ReadBody = Uint8Array | RestOfStream;

/** The call that waits for a body. */
interface Waiting {
  readonly call: Call;
  readonly route: { readonly awaited: AwaitedStreams };
}

const CODING = "content-encoding";
/** RFC 1952, RFC 1950 with the usual window, RFC 8878: what is still coded begins so. Brotli has no mark. */
const BEGINNINGS: ReadonlyMap<string, readonly (readonly number[])[]> = new Map([
  ["gzip", [[0x1f, 0x8b]]],
  ["x-gzip", [[0x1f, 0x8b]]],
  ["deflate", [[0x78, 0x01], [0x78, 0x5e], [0x78, 0x9c], [0x78, 0xda]]],
  ["zstd", [[0x28, 0xb5, 0x2f, 0xfd]]],
  ["br", []],
]);

const LONGEST_MARK = 4;

/**
 * The content coding that a Response of `fetch` names. `fetch` decodes the body and leaves the header
 * (Fetch standard, "HTTP-network fetch"): a client would decode a second time. Which codings it knows is
 * different in each runtime, so the first bytes tell whether it did.
 */
export class FetchedCoding {
  readonly #marks: readonly (readonly number[])[];
  #isCoded = false;

  private constructor(marks: readonly (readonly number[])[]) {
    this.#marks = marks;
  }

  /** Undefined for a Response that the program made itself, and for codings that nobody decodes. */
  static of({ url, headers }: Response): FetchedCoding | undefined {
    const value = url === "" ? null : headers.get(CODING);
    if (value === null) return undefined;
    const marks = value.toLowerCase().split(",").map((coding) => BEGINNINGS.get(coding.trim()));
    // Where one of several is unknown, none is taken off; the last one is the outermost.
    const last = marks.at(-1);
    return last === undefined || marks.includes(undefined) ? undefined : new FetchedCoding(last);
  }

  /** Waits until the body has begun, and returns it; stops it where the call expires meanwhile. */
  async look(reading: Promise<ReadBody>, waiting: Waiting): Promise<ReadBody> {
    const body = await reading;
    const first = body instanceof Uint8Array ? body : await begin(body, waiting);
    this.#isCoded = this.#marks.some((mark) => mark.every((byte, index) => first[index] === byte));
    return body;
  }

  /** Leaves the header out of these pairs where it is not true any more. */
  correct(headers: readonly string[]): readonly string[] {
    if (this.#isCoded) return headers;
    return headers.filter((_, index) => headers[index - index % 2] !== CODING);
  }
}

async function begin(body: RestOfStream, { call, route }: Waiting): Promise<Uint8Array> {
  // A body that fails when it is stopped has failed for nobody.
  route.awaited.add(call, () => void body.return().catch(() => {}));
  try {
    return await body.begin(LONGEST_MARK);
  } finally {
    route.awaited.delete(call);
  }
}
