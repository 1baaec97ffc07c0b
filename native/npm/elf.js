/**
 * What is wrong with a shared library of Linux, by its header: one that was cut short ends the
 * process when it is loaded, and one for another CPU is said to be no file at all.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const HEADER_SIZE = 64;
/** `e_machine` of the CPUs the addon is built for (gABI, chapter 4). */
const MACHINES = { 62: "x64", 183: "arm64" };

/** Why a file cannot be the addon of a target; undefined where nothing speaks against it. */
export function elfFault(path, target) {
  if (!target.startsWith("linux-") || !mayRead(path)) return undefined;
  const file = openSync(path, "r");
  try {
    const header = new DataView(new ArrayBuffer(HEADER_SIZE));
    const read = readSync(file, header, 0, HEADER_SIZE, 0);
    return faultOf(header, { read, size: fstatSync(file).size, arch: target.split("-")[1] });
  } finally {
    closeSync(file);
  }
}

/** Deno asks at the terminal for what was not granted, and the addon needs no reading. */
function mayRead(path) {
  const permissions = globalThis.Deno?.permissions;
  return !permissions || permissions.querySync({ name: "read", path }).state === "granted";
}

function faultOf(header, { read, size, arch }) {
  if (read < HEADER_SIZE) return `It is cut short at ${size} bytes`;
  if (header.getUint32(0) !== 0x7f454c46) return "It is no shared library of Linux";
  const machine = header.getUint16(18, true);
  if (MACHINES[machine] !== arch) {
    return `It is for ${MACHINES[machine] ?? `the CPU ${machine}`}, not for ${arch}`;
  }
  // The table of sections ends the file: where it starts, its entries, and the size of one.
  const end = Number(header.getBigUint64(40, true)) +
    header.getUint16(58, true) * header.getUint16(60, true);
  return size < end ? `It is cut short at ${size} of ${end} bytes` : undefined;
}
