/**
 * A server in a worker: tells its parent the port, and what happens. Its data is a shared Int32Array
 * of one number, 0 while `/spin` is to hold the thread.
 *
 * @module
 */
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { Spikard } from "../../../mod.ts";

if (parentPort === null) throw new Error("This program is a worker");
const parent = parentPort;
// Cast: whoever starts this worker gives it the array.
const released = workerData as Int32Array;

const app = new Spikard({ handlerTimeout: "200ms" });
app.get("/", () => "here");
app.get("/later", () => new Promise((resolve) => setTimeout(() => resolve("later"), 1)));
app.get("/hang", { handlerTimeout: 0 }, () => {
  parent.postMessage("hanging");
  return new Promise(() => {});
});
app.get("/slow", () => new Promise(() => {}));
app.get("/spin", () => {
  while (Atomics.load(released, 0) === 0);
  return "spun";
});
app.get("/exit", () => {
  process.exit(0);
});
app.get("/throw", () => {
  setTimeout(() => {
    throw new Error("Thrown to end the worker");
  });
  return "throwing";
});
const server = await app.listen({ port: 0 });
parent.postMessage(server.port);
