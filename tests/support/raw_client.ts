/**
 * A client of one connection that sends exactly what it is told, and reads the answers in order.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { connect as connectSocket, type Socket } from "node:net";
import { within } from "./waiting.ts";

/** One answer of a server. */
export interface RawResponse {
  readonly status: number;
  /** Values by lower-case name; the last one where a name stands twice. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

interface Receiver {
  readonly resolve: (response: RawResponse) => void;
  readonly reject: (cause: Error) => void;
}

/** Opens a connection to a server on this machine. Rejects where nobody listens. */
export function connectRaw(port: number): Promise<RawClient> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ port, host: "127.0.0.1", noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => resolve(new RawClient(socket)));
  });
}

/** Opens several connections at once. */
export function connectMany(port: number, count: number): Promise<RawClient[]> {
  return Promise.all(Array.from({ length: count }, () => connectRaw(port)));
}

/** Head of a GET request without further headers. */
export function getRequest(target: string): string {
  return `GET ${target} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
}

/** A POST request with a text as its body, of the type `text/plain` unless another is said. */
export function postRequest(
  target: string,
  body: string,
  { type = "text/plain" }: { readonly type?: string } = {},
): string {
  const length = new TextEncoder().encode(body).length;
  return `POST ${target} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\n` +
    `content-length: ${length}\r\n\r\n${body}`;
}

/** Body of an answer as text; bytes that are not UTF-8 are an error. */
export function textOf({ body }: RawResponse): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
}

/** Body of an answer as JSON. */
export function jsonOf(response: RawResponse): unknown {
  return JSON.parse(textOf(response));
}

/** One connection. Reads answers framed by a length, and those without a body. */
export class RawClient {
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #receivers: Receiver[] = [];
  readonly #responses: RawResponse[] = [];
  #received: Buffer = Buffer.alloc(0);
  #isClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes: Buffer) => this.#take(bytes));
    // What the error says shows in what was not answered.
    socket.on("error", () => {});
    this.closed = new Promise((resolve) =>
      socket.on("close", () => {
        this.#end();
        resolve();
      })
    );
  }

  /** Sends bytes or UTF-8 text. */
  send(data: string | Uint8Array): void {
    this.#socket.write(data);
  }

  /** Resolves to the next answer. Rejects where the connection ends before it, or nothing comes. */
  receive(): Promise<RawResponse> {
    const response = this.#responses.shift();
    if (response !== undefined) return Promise.resolve(response);
    if (this.#isClosed) return Promise.reject(new Error("The connection was closed"));
    const received = new Promise<RawResponse>((resolve, reject) => {
      this.#receivers.push({ resolve, reject });
    });
    return within("An answer", received);
  }

  /** Sends a request and resolves to its answer. */
  exchange(request: string | Uint8Array): Promise<RawResponse> {
    this.send(request);
    return this.receive();
  }

  /** Ends the connection at once, and resolves when it has ended. */
  close(): Promise<void> {
    this.#socket.destroy();
    return this.closed;
  }

  #take(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    for (let response = this.#parse(); response !== null; response = this.#parse()) {
      const receiver = this.#receivers.shift();
      if (receiver === undefined) this.#responses.push(response);
      else receiver.resolve(response);
    }
  }

  #parse(): RawResponse | null {
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return null;
    const [statusLine = "", ...fields] = this.#received.toString("latin1", 0, headEnd)
      .split("\r\n");
    const headers = new Map(fields.map(fieldOf));
    const bodyStart = headEnd + 4;
    const end = bodyStart + Number(headers.get("content-length") ?? 0);
    if (this.#received.length < end) return null;
    const body = this.#received.subarray(bodyStart, end);
    this.#received = this.#received.subarray(end);
    return { status: Number(statusLine.slice(9, 12)), headers, body };
  }

  #end(): void {
    this.#isClosed = true;
    const cause = new Error("The connection was closed before the answer");
    for (const { reject } of this.#receivers.splice(0)) reject(cause);
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
