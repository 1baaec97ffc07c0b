/** Reads how many tests passed and failed out of what test runners print. */

/** Passed and failed tests. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Adds counts up. */
export function sum(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  };
}

/**
 * Count of one uvu file. A file that was killed, crashed after its summary, or ran no test at all
 * has one failure at least.
 */
export function countUvu(output: string, status: number | string): Count {
  const text = stripColors(output);
  const total = summaryValue(text, "Total");
  const passed = summaryValue(text, "Passed");
  const failed = total - passed - summaryValue(text, "Skipped");
  return { passed, failed: total > 0 && status === 0 ? failed : Math.max(failed, 1) };
}

/** The last value under a label: the summary ends the output, whatever a test has printed. */
function summaryValue(text: string, label: string): number {
  const found = [...text.matchAll(new RegExp(`^ +${label}: +(\\d+)$`, "gm"))].at(-1);
  return Number(found?.[1] ?? 0);
}

/** Count of one `cargo test`; a build that failed is one failure. */
export function countCargo(output: string, status: number | string): Count {
  const lines = stripColors(output).matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm);
  const counts = [...lines].map(([, passed, failed]) => ({
    passed: Number(passed),
    failed: Number(failed),
  }));
  const { passed, failed } = sum(counts);
  return { passed, failed: passed > 0 && status === 0 ? failed : Math.max(failed, 1) };
}

function stripColors(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\u001b\[[\d;]*m/g, "");
}
