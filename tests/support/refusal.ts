import { UsageError } from "../../src/http/usage_error.ts";

/** Runs what must throw a UsageError, and returns it. */
export function refusal(run: () => unknown): UsageError {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("Nothing was refused");
}
