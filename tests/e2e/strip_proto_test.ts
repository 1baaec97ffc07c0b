import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { Router, Spikard } from "../../mod.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("stripProto");
const serve = withServer(test);

const HOSTILE = '{"a":1,"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}';

function sent(body: string): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body };
}

function app(stripProto: boolean): Spikard {
  const app = new Spikard({ stripProto });
  const Named = z.object({ a: z.number() });
  app.post("/any", ({ body }) => ({ body }));
  app.post("/named", { body: Named }, ({ body }) => Object.assign({}, body));
  app.post("/loose", { body: z.looseObject({ a: z.number() }) }, ({ body }) => body);
  app.notFound(({ body }) => ({ body: body instanceof Uint8Array ? "bytes" : body }));
  return app;
}

test("keys that could change a prototype are a 400 where no schema drops them", async () => {
  const { url } = await serve(app(false));
  for (const path of ["/any", "/loose"]) {
    assert.is((await fetch(url + path, sent(HOSTILE))).status, 400, path);
  }
  const nowhere = await fetch(`${url}/nowhere`, sent(HOSTILE));
  assert.equal([nowhere.status, await nowhere.json()], [404, { body: "bytes" }]);
  const named = await fetch(`${url}/named`, sent(HOSTILE));
  assert.equal([named.status, await named.json()], [200, { a: 1 }]);
});

test("no hook and no error handler sees them either", async () => {
  const app = new Spikard();
  const Named = z.object({ a: z.number() });
  const early = new Router().preValidation(({ body }) => void body);
  early.post("/hook", { body: Named }, ({ body }) => body);
  const caught = new Router().onError((_, { body }) => Object.assign({}, body));
  caught.post("/error", { body: Named }, ({ body }) => body);
  app.register(early).register(caught);
  const { url } = await serve(app);
  for (const path of ["/hook", "/error"]) {
    assert.is((await fetch(url + path, sent(HOSTILE))).status, 400, path);
  }
});

test("with the option they are removed", async () => {
  const { url } = await serve(app(true));
  for (const path of ["/any", "/nowhere"]) {
    const answer = await fetch(url + path, sent(HOSTILE));
    assert.is(await answer.text(), `{"body":{"a":1,"constructor":{}}}`, path);
  }
  for (const path of ["/named", "/loose"]) {
    const answer = await fetch(url + path, sent(HOSTILE));
    assert.is((await answer.json()).a, 1, path);
  }
});

test.run();
