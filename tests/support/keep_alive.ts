/**
 * A client of one keep-alive connection, cheap enough to tell one server's microseconds from
 * another's.
 *
 * @module
 */
import { connect as connectSocket, type Socket } from "node:net";

interface Waiting {
  readonly resolve: (status: number) => void;
  readonly reject: (cause: Error) => void;
}

/** Opens a connection to a server on this machine. Rejects where nobody listens. */
export function connect(port: number): Promise<KeepAlive> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => resolve(new KeepAlive(socket)));
  });
}

/** One connection with at most one request under way. */
export class KeepAlive {
  readonly #socket: Socket;
  #received = "";
  #isLast = false;
  #waiting: Waiting | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#take(text));
    socket.on("error", (cause) => this.#fail(cause));
    socket.on("close", () => this.#fail(new Error("The server closed the connection")));
  }

  /** Whether the last answer said that the server closes the connection. */
  get isLast(): boolean {
    return this.#isLast;
  }

  /** Sends one whole request, in ASCII, and resolves to the status once the answer has come. */
  exchange(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  /** Ends the connection; an exchange under way rejects, with `cause` where there is one. */
  close(cause?: Error): void {
    this.#socket.destroy(cause);
  }

  #take(text: string): void {
    this.#received += text;
    const bodyStart = this.#received.indexOf("\r\n\r\n") + 4;
    if (bodyStart < 4) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#received)?.[1];
    if (length === undefined) return this.#fail(new Error("The answer has no content-length"));
    if (this.#received.length < bodyStart + Number(length)) return;
    const status = Number(this.#received.slice(9, 12));
    this.#isLast = /\r\nconnection: *close\r\n/i.test(this.#received.slice(0, bodyStart));
    this.#received = "";
    this.#settle()?.resolve(status);
  }

  #fail(cause: Error): void {
    this.#settle()?.reject(cause);
  }

  #settle(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}
