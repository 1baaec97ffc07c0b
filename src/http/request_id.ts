const RANDOM_BYTES = 9;

let prefix: string | undefined;
let count = 0;

/**
 * Returns a new request id: a random part per isolate, then a counter, both in base 36. It is
 * unique, not secret: it must not serve as a token.
 */
export function newRequestId(): string {
  // Drawn on first use: workers that start from a snapshot would share a value drawn on import.
  prefix ??= randomText();
  count += 1;
  return `${prefix}-${count.toString(36)}`;
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}
