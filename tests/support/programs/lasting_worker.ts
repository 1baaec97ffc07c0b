/** A server in a worker, whose requests last; tells its parent the port. */
import { parentPort } from "node:worker_threads";
import { lastingApp, Witness } from "../lasting_app.ts";

const server = await lastingApp(new Witness()).listen({ port: 0 });
parentPort?.postMessage(server.port);
