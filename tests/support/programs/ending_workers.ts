/**
 * Servers in two workers and in the main thread; GET /end on the latter ends them the way the
 * argument says: `ending_workers.ts terminate|exit|throw`.
 *
 * @module
 */
import process from "node:process";
import { Spikard } from "../../../mod.ts";
import { startWorkerServers } from "../worker_server.ts";

const ENDINGS: Readonly<Record<string, () => void>> = {
  terminate: () => {
    for (const { worker } of workers) void worker.terminate();
    void server.close();
  },
  exit: () => process.exit(7),
  throw: () => {
    throw new Error("Thrown to end the program");
  },
};
const end = ENDINGS[process.argv[2] ?? ""];
if (end === undefined) throw new Error("Say how to end");

const workers = await startWorkerServers(2);
const app = new Spikard();
app.get("/", () => "here");
app.get("/end", () => {
  setTimeout(end);
  return "ending";
});
const server = await app.listen({ port: 0 });
for (const { port } of [server, ...workers]) console.log(port);
