import { Buffer } from "node:buffer";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { type Server, Spikard } from "../../mod.ts";
import { expectRawProblem } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { connectRaw, type RawClient, textOf } from "../support/raw_client.ts";
import { MARKER, SMALL, STATUS_CASES } from "../support/status_cases.ts";

const test = suite("status of every input");
captureLog(test);

/** What an untyped program may return. */
type Untyped = never;

const SUFFIXES: Readonly<Record<number, string>> = {
  400: "bad-request",
  404: "not-found",
  405: "method-not-allowed",
  413: "payload-too-large",
  414: "uri-too-long",
  415: "unsupported-media-type",
  422: "validation-error",
  500: "internal-server-error",
  504: "gateway-timeout",
};

let handled = 0;
let server: Server;
let bystander: RawClient;

function appOfAll(): Spikard {
  const app = new Spikard();
  const taken = () => {
    handled++;
    return "taken";
  };
  const accepts = ["application/x-www-form-urlencoded", "multipart/form-data"];
  const n = z.int().min(1).max(10).optional();
  app.post("/users", { body: z.object({ name: z.string().min(1).max(5) }) }, taken);
  app.post("/any", (context) => {
    void context.body;
    return taken();
  });
  app.post("/loose", { body: z.looseObject({}) }, taken);
  app.post("/form", { body: z.looseObject({}), accepts }, taken);
  app.post("/small", { body: z.string(), bodyLimit: SMALL }, taken);
  app.get("/items/:id", { params: z.object({ id: z.int() }) }, taken);
  app.get("/search", { query: z.object({ n }) }, taken);
  app.get("/cookies", { cookies: z.object({ c: z.string().optional() }) }, taken);
  app.get("/answer", { response: { 200: z.object({ id: z.literal("7") }) } }, ({ query }) => {
    handled++;
    return query as Untyped;
  });
  app.get("/throw", () => {
    throw new Error(MARKER);
  });
  app.get("/late", { handlerTimeout: 50 }, () => new Promise(() => {}));
  return app;
}

test.before(async () => {
  server = await appOfAll().listen({ port: 0 });
  bystander = await connectRaw(server.port);
});
test.after(async () => {
  await bystander.close();
  await server.close({ timeout: 0 });
});

for (const { name, status, request, headers = {} } of STATUS_CASES) {
  test(`${name}: ${status}`, async () => {
    const client = await connectRaw(server.port);
    handled = 0;
    const answer = await client.exchange(Buffer.from(request, "latin1"));
    const text = textOf(answer);
    assert.is(answer.status, status, text);
    for (const [field, value] of Object.entries(headers)) {
      assert.is(answer.headers.get(field), value);
    }
    assert.is(handled, status === 200 || name.startsWith("an answer") ? 1 : 0);
    // The reader of heads says no more than that they are too large.
    if (status === 431) assert.is(text, "");
    else if (status !== 200) {
      const { type } = expectRawProblem(answer, status);
      assert.is(type, `https://spikard.dev/errors/${SUFFIXES[status]}`);
      assert.not.match(text, MARKER);
    }
    await client.close();
    const next = await bystander.exchange("GET /items/7 HTTP/1.1\r\nhost: a\r\n\r\n");
    assert.is(textOf(next), "taken");
  });
}

test.run();
