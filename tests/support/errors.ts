/**
 * Errors that a program is to get, with the code and the words that name cause and cure.
 *
 * @module
 */
import * as assert from "uvu/assert";

/** What an error must be. */
export interface ExpectedError {
  readonly code: string;
  /** Parts of its message, in any order. */
  readonly says: readonly string[];
}

/** Checks what a promise rejects with, and returns it. */
export async function expectRejection(
  promise: Promise<unknown>,
  expected: ExpectedError,
): Promise<Error> {
  return check(await promise.then(() => undefined, (reason) => reason), expected);
}

/** Checks what a function throws, and returns it. */
export function expectThrow(run: () => unknown, expected: ExpectedError): Error {
  return check(thrownBy(run), expected);
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

function check(error: unknown, { code, says }: ExpectedError): Error {
  assert.instance(error, Error);
  // Just asserted.
  const { message, code: actual } = error as Error & { readonly code?: unknown };
  assert.is(actual, code, message);
  for (const part of says) assert.match(message, part);
  return error as Error;
}
