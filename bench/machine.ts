/**
 * What a run was measured on.
 *
 * @module
 */
import { CONTENDERS } from "./http/contenders.ts";
import { versionOf } from "./http/prepare.ts";

/** The machine and the versions behind a set of samples. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly kernel: string;
  /** Runtime of the contenders to the version it reports. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Reads the machine, and the versions of what runs these contenders. */
export async function describeMachine(names: Iterable<string>): Promise<Machine> {
  const versions: Record<string, string> = {};
  for (const name of names) {
    const { runtime } = CONTENDERS.get(name)!;
    versions[runtime] ??= await versionOf(runtime).catch((cause) => String(cause));
  }
  const model = /^model name\s*:\s*(.*)$/m.exec(await Deno.readTextFile("/proc/cpuinfo"))?.[1];
  const { hardwareConcurrency: cores } = navigator;
  return { cpu: model ?? Deno.build.arch, cores, kernel: Deno.osRelease(), versions };
}

/** One line for people. */
export function machineLine({ cpu, cores, kernel, versions }: Machine): string {
  const list = Object.entries(versions).map(([runtime, version]) => `${runtime} ${version}`);
  return `${cores} cores of ${cpu}, Linux ${kernel}; ${list.join(", ")}`;
}
