import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { Spikard } from "../../mod.ts";
import { refused, sendJson } from "../support/refused.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("validation that waits or fails");
const serve = withServer(test);

test("asynchronous schemas are awaited, for text and body alike", async () => {
  const app = new Spikard();
  const isFree = async (name: string) => await Promise.resolve(name !== "taken");
  const Free = z.object({ name: z.string().refine(isFree, "Taken") });
  app.post("/", { query: Free, body: Free }, ({ query, body }) => [query.name, body.name]);
  const { url } = await serve(app);
  const free = await fetch(`${url}/?name=a`, sendJson({ name: "b" }));
  assert.equal(await free.json(), ["a", "b"]);
  for (const [query, body, place] of [["taken", "b", "query"], ["a", "taken", "body"]]) {
    const answer = await fetch(`${url}/?name=${query}`, sendJson({ name: body }));
    const { errors } = await refused(answer);
    assert.equal(errors, [{ type: "value_error", loc: [place, "name"], msg: "Taken" }]);
  }
});

test("an asynchronous schema that fails is a 500, from the first request on", async () => {
  const app = new Spikard();
  const isFree = () => Promise.reject(new Error("The database is down"));
  app.get("/", { query: z.object({ name: z.string().refine(isFree) }) }, () => "never");
  const { url } = await serve(app);
  // Zod drops the first promise of a synchronous attempt: its rejection would end the process.
  for (let count = 0; count < 3; count++) {
    assert.is((await fetch(`${url}/?name=a`)).status, 500);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

test("a schema that throws is a 500, and the next request is answered", async () => {
  const app = new Spikard();
  const Broken = z.object({
    name: z.string().transform((name) => {
      if (name === "throw") throw new Error("broken");
      return name;
    }),
  });
  app.get("/", { query: Broken }, ({ query }) => query.name);
  const { url } = await serve(app);
  assert.is((await fetch(`${url}/?name=throw`)).status, 500);
  assert.is(await (await fetch(`${url}/?name=fine`)).text(), "fine");
});

test.run();
