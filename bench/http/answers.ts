/**
 * Checks that a server gives the right answers before anybody counts them.
 *
 * @module
 */
import { serves } from "./contenders.ts";
import { type Load, LOADS } from "./loads.ts";
import type { RunningServer } from "./server.ts";

/** Throws, with what came instead, where a load is not answered as every contender must. */
export async function checkAnswers({ port, contender }: RunningServer): Promise<void> {
  for (const load of Object.values(LOADS)) {
    if (serves(contender, load.name)) await checkLoad(load, port);
  }
}

async function checkLoad(load: Load, port: number): Promise<void> {
  const right = `200 application/json ${load.answer}`;
  await expect(load, { port, wanted: right });
  for (const { body, isRefused } of load.trials ?? []) {
    await expect({ ...load, body }, { port, wanted: isRefused ? "4xx" : right });
  }
}

interface Expectation {
  readonly port: number;
  /** Status, content type and body, or `4xx`. */
  readonly wanted: string;
}

async function expect(load: Load, { port, wanted }: Expectation): Promise<void> {
  const found = await ask(load, port);
  if (wanted === "4xx" ? found.startsWith("4") : found === wanted) return;
  const { method, path, body } = load;
  throw new Error(`It answers ${method} ${path} ${body} with "${found}", not "${wanted}"`);
}

async function ask({ method, path, body }: Load, port: number): Promise<string> {
  const headers = { "content-type": "application/json", connection: "close" };
  const init = body === "" ? { method } : { method, body, headers };
  const signal = AbortSignal.timeout(5_000);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal });
  const type = response.headers.get("content-type")?.split(";")[0];
  return `${response.status} ${type} ${await response.text()}`;
}
