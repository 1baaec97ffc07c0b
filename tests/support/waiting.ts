/** Waiting that ends with a name for what did not come, instead of a test that hangs. */
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds; generous, since the machine may be busy with other tests. */
const LIMIT = 20_000;
const STEP = 5;

/** Resolves to what the promise does; rejects with the name of what was awaited after 20 s. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come in ${LIMIT} ms`)), LIMIT);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves once the condition holds; rejects with its name after 20 s. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + LIMIT;
  while (!await holds()) {
    if (performance.now() > end) throw new Error(`${what} did not come true in ${LIMIT} ms`);
    await sleep(STEP);
  }
}
