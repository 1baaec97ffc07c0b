/**
 * A client that takes an answer as slowly as a test wants.
 *
 * @module
 */
import { connect, type Socket } from "node:net";
import { eventually } from "./waiting.ts";

/** Sends a request and reads nothing of the answer until it is told to. */
export async function connectPaused(port: number, request: string): Promise<PausedClient> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.pause();
  const client = new PausedClient(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", resolve);
  });
  socket.write(request);
  return client;
}

/** One connection that is read by hand. */
export class PausedClient {
  /** All that was read, as latin1. */
  received = "";
  /** Whether the server has ended the connection. */
  hasEnded = false;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    // What the error says shows in what was not received.
    socket.on("error", () => {});
    socket.setEncoding("latin1").on("close", () => this.hasEnded = true);
  }

  /** Reads from now on. */
  resume(): void {
    this.#socket.on("data", (text: string) => this.received += text);
    this.#socket.resume();
  }

  /** Reads until the answer holds the text. */
  async until(text: string): Promise<void> {
    this.resume();
    await eventually(`"${text}" in the answer`, () => this.received.includes(text));
  }

  /** Sends more. */
  send(text: string): void {
    this.#socket.write(text, "latin1");
  }

  /** Resolves to the bytes that the server has not taken, once it takes no more. */
  async standstill(): Promise<number> {
    let last = -1;
    await eventually("a standstill", async () => {
      const before = last;
      last = this.#socket.writableLength;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return before === last && this.#socket.writableLength === last;
    });
    return last;
  }

  /** Hangs up. */
  hangUp(): void {
    this.#socket.destroy();
  }
}
