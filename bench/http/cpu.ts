/**
 * CPU time of a process and of its main thread, from Linux's `/proc`.
 *
 * @module
 */

/** CPU time that each thread of a process has used so far, in microseconds, by thread id. */
export type CpuReading = ReadonlyMap<number, number>;

/** CPU time used between two readings, in microseconds. */
export interface CpuTime {
  readonly process: number;
  /** Of the thread whose id is the process's own. */
  readonly mainThread: number;
}

// USER_HZ, the unit of /proc/*/stat: 100 a second on every Linux that Deno runs on.
const TICK = 10_000;

/** Reads the CPU time of every living thread of the process. */
export async function readCpu(pid: number): Promise<CpuReading> {
  const reading = new Map<number, number>();
  for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
    reading.set(Number(name), await threadTime(`/proc/${pid}/task/${name}`));
  }
  return reading;
}

/** What the process used between two readings; a thread that ended between them counts nothing. */
export function cpuBetween(
  before: CpuReading,
  after: CpuReading,
  { pid }: { pid: number },
): CpuTime {
  const used = (id: number) => Math.max(0, (after.get(id) ?? 0) - (before.get(id) ?? 0));
  const process = [...after.keys()].reduce((sum, id) => sum + used(id), 0);
  return { process, mainThread: used(pid) };
}

/** CPU time of all children that this process has waited for, in microseconds. */
export async function readChildrenCpu(): Promise<number> {
  const fields = statFields(await Deno.readTextFile("/proc/self/stat"));
  return (Number(fields[13]) + Number(fields[14])) * TICK;
}

async function threadTime(folder: string): Promise<number> {
  const schedstat = await readIfThere(`${folder}/schedstat`);
  if (schedstat) return Number(schedstat.split(" ")[0]) / 1_000;
  const stat = await readIfThere(`${folder}/stat`);
  if (!stat) return 0;
  const fields = statFields(stat);
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** The fields after the command, which may itself hold spaces and brackets. */
function statFields(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** A thread may end between the listing and the reading. */
async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return null;
  }
}
