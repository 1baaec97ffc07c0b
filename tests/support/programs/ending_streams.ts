/**
 * A server in the main thread and one in a worker, for streams that end with the process; GET /end ends
 * them the way the argument says: `ending_streams.ts close|exit|throw|terminate`.
 *
 * @module
 */
import { once } from "node:events";
import process from "node:process";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { lastingApp, Witness } from "../lasting_app.ts";
import { programUrl } from "../program.ts";

const ENDINGS: Readonly<Record<string, (worker: Worker) => void>> = {
  close: (worker) => {
    void server.close({ timeout: 50 });
    worker.postMessage("close");
  },
  exit: () => process.exit(7),
  throw: () => {
    throw new Error("Thrown to end the program");
  },
  terminate: (worker) => {
    void worker.terminate();
    void server.close({ timeout: 50 });
  },
};

const app = lastingApp(new Witness());
let worker: Worker | undefined;
app.get("/end", () => {
  const end = ENDINGS[process.argv[2] ?? ""];
  if (end === undefined || worker === undefined) throw new Error("Say how to end");
  setTimeout(end, 0, worker);
  return "ending";
});
const server = await app.listen({ port: 0 });
if (isMainThread) {
  worker = new Worker(programUrl("ending_streams"));
  const [port] = await once(worker, "message");
  console.log(server.port);
  console.log(port);
} else {
  parentPort?.once("message", () => {
    void server.close({ timeout: 50 }).then(() => parentPort?.close());
  });
  parentPort?.postMessage(server.port);
}
