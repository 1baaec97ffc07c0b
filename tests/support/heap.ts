/** The heap of this process, measured after its garbage was collected. */
import process from "node:process";
import v8 from "node:v8";
import vm from "node:vm";

interface BunNamespace {
  gc(force: boolean): void;
}

/** Collects all garbage, now. */
export const collectGarbage: () => void = findCollector();

/** Bytes in use after a collection. */
export function heapInUse(): number {
  // A finalizer that the first collection has run may let go of more.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function findCollector(): () => void {
  // Cast: the global exists on one host only, and the types of the others do not know it.
  const bun = (globalThis as { readonly Bun?: BunNamespace }).Bun;
  if (bun !== undefined) return () => bun.gc(true);
  v8.setFlagsFromString("--expose-gc");
  return vm.runInNewContext("gc");
}
