/**
 * Checks that a server gives the right answers before anybody counts them.
 *
 * @module
 */
import { type Load, LOADS } from "./loads.ts";
import type { RunningServer } from "./server.ts";

/** Throws, with what came instead, where a load is not answered as every contender must. */
export async function checkAnswers({ port }: RunningServer): Promise<void> {
  for (const load of Object.values(LOADS)) {
    const found = await ask(load, port);
    const wanted = `200 application/json ${load.answer}`;
    if (found === wanted) continue;
    throw new Error(`It answers ${load.method} ${load.path} with "${found}", not "${wanted}"`);
  }
}

async function ask({ method, path, body }: Load, port: number): Promise<string> {
  const headers = { "content-type": "application/json", connection: "close" };
  const init = body === "" ? { method } : { method, body, headers };
  const signal = AbortSignal.timeout(5_000);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal });
  const type = response.headers.get("content-type")?.split(";")[0];
  return `${response.status} ${type} ${await response.text()}`;
}
