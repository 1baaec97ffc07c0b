import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { Gate } from "../support/gate.ts";
import { startProgram } from "../support/program.ts";
import {
  connectMany,
  connectRaw,
  getRequest,
  type RawClient,
  type RawResponse,
  textOf,
} from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("stop");
const serve = withServer(test);

test("several servers of one process answer each for itself", async () => {
  const [first, second] = [new Spikard(), new Spikard()];
  first.get("/", () => "first");
  second.get("/", () => "second");
  second.get("/more", () => "more");
  const servers = [await serve(first), await serve(second)] as const;
  const clients = [await connectRaw(servers[0].port), await connectRaw(servers[1].port)] as const;
  for (let round = 0; round < 10; round++) {
    assert.is(textOf(await clients[0].exchange(getRequest("/"))), "first");
    assert.is(textOf(await clients[1].exchange(getRequest("/"))), "second");
  }
  assert.is((await clients[0].exchange(getRequest("/more"))).status, 404);
  assert.is(servers[0].stats().requests, 10);
  await servers[0].close();
  assert.is(textOf(await clients[1].exchange(getRequest("/more"))), "more");
});

test("an app listens again after it was closed, on the same port too", async () => {
  const app = new Spikard();
  app.get("/", () => "here");
  let port = 0;
  for (let round = 0; round < 5; round++) {
    const server = await app.listen({ port });
    port = server.port;
    const client = await connectRaw(port);
    assert.is(textOf(await client.exchange(getRequest("/"))), "here");
    await server.close();
    await within("The end of an idle connection", client.closed);
  }
});

test("close() twice is one close", async () => {
  const app = new Spikard();
  app.get("/", () => "here");
  const server = await app.listen({ port: 0 });
  const [first, second] = [server.close(), server.close()];
  assert.is(first, second);
  await first;
  assert.is(server.close(), first);
});

test("close() answers the requests in flight, and is done when they are", async () => {
  const gate = new Gate();
  const app = new Spikard();
  app.get("/gate", () => gate.pass().then(() => "open"));
  const server = await serve(app);
  const clients = await connectMany(server.port, 20);
  const idle = await connectRaw(server.port);
  const answers = clients.map((client) => client.exchange(getRequest("/gate")));
  await eventually("That all handlers wait", () => gate.arrived === 20);
  const closed = server.close();
  await within("The end of an idle connection", idle.closed);
  gate.open();
  for (const answer of await Promise.all(answers)) {
    assert.is(textOf(answer), "open");
    assert.is(answer.headers.get("connection"), "close");
  }
  await within("The end of all connections", Promise.all(clients.map((client) => client.closed)));
  await within("The end of the server", closed);
});

test("close() cuts what is not done in time, and handlers may settle afterwards", async () => {
  const gate = new Gate();
  const app = new Spikard();
  app.get("/gate", () => gate.pass().then(() => "too late"));
  const server = await serve(app);
  const clients = await connectMany(server.port, 5);
  for (const client of clients) client.send(getRequest("/gate"));
  await eventually("That all handlers wait", () => gate.arrived === 5);
  await within("The end of the server", server.close({ timeout: 100 }));
  await within("The end of all connections", Promise.all(clients.map((client) => client.closed)));
  gate.open();
  await sleep(10);
  assert.is(server.stats().slotsInUse, 0);
});

test("a stop loses none of 100 keep-alive clients of a handler of 200 ms", async () => {
  const app = new Spikard();
  app.get("/", async () => {
    await sleep(200);
    return "done";
  });
  const server = await serve(app);
  const clients = await connectMany(server.port, 100);
  const asked = clients.map((client) => askUntilClosed(client));
  await eventually("That all clients ask again", () => server.stats().requests >= 200);
  await eventually("That all handlers run", () => server.stats().slotsInUse === 100);
  await within("The end of the server", server.close());
  const answers = (await Promise.all(asked)).flat();
  assert.ok(answers.length >= 200);
  assert.equal([...new Set(answers.map(({ status }) => status))], [200]);
  assert.is(server.stats().aborted, 0);
});

/** Asks again as long as the answers do not say that they are the last. */
async function askUntilClosed(client: RawClient): Promise<RawResponse[]> {
  const answers: RawResponse[] = [];
  do {
    answers.push(await client.exchange(getRequest("/")));
  } while (answers.at(-1)?.headers.get("connection") !== "close");
  await within("The end of a connection", client.closed);
  return answers;
}

test("a closed server accepts no connection", async () => {
  const app = new Spikard();
  app.get("/", () => "here");
  const server = await app.listen({ port: 0 });
  await server.close();
  const refused = await connectRaw(server.port).then(() => "accepted", () => "refused");
  assert.is(refused, "refused");
});

test("nothing keeps the process alive after close()", async () => {
  const program = startProgram("closing");
  assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
  assert.equal(program.output.all, ["here", "here", "here"]);
});

test.run();
