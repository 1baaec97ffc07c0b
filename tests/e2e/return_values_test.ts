import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Server, Spikard } from "../../mod.ts";
import { RETURN_VALUES, type ReturnCase } from "../support/return_values.ts";
import { WEB_RESPONSES } from "../support/web_responses.ts";

const test = suite("return values");
const cases = [...RETURN_VALUES, ...WEB_RESPONSES];
const app = new Spikard();
let server: Server;

test.before(async () => {
  server = await app.listen({ port: 0 });
});
test.after(() => server.close({ timeout: 0 }));

for (const [index, expected] of cases.entries()) {
  app.get(`/${index}`, expected.handler);
  test(`${expected.name} becomes its answer`, async () => {
    await expectAnswer(await fetch(`${server.url}/${index}`, { redirect: "manual" }), expected);
  });
}

async function expectAnswer(response: Response, expected: ReturnCase): Promise<void> {
  const { status = 200, type, headers = {}, cookies = [], body } = expected;
  assert.is(response.status, status);
  assert.is(response.headers.get("content-type"), type);
  for (const [name, value] of Object.entries(headers)) {
    assert.is(response.headers.get(name), value, name);
  }
  assert.equal(response.headers.getSetCookie(), cookies);
  if (typeof body === "string") assert.is(await response.text(), body);
  else assert.equal(new Uint8Array(await response.arrayBuffer()), body);
}

test.run();
