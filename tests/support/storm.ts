/**
 * Requests of every fate at once: answered now, later, twice, around their deadline or never,
 * thrown, left by their client. Whoever is answered must get his own answer.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as assert from "uvu/assert";
import { type Server, Spikard, status } from "../../mod.ts";
import { collectGarbage } from "./heap.ts";
import { connectRaw, getRequest, jsonOf, type RawClient } from "./raw_client.ts";
import { eventually } from "./waiting.ts";
import type { Serve } from "./with_server.ts";

/** One kind of request. */
interface Fate {
  readonly path: string;
  /** What it may be answered with. */
  readonly statuses: readonly number[];
  /** How often it is sent, beside the others. */
  readonly share: number;
}

const FATES: readonly Fate[] = [
  { path: "/now", statuses: [200], share: 40 },
  { path: "/later", statuses: [200], share: 25 },
  { path: "/twice", statuses: [200], share: 10 },
  { path: "/throw", statuses: [500], share: 10 },
  { path: "/reject", statuses: [500], share: 10 },
  { path: "/race", statuses: [200, 504], share: 3 },
  { path: "/never", statuses: [504], share: 2 },
];
const LOTS = FATES.flatMap((fate) => Array.from({ length: fate.share }, () => fate));
const SLOTS = 40;
/** More than there are slots, so that some requests wait for one. */
const CONNECTIONS = 64;
/** Share of the requests whose client goes away at once. */
const LEAVING = 0.03;
const DEADLINE = 100;
const COLLECT_EVERY = 500;

/**
 * Sends so many requests. Rejects where an answer is another one's, or of a status that cannot be,
 * and where the storm leaves a slot in use behind.
 */
export async function storm(serve: Serve, requests: number): Promise<void> {
  const server = await serve(stormApp(), { limits: { slots: SLOTS, slotWait: "60s" } });
  await send(server, requests);
  await eventually("That no slot is in use", () => server.stats().slotsInUse === 0);
  const { shed, timedOut, aborted } = server.stats();
  assert.is(shed, 0);
  assert.ok(timedOut > 0 && aborted > 0, "the storm was none");
}

/** An app with a route for each fate; answers carry the id of their request. */
function stormApp(): Spikard {
  const app = new Spikard();
  app.get("/now/:id", ({ params }) => ({ id: params.id }));
  app.get("/later/:id", async ({ params }) => {
    await sleep(Math.random() * 5);
    return { id: params.id };
  });
  app.get("/race/:id", { handlerTimeout: DEADLINE }, async ({ params }) => {
    const { id } = params;
    await sleep(DEADLINE * (0.5 + 2 * Math.random()));
    return { id };
  });
  app.get("/never/:id", { handlerTimeout: DEADLINE }, () => new Promise(() => {}));
  addFaults(app);
  return app;
}

function addFaults(app: Spikard): void {
  app.get("/twice/:id", ({ params: { id } }) => ({
    then(resolve: (value: unknown) => void): void {
      resolve({ id });
      setTimeout(() => resolve({ id: "a second time" }));
    },
  }));
  app.get("/throw/:id", () => {
    throw new Error("Thrown");
  });
  app.get("/reject/:id", () => Promise.reject(new Error("Rejected")));
  app.onError((_, { params }) => status(500, { id: params.id }));
}

async function send({ port }: Server, requests: number): Promise<void> {
  let sent = 0;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    let client = await connectRaw(port);
    while (sent < requests) {
      const stays = await sendOne(client, ++sent);
      if (!stays) client = await connectRaw(port);
      if (sent % COLLECT_EVERY === 0) collectGarbage();
    }
    await client.close();
  }));
}

/** False if the client went away instead of waiting for the answer. */
async function sendOne(client: RawClient, id: number): Promise<boolean> {
  const fate = LOTS[Math.floor(Math.random() * LOTS.length)] ?? LOTS[0]!;
  const request = getRequest(`${fate.path}/${id}`);
  if (Math.random() < LEAVING) {
    client.send(request);
    await sleep(Math.random() * 3);
    await client.close();
    return false;
  }
  const answer = await client.exchange(request);
  assert.ok(fate.statuses.includes(answer.status), `${fate.path} was answered ${answer.status}`);
  // A problem of the server's own has no id.
  if (answer.status !== 504) assert.equal(jsonOf(answer), { id: String(id) });
  return true;
}
