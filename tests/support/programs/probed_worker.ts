/**
 * A server of the bridge in a worker, whose thread a request to `/hold` holds until the parent says.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { serveCalls } from "../bridge_server.ts";

// Cast: whoever starts this worker gives it the array.
const released = workerData as Int32Array;

const server = serveCalls((call) => {
  if (call.path() === "/hold") { while (Atomics.load(released, 0) === 0); }
  call.reply(200, "", "");
}, {
  routes: [{ method: "GET", path: "/" }, { method: "GET", path: "/hold" }],
  health: { live: "/livez", ready: "/readyz" },
});
parentPort?.postMessage(server.port);
