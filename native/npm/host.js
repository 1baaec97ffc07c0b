/** Which build of the addon a host needs. Under Deno nothing is asked that takes a permission. */
import { libcOfReport, targetOfProcess, targetOfTriple } from "./target.js";

/** Target of a host, by its globals. */
export function hostTarget({ Deno, process }) {
  // Deno tells its build target without a permission, and node:process only with one.
  if (Deno) return targetOfTriple(Deno.build.target);
  const libc = process.platform === "linux" ? hostLibc(process) : undefined;
  return targetOfProcess(process.platform, process.arch, libc);
}

function hostLibc(process) {
  try {
    // Without this a report resolves the peers of every open socket.
    process.report.excludeNetwork = true;
    return libcOfReport(process.report.getReport());
  } catch {
    return "gnu";
  }
}
