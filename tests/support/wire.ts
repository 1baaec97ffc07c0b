/**
 * One connection as bytes, for what must be seen exactly as it is on the wire.
 *
 * @module
 */
import { connect } from "node:net";
import { within } from "./waiting.ts";

/** Sends text (latin1) on a connection of its own; resolves to all that comes until the server ends it. */
export function talk(port: number, text: string): Promise<string> {
  const received = new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let answer = "";
    socket.setEncoding("latin1").on("data", (part: string) => answer += part);
    socket.once("connect", () => socket.write(text, "latin1"));
    socket.once("error", reject);
    socket.once("close", () => resolve(answer));
  });
  return within("The end of the connection", received);
}
