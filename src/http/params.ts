import type { Call } from "./call.ts";
import { BareRecord, type TextRecord } from "./record.ts";

/** Reads the path parameters of a call; `names` are those of its route, in path order. */
export function readParams(call: Call, names: readonly string[]): TextRecord {
  const record = new BareRecord<string>();
  for (let i = 0; i < names.length; i++) {
    // The index is below the length.
    record[names[i] as string] = call.param(i);
  }
  return record;
}
