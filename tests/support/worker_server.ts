/** Servers that run in workers of this process. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { programUrl } from "./program.ts";
import { within } from "./waiting.ts";

/** A server in a worker of its own. */
export interface WorkerServer {
  readonly worker: Worker;
  readonly port: number;
  /** Lets a handler go that holds the thread. */
  release(): void;
}

/** Starts one; it never keeps this process alive. */
export async function startWorkerServer(): Promise<WorkerServer> {
  const released = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(programUrl("worker_server"), { workerData: released });
  const [port] = await within("The port of a worker", once(worker, "message"));
  return { worker, port, release: () => Atomics.store(released, 0, 1) };
}

/** Starts several at once. */
export function startWorkerServers(count: number): Promise<WorkerServer[]> {
  return Promise.all(Array.from({ length: count }, startWorkerServer));
}
