import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { type Server, Spikard } from "../../mod.ts";
import { connectMany, postRequest, type RawClient, textOf } from "../support/raw_client.ts";

const test = suite("a storm of bodies that are refused");
const CLIENTS = 16;
const REQUESTS = 100;
const LIMIT = 1_000;
const JSON_TYPE = { type: "application/json" };

const app = new Spikard({ bodyLimit: LIMIT });
app.post("/users", { body: z.object({ name: z.string() }) }, ({ body }) => body);
let server: Server;
let clients: RawClient[];

test.before(async () => {
  server = await app.listen({ port: 0 });
});
test.before.each(async () => {
  clients = await connectMany(server.port, CLIENTS);
});
test.after.each(async () => {
  await Promise.all(clients.map((client) => client.close()));
});
test.after(() => server.close({ timeout: 0 }));

function user(name: string): string {
  return JSON.stringify({ name });
}

/** What is refused, and the status that says so. */
const REFUSED: readonly (readonly [kind: string, request: string, status: number])[] = [
  ["cut short", postRequest("/users", user("Ada").slice(0, -1), JSON_TYPE), 400],
  ["nested too deeply", postRequest("/users", "[".repeat(LIMIT), JSON_TYPE), 400],
  ["too large", postRequest("/users", user("x".repeat(LIMIT)), JSON_TYPE), 413],
  ["of another type", postRequest("/users", user("Ada"), { type: "text/plain" }), 415],
];

for (const [kind, request, status] of REFUSED) {
  test(`bodies that are ${kind} never wake JavaScript`, async () => {
    const before = server.stats();
    await Promise.all(clients.map(async (client) => {
      for (let index = 0; index < REQUESTS; index++) {
        assert.is((await client.exchange(request)).status, status);
      }
    }));
    const { requests, jsWakes, nativeAnswers } = server.stats();
    assert.equal([requests, jsWakes], [before.requests, before.jsWakes]);
    assert.is(nativeAnswers, before.nativeAnswers + CLIENTS * REQUESTS);
    const good = await clients[0]!.exchange(postRequest("/users", user("Ada"), JSON_TYPE));
    assert.is(textOf(good), user("Ada"));
  });
}

test.run();
