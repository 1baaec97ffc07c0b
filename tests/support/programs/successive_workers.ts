/**
 * Servers in workers, one after the other, in a process whose main thread never loads the addon.
 * Prints what each one answers.
 *
 * @module
 */
import { startWorkerServer } from "../worker_server.ts";

for (let count = 0; count < 3; count++) {
  const { worker, port } = await startWorkerServer();
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
  console.log(await response.text());
  await worker.terminate();
}
