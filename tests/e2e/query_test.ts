import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectRawProblem } from "../support/answers.ts";
import { connectRaw, getRequest, jsonOf, textOf } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("query");
const serve = withServer(test);

function app(): Spikard {
  return new Spikard().get("/", ({ query }) => ({ query }));
}

const CASES: readonly (readonly [query: string, read: Record<string, string | string[]>])[] = [
  ["", {}],
  ["?", {}],
  ["?q=a", { q: "a" }],
  ["?q=a+b%2Bc", { q: "a b+c" }],
  ["?q=%C3%A9%E2%82%AC", { q: "é€" }],
  ["?a=1&b=2", { a: "1", b: "2" }],
  ["?tag=x&tag=y&tag=z", { tag: ["x", "y", "z"] }],
  ["?flag", { flag: "" }],
  ["?flag=", { flag: "" }],
  ["?a=b=c", { a: "b=c" }],
  ["?&&a=1&", { a: "1" }],
  ["?a=1?b", { a: "1?b" }],
  ["?%61=%31", { a: "1" }],
  ["?a=1;b=2", { a: "1;b=2" }],
  ["?=1&=", { "": ["1", ""] }],
  ["?q=%00%25%2500", { q: "\0%%00" }],
];

for (const [query, read] of CASES) {
  test(`"${query}" is read as ${JSON.stringify(read)}`, async () => {
    const { port } = await serve(app());
    const client = await connectRaw(port);
    assert.equal(jsonOf(await client.exchange(getRequest(`/${query}`))), { query: read });
  });
}

test("a query that is not read must be well-formed too", async () => {
  const { url } = await serve(new Spikard().get("/", () => "unread"));
  await expectProblem(await fetch(`${url}/?q=%zz`), 400);
});

test("the url has the query as it was sent", async () => {
  const { port } = await serve(new Spikard().get("/", ({ url }) => new URL(url).search));
  const client = await connectRaw(port);
  for (const query of ["?a=%41+b&&c", "?%C3%A9=%25", "?&"]) {
    assert.is(textOf(await client.exchange(getRequest(`/${query}`))), query);
  }
});

test("a malformed percent-encoding is a 400 problem without the input", async () => {
  const { port } = await serve(app());
  const client = await connectRaw(port);
  for (const query of ["q=%zz", "q=%", "q=%E2%82", "%ff=1"]) {
    const problem = expectRawProblem(await client.exchange(getRequest(`/?${query}`)), 400);
    assert.match(problem.detail ?? "", "percent-encoding");
    assert.not.match(JSON.stringify(problem), query);
  }
});

test("1,000 pairs are read and 1,001 are a 400 problem", async () => {
  const { url } = await serve(new Spikard().get("/", ({ query }) => Object.keys(query).length));
  const pairs = (count: number) =>
    `${url}/?${Array.from({ length: count }, (_, index) => `${index}`).join("&")}`;
  assert.is(await expectJson(await fetch(pairs(1_000))), 1_000);
  await expectProblem(await fetch(pairs(1_001)), 400);
});

test("100 values of one name are read and 101 are a 400 problem", async () => {
  const { url } = await serve(new Spikard().get("/", ({ query }) => [query.a].flat().length));
  const values = (count: number) => `${url}/?${"a=&".repeat(count)}`;
  assert.is(await expectJson(await fetch(values(100))), 100);
  await expectProblem(await fetch(values(101)), 400);
});

test("names that objects inherit are plain names", async () => {
  const { url } = await serve(
    new Spikard().get("/", ({ query }) => ({
      own: query.__proto__,
      inherited: "toString" in query,
      polluted: "admin" in {},
    })),
  );
  const answer = await expectJson(await fetch(`${url}/?__proto__=x&__proto__[admin]=1`));
  assert.equal(answer, { own: "x", inherited: false, polluted: false });
});

test.run();
