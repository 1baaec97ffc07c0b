// Run by console_test.ts as a process of its own.
import { setTimeout } from "node:timers/promises";
import { writeLine } from "../../../src/runtime/console.ts";

for (const round of [1, 2]) {
  writeLine("stderr", "x".repeat(100_000));
  writeLine("stdout", `out ${round}`);
  await setTimeout(50);
}
writeLine("stdout", "end");
