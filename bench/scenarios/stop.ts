/**
 * A stop under load: every client has a request under way when the signal comes.
 *
 * @module
 */
import { connect } from "../../tests/support/keep_alive.ts";
import type { RunningServer } from "../http/server.ts";
import { type Figures, pause, type Scenario } from "./scenario.ts";

const CLIENTS = 100;
const REQUEST = "GET /slow HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

interface Tally {
  answered: number;
  refused: number;
  lost: number;
}

/** Requests that were lost or refused, and how long the stop took. */
export const stop: Scenario = {
  name: "stop",
  title: `SIGTERM under ${CLIENTS} keep-alive clients and a handler of 200 ms`,
  servers: ["spikard", "node_http", "fastify"],
  async run(server: RunningServer): Promise<Figures> {
    const tally: Tally = { answered: 0, refused: 0, lost: 0 };
    const clients = Array.from({ length: CLIENTS }, () => drive(server.port, tally));
    await pause(500);
    const start = performance.now();
    await server.stop();
    const took = performance.now() - start;
    await Promise.all(clients);
    return { ...tally, "stop, ms": took };
  },
};

/** Asks again and again until the server closes the connection. */
async function drive(port: number, tally: Tally): Promise<void> {
  const connection = await connect(port);
  for (let isOpen = true; isOpen;) {
    try {
      const status = await connection.exchange(REQUEST);
      if (status === 200) tally.answered++;
      else tally.refused++;
      isOpen = !connection.isLast;
    } catch {
      tally.lost++;
      isOpen = false;
    }
  }
  connection.close();
}
