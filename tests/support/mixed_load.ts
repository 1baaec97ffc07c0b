import * as assert from "uvu/assert";
import { MIXED_CASES } from "./mixed_app.ts";

const CLIENTS = 32;

/**
 * Sends so many requests of every kind to a program with the mixed routes, some of them at the same
 * time. Rejects where an answer is not that of its request.
 */
export async function sendMixed(port: number, requests: number): Promise<void> {
  let sent = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (sent < requests) await sendOne(port, sent++);
  }));
}

async function sendOne(port: number, index: number): Promise<void> {
  const id = `id-${index}`;
  const { path, init, status, answer } = MIXED_CASES[index % MIXED_CASES.length]!;
  const response = await fetch(`http://127.0.0.1:${port}${path}/${id}`, init?.(id));
  const text = await response.text();
  assert.is(response.status, status, `${path} was answered ${response.status}: ${text}`);
  if (status === 200) assert.is(text, answer(id), path);
  else assert.ok(text.includes(answer(id)), `${path} was answered ${text}`);
}
