import { setImmediate as turn } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Server, Spikard } from "../../mod.ts";
import { Gate } from "../support/gate.ts";
import {
  connectMany,
  connectRaw,
  getRequest,
  jsonOf,
  type RawClient,
  textOf,
} from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const NEVER = new Promise<never>(() => {});

const test = suite("slots");
const serve = withServer(test);

function noneInUse(server: Server): Promise<void> {
  return eventually("That no slot is in use", () => server.stats().slotsInUse === 0);
}

async function exchangeMany(client: RawClient, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) {
    const { status } = await client.exchange(getRequest("/"));
    statuses.push(status);
  }
  return statuses;
}

test("2,000 handlers that never settle are answered 504, and leave no slot in use", async () => {
  const app = new Spikard({ handlerTimeout: "100ms" });
  app.get("/", () => NEVER);
  const server = await serve(app);
  const clients = await connectMany(server.port, 250);
  const statuses = await Promise.all(clients.map((client) => exchangeMany(client, 8)));
  assert.equal(statuses.flat(), Array(2_000).fill(504));
  await noneInUse(server);
  assert.is(server.stats().timedOut, 2_000);
});

test("a handler that was given up leaves its connection usable", async () => {
  const app = new Spikard();
  app.get("/never", { handlerTimeout: "50ms" }, () => NEVER);
  app.get("/", () => "alive");
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const refused = await client.exchange(getRequest("/never"));
  assert.is(refused.status, 504);
  assert.is(refused.headers.get("content-type"), "application/problem+json");
  assert.is(textOf(await client.exchange(getRequest("/"))), "alive");
});

test("a result that comes too late reaches nobody, and is counted", async () => {
  const slots = 8;
  const rounds = 5;
  let gate = new Gate();
  const app = new Spikard();
  app.get("/late", { handlerTimeout: "50ms" }, () => gate.pass().then(() => "late"));
  app.get("/echo/:id", async ({ params }) => {
    await turn();
    return params.id;
  });
  const server = await serve(app, { limits: { slots } });
  const clients = await connectMany(server.port, slots);
  for (let round = 0; round < rounds; round++) {
    const late = await Promise.all(clients.map((client) => client.exchange(getRequest("/late"))));
    assert.equal(late.map(({ status }) => status), Array(slots).fill(504));
    const echoes = clients.map((client, index) => echoOwnIds(client, index));
    await turn();
    gate.open();
    gate = new Gate();
    await Promise.all(echoes);
  }
  await noneInUse(server);
  assert.is(server.stats().lateReplies, slots * rounds);
});

async function echoOwnIds(client: RawClient, index: number): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const id = `${index}-${i}`;
    assert.is(textOf(await client.exchange(getRequest(`/echo/${id}`))), id);
  }
}

test("a result that comes twice counts once", async () => {
  const app = new Spikard();
  app.get("/twice/:id", ({ params }) => ({
    then(resolve: (value: unknown) => void): void {
      resolve({ id: params.id });
      resolve({ id: "a second time" });
      setTimeout(() => resolve({ id: "a third time" }));
    },
  }));
  const server = await serve(app, { limits: { slots: 1 } });
  const client = await connectRaw(server.port);
  for (let id = 0; id < 200; id++) {
    assert.equal(jsonOf(await client.exchange(getRequest(`/twice/${id}`))), { id: String(id) });
  }
  await noneInUse(server);
});

test("a request waits for a slot, and gets the first one that is free", async () => {
  const gate = new Gate();
  const app = new Spikard();
  app.get("/gate", () => gate.pass().then(() => "open"));
  app.get("/", () => "here");
  const server = await serve(app, { limits: { slots: 2, slotWait: "20s" } });
  const [first, second, third] = await connectThree(server);
  const holding = [first, second].map((client) => client.exchange(getRequest("/gate")));
  await eventually("That both slots are in use", () => server.stats().slotsInUse === 2);
  const waiting = third.exchange(getRequest("/"));
  await eventually("A wait for a slot", () => server.stats().slotWaits === 1);
  gate.open();
  assert.equal((await Promise.all(holding)).map(textOf), ["open", "open"]);
  assert.is(textOf(await waiting), "here");
  assert.is(server.stats().slotsHighWater, 2);
});

test("a request that finds no slot in time is answered 503 with Retry-After", async () => {
  const app = new Spikard();
  app.get("/never", () => NEVER);
  app.get("/", () => "here");
  const server = await serve(app, { limits: { slots: 2, slotWait: "50ms" } });
  const [first, second, third] = await connectThree(server);
  for (const client of [first, second]) client.send(getRequest("/never"));
  await eventually("That both slots are in use", () => server.stats().slotsInUse === 2);
  const refused = await third.exchange(getRequest("/"));
  assert.is(refused.status, 503);
  assert.match(refused.headers.get("retry-after") ?? "", /^\d+$/);
  assert.is(refused.headers.get("content-type"), "application/problem+json");
  assert.is(server.stats().shed, 1);
});

async function connectThree({ port }: Server): Promise<[RawClient, RawClient, RawClient]> {
  return [await connectRaw(port), await connectRaw(port), await connectRaw(port)];
}

test("a client that goes away frees its slot, and is counted", async () => {
  const app = new Spikard();
  app.get("/never", () => NEVER);
  const server = await serve(app, { limits: { slots: 20 } });
  const clients = await connectMany(server.port, 20);
  for (const client of clients) client.send(getRequest("/never"));
  await eventually("That all slots are in use", () => server.stats().slotsInUse === 20);
  await Promise.all(clients.map((client) => client.close()));
  await noneInUse(server);
  assert.is(server.stats().aborted, 20);
});

test("a client that goes away while it waits for a slot takes none", async () => {
  const gate = new Gate();
  const app = new Spikard();
  app.get("/gate", () => gate.pass().then(() => "open"));
  const server = await serve(app, { limits: { slots: 1, slotWait: "20s" } });
  const [first, second, third] = await connectThree(server);
  const holding = first.exchange(getRequest("/gate"));
  await eventually("That the slot is in use", () => server.stats().slotsInUse === 1);
  second.send(getRequest("/gate"));
  await eventually("A wait for a slot", () => server.stats().slotWaits === 1);
  await second.close();
  gate.open();
  assert.is(textOf(await holding), "open");
  assert.is(textOf(await third.exchange(getRequest("/gate"))), "open");
  await noneInUse(server);
});

test.run();
