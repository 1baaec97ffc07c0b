import { setTimeout as sleep } from "node:timers/promises";
import { connectRaw, getRequest } from "./raw_client.ts";

const CLIENTS = 64;
/** Longest time (ms) that a client stays after its last piece. */
const STAY = 8;

const LENGTH = "content-length: 100000";
const CHUNKED = "transfer-encoding: chunked";
const FORM = `${LENGTH}\r\ncontent-type: multipart/form-data; boundary=x`;
const PART = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x';
const CHUNK = "5\r\nfirst\r\n";

/** What clients send, piece by piece, before they go away. */
const LEAVING: readonly (readonly string[])[] = [
  // Nothing, or part of a head.
  [""],
  ["GET /he"],
  ["GET /here HTTP/1.1\r\n", "host: localhost\r\n"],
  [getRequest("/here") + "GET /he"],
  // Part of a body.
  [post("/whole", LENGTH), "x".repeat(1_000)],
  [post("/whole", CHUNKED), CHUNK],
  [post("/whole", FORM), PART],
  // Before the answer.
  [getRequest("/here")],
  [getRequest("/never")],
  // Half-way through the answer.
  [getRequest("/large")],
  [getRequest("/bytes")],
  [getRequest("/ticks")],
  // Half-way through a body that is read as it comes, and one that is sent back.
  [post("/read", LENGTH), "x".repeat(1_000)],
  [post("/read", CHUNKED), CHUNK, "5\r\nsec"],
  [post("/back", CHUNKED), CHUNK, CHUNK],
];

function post(path: string, framing: string): string {
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${framing}\r\n\r\n`;
}

/** Lets so many clients of a `lastingApp` go away, each in a phase and at a moment of chance. */
export async function disconnect(port: number, count: number): Promise<void> {
  let left = count;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (left-- > 0) await disconnectOne(port);
  }));
}

async function disconnectOne(port: number): Promise<void> {
  const client = await connectRaw(port);
  for (const piece of LEAVING[Math.floor(Math.random() * LEAVING.length)] ?? []) {
    if (piece !== "") client.send(piece);
    // The rest go at once, maybe before the server has seen anything.
    if (Math.random() < 0.7) await sleep(Math.random() * STAY);
  }
  await client.close();
}
