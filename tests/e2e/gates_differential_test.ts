import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/bridge/mod.ts";
import { serveCalls } from "../support/bridge_server.ts";
import { isParsed, jsonCases } from "../support/json_cases.ts";
import { mutations } from "../support/mutations.ts";
import { connectRaw, postRequest, type RawClient } from "../support/raw_client.ts";

const test = suite("JSON gate and JSON.parse");
const MUTATIONS = 100_000;
/** Requests on their way at a time. */
const BATCH = 250;
const SEED = 20_260_205;
let server: Connection;
let client: RawClient;

test.before(async () => {
  const routes = [{ method: "POST", path: "/", keepsProto: true }];
  server = serveCalls((call) => call.reply(200, "", ""), { routes });
  client = await connectRaw(server.port);
});
test.after(async () => {
  await client.close();
  await server.close(0);
});

const DOCUMENTS = [
  '{"name":"Ada","age":36,"email":"ada@example.com","tags":["a","b"],"active":true}',
  '[{"id":1,"price":1.50e2,"note":"caf\\u00e9 \\"au\\" lait"},{"id":-2,"nested":[[[]]]}]',
  ' { "a" : [ 1 , 2.5 , -0 , null ] , "b" : { "c" : "é€😀" } }\n',
  '"\\ud83d\\ude00 \\/ \\b\\f\\n\\r\\t"',
  "[true,false,null,0,-1,1e5,1E-5,0.25]",
];

test(`both take the same of ${MUTATIONS} mutated documents`, async () => {
  const decoder = new TextDecoder();
  const cases = jsonCases().map(({ bytes }) => decoder.decode(bytes));
  const texts = mutations([...DOCUMENTS, ...DOCUMENTS, ...cases], { seed: SEED });
  let taken = 0;
  for (let sent = 0; sent < MUTATIONS; sent += BATCH) {
    const batch = Array.from({ length: BATCH }, () => texts.next().value);
    taken += await compare(batch);
  }
  // Both verdicts are common, or the comparison would say little.
  assert.ok(taken > MUTATIONS / 10 && taken < MUTATIONS * 0.9, `${taken} were taken`);
});

/** Sends texts, and returns how many were taken. */
async function compare(texts: readonly string[]): Promise<number> {
  client.send(texts.map((text) => postRequest("/", text, { type: "application/json" })).join(""));
  let taken = 0;
  for (const text of texts) {
    const { status } = await client.receive();
    assert.is(status, isParsed(text) ? 200 : 400, JSON.stringify(text));
    if (status === 200) taken++;
  }
  return taken;
}

test.run();
