/**
 * A server with requests of every kind, which tells on `GET /stats` and `GET /memory` what they have
 * left. `fault_server.ts collect` collects all garbage over and over.
 *
 * @module
 */
import process from "node:process";
import { collectGarbage } from "../heap.ts";
import { lastingApp, Witness } from "../lasting_app.ts";
import { addMixedRoutes } from "../mixed_app.ts";

const COLLECT_EVERY = 10;
/** More than any test opens, and than the files of the process allow where a test wants that. */
const CONNECTIONS = 20_000;

const witness = new Witness();
const app = lastingApp(witness);
addMixedRoutes(app);
app.get("/stats", () => ({ ...server.stats(), ...witness }));
app.get("/memory", () => {
  collectGarbage();
  return { resident: process.memoryUsage().rss };
});
const server = await app.listen({ port: 0, limits: { connections: CONNECTIONS } });
console.log(server.port);
if (process.argv[2] === "collect") setInterval(collectGarbage, COLLECT_EVERY);
