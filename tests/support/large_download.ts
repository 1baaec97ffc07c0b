import { connect, type Socket } from "node:net";
import type { Buffer } from "node:buffer";
import * as assert from "uvu/assert";
import { Spikard, stream } from "../../mod.ts";
import { getRequest } from "./raw_client.ts";
import type { Serve } from "./with_server.ts";

/** A prime, so that a piece that is lost or doubled shows. */
const PERIOD = 251;
const CHUNK = Uint8Array.from({ length: 256 * PERIOD }, (_, at) => at % PERIOD);
const WINDOW = 64 * 1024;
/** Bytes between two pauses of the client, and milliseconds of each. */
const PAUSE_EVERY = 16 * 1024 * 1024;
const PAUSE = 5;

/**
 * Downloads a body of at least so many bytes from a generator, and one from a ReadableStream, by a
 * client that pauses now and then. Rejects where a byte is wrong, or where more than 64 KiB waited.
 */
export async function download(serve: Serve, bytes: number): Promise<void> {
  const count = Math.ceil(bytes / CHUNK.length);
  const length = count * CHUNK.length;
  const app = new Spikard();
  app.get("/generator", () => stream(generate(count), { length }));
  app.get("/stream", () => stream(streamOf(count), { length }));
  const server = await serve(app);
  for (const path of ["/generator", "/stream"]) {
    assert.is(await receive(server.port, path, length), length);
  }
  const { queuedBytes, queuedBytesHighWater, streamsAborted } = server.stats();
  assert.is(queuedBytes, 0);
  assert.is(streamsAborted, 0);
  assert.ok(queuedBytesHighWater <= WINDOW, `${queuedBytesHighWater} bytes waited`);
}

async function* generate(count: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < count; sent++) yield CHUNK;
}

function streamOf(count: number): ReadableStream<Uint8Array> {
  let left = count;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(CHUNK);
      else controller.close();
    },
  }, { highWaterMark: 0 });
}

/** Bytes of the body; rejects where one of them is wrong. */
function receive(port: number, path: string, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", reject);
    socket.once("connect", () => socket.write(getRequest(path)));
    socket.once("close", () => reject(new Error(`${path} broke off`)));
    socket.once("data", (first: Buffer) => {
      const body = new Body(socket, length, resolve);
      body.take(first.subarray(first.indexOf("\r\n\r\n") + 4), reject);
      socket.on("data", (piece: Buffer) => body.take(piece, reject));
    });
  });
}

/** What has come of a body so far. */
class Body {
  #received = 0;
  #nextPause = PAUSE_EVERY;
  readonly #socket: Socket;
  readonly #length: number;
  readonly #done: (received: number) => void;

  constructor(socket: Socket, length: number, done: (received: number) => void) {
    this.#socket = socket;
    this.#length = length;
    this.#done = done;
  }

  take(piece: Buffer, fail: (cause: Error) => void): void {
    const at = this.#received;
    this.#received += piece.length;
    const isRight = piece.length === 0 || piece[0] === at % PERIOD &&
        piece[piece.length - 1] === (this.#received - 1) % PERIOD;
    if (!isRight) fail(new Error(`The bytes from ${at} on are others`));
    if (this.#received >= this.#length) this.#finish();
    else if (this.#received > this.#nextPause) this.#pause();
  }

  #pause(): void {
    this.#nextPause = this.#received + PAUSE_EVERY;
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), PAUSE);
  }

  #finish(): void {
    this.#done(this.#received);
    this.#socket.destroy();
  }
}
