import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Connection } from "../../src/bridge/mod.ts";
import { readBody } from "../../src/http/body.ts";
import type { Call } from "../../src/http/call.ts";
import { recordOfPairs } from "../../src/http/query.ts";
import { expectRawProblem } from "../support/answers.ts";
import { serveCalls } from "../support/bridge_server.ts";
import {
  connectRaw,
  getRequest,
  jsonOf,
  postRequest,
  type RawClient,
  type RawResponse,
  textOf,
} from "../support/raw_client.ts";

const test = suite("query and form gate");
const FORM = { type: "application/x-www-form-urlencoded" };
let server: Connection;
let client: RawClient;

test.before(async () => {
  const routes = [
    { method: "GET", path: "/" },
    { method: "POST", path: "/" },
    { method: "GET", path: "/users/:name" },
  ];
  const health = { live: "/livez", ready: "/readyz" };
  server = serveCalls((call) => call.reply(200, "", answerTo(call)), { routes, health });
  client = await connectRaw(server.port);
});
test.after(async () => {
  await client.close();
  await server.close(0);
});

function answerTo(call: Call): string {
  const read = call.method === "POST" ? readBody(call) : recordOfPairs(call.queryPairs());
  // A record without a prototype, in which "__proto__" is a name as any other.
  return JSON.stringify(Object.entries(read as Record<string, unknown>));
}

/** The ways of the same pairs: as a query, and as a form. */
const WAYS: readonly (readonly [name: string, requestOf: (pairs: string) => string])[] = [
  ["query", (pairs) => getRequest(`/?${pairs}`)],
  ["form", (pairs) => postRequest("/", pairs, FORM)],
];

async function refused(request: string): Promise<string> {
  const before = server.stats();
  const { type, detail } = expectRawProblem(await client.exchange(request), 400);
  const { requests, jsWakes, nativeAnswers } = server.stats();
  assert.equal([requests, jsWakes], [before.requests, before.jsWakes]);
  assert.is(nativeAnswers, before.nativeAnswers + 1);
  assert.is(type, "https://spikard.dev/errors/bad-request");
  return detail ?? "";
}

function entriesOf(response: RawResponse): unknown {
  assert.is(response.status, 200, textOf(response));
  return jsonOf(response);
}

const CASES: readonly (readonly [pairs: string, entries: readonly (readonly unknown[])[]])[] = [
  ["a=1", [["a", "1"]]],
  ["a=b+c%2B", [["a", "b c+"]]],
  ["a", [["a", ""]]],
  ["&&a=&&", [["a", ""]]],
  ["=", [["", ""]]],
  ["a=1=2;b=3", [["a", "1=2;b=3"]]],
  ["a=1&b=2&a=3&%61=4", [["a", ["1", "3", "4"]], ["b", "2"]]],
  ["%C3%A9=%F0%9F%98%80", [["é", "😀"]]],
  ["a=%25&b=%00&c=%2500", [["a", "%"], ["b", "\0"], ["c", "%00"]]],
  ["__proto__=x&constructor=y", [["__proto__", "x"], ["constructor", "y"]]],
  ["a=%ef%bb%bf", [["a", "\ufeff"]]],
];

const MALFORMED = [
  ...["a=%", "a=%4", "a=%zz", "a=%4z", "%=1", "a=%ff", "a=%C0%AF", "a=%ED%A0%80", "a=%E2%82"],
  ...["a=%C3&b=%A9", "b=1&a=%", "a=%u0041", "a=% 41", "a=%+4"].map((pairs) =>
    pairs.replace(" ", "+")
  ),
];

for (const [way, requestOf] of WAYS) {
  for (const [pairs, entries] of CASES) {
    test(`a ${way} "${pairs}" is read as ${JSON.stringify(entries)}`, async () => {
      assert.equal(entriesOf(await client.exchange(requestOf(pairs))), entries);
    });
  }

  test(`a ${way} with a malformed percent-encoding is 400, and not repeated`, async () => {
    for (const pairs of MALFORMED) {
      const detail = await refused(requestOf(pairs));
      assert.match(detail, /invalid percent-encoding/, pairs);
      assert.not.match(detail, pairs);
    }
  });

  test(`a ${way} has at most 1,000 pairs`, async () => {
    const pairs = (count: number) => Array.from({ length: count }, (_, n) => `${n}`).join("&");
    const entries = entriesOf(await client.exchange(requestOf(pairs(1_000)))) as unknown[];
    assert.is(entries.length, 1_000);
    assert.match(await refused(requestOf(pairs(1_001))), "more than 1,000 pairs");
  });

  test(`a ${way} has at most 100 values of one name`, async () => {
    const values = (count: number) => `b=0&${"a=1&%61=&".repeat(count / 2)}`;
    const entries = entriesOf(await client.exchange(requestOf(values(100)))) as [
      string,
      string[],
    ][];
    assert.equal(entries.map(([name, value]) => [name, value.length]), [["b", 1], ["a", 100]]);
    assert.match(await refused(requestOf(`${values(100)}a`)), "more than 100 values of one name");
  });
}

test("names and values of a form have at most 8,192 bytes", async () => {
  const longest = "é".repeat(4_096);
  const pairs = `${longest}=${"%C3%A9".repeat(4_096)}`;
  assert.equal(entriesOf(await client.exchange(postRequest("/", pairs, FORM))), [[
    longest,
    longest,
  ]]);
  for (const longer of [`a=${longest}x`, `${longest}x=a`, `${longest}+`]) {
    assert.match(await refused(postRequest("/", longer, FORM)), "over 8,192 bytes");
  }
});

test("a query whose parameters are not ASCII is fetched, and is the same", async () => {
  const response = await client.exchange(getRequest("/users/%C3%A9?a=1&b=%E2%82%AC"));
  assert.equal(entriesOf(response), [["a", "1"], ["b", "€"]]);
});

test("many queries of one batch are not mixed up", async () => {
  const queries = Array.from({ length: 200 }, (_, n) => `n=${n}&x=${"y".repeat(n)}`);
  client.send(queries.map((query) => getRequest(`/?${query}`)).join(""));
  for (let n = 0; n < queries.length; n++) {
    assert.equal(entriesOf(await client.receive()), [["n", `${n}`], ["x", "y".repeat(n)]]);
  }
});

test("a form that is not UTF-8 is 400", async () => {
  const head = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n" +
    `content-type: ${FORM.type}\r\n\r\n`;
  client.send(head);
  const response = await client.exchange(new Uint8Array([0x61, 0x3d, 0xff]));
  assert.match(expectRawProblem(response, 400).detail ?? "", "not UTF-8");
});

test("probes and paths without a route do not read the query", async () => {
  assert.is((await client.exchange(getRequest("/livez?a=%zz"))).status, 200);
  assert.is((await client.exchange(getRequest("/none?a=%zz"))).status, 404);
});

test("the connection goes on after a refusal", async () => {
  client.send(getRequest("/?a=%") + postRequest("/", "a=%", FORM) + getRequest("/?a=1"));
  expectRawProblem(await client.receive(), 400);
  expectRawProblem(await client.receive(), 400);
  assert.equal(entriesOf(await client.receive()), [["a", "1"]]);
});

test.run();
