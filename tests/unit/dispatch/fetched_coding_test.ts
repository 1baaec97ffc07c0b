import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AwaitedStreams } from "../../../src/dispatch/awaited_streams.ts";
import { FetchedCoding } from "../../../src/dispatch/fetched_coding.ts";
import { readPrompt } from "../../../src/streaming/prompt.ts";
import { FakeCall } from "../../support/fake_call.ts";

const test = suite("dispatch/fetched_coding");
const HEADERS = ["content-encoding", "x", "x-a", "content-encoding"];
const WITHOUT = ["x-a", "content-encoding"];

/** A Response as `fetch` gives it: only its URL tells it from one that a program made. */
function fetched(coding: string | null): Response {
  const response = new Response(
    "",
    coding === null ? {} : {
      headers: { "content-encoding": coding },
    },
  );
  return Object.defineProperty(response, "url", { value: "http://localhost/" });
}

function waiting() {
  return { call: new FakeCall(), route: { awaited: new AwaitedStreams() } };
}

const BODIES: readonly (readonly [coding: string, body: number[], isCoded: boolean])[] = [
  ["gzip", [0x1f, 0x8b, 8], true],
  ["GZIP", [0x61, 0x62], false],
  ["x-gzip", [0x1f], false],
  ["deflate", [0x78, 0x9c], true],
  ["deflate", [0x78, 0x61], false],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd, 0], true],
  ["br", [0x1f, 0x8b], false],
  ["br, gzip", [0x1f, 0x8b], true],
  ["gzip", [], false],
];

for (const [coding, body, isCoded] of BODIES) {
  test(`a body [${body}] of ${coding} is ${isCoded ? "still coded" : "decoded"}`, async () => {
    const found = FetchedCoding.of(fetched(coding));
    const bytes = new Uint8Array(body);
    assert.is(await found?.look(Promise.resolve(bytes), waiting()), bytes);
    assert.equal(found?.correct(HEADERS), isCoded ? HEADERS : WITHOUT);
  });
}

test("a body that does not begin is stopped with its call", async () => {
  let cancels = 0;
  const stalled = new ReadableStream({ cancel: () => void (cancels += 1) });
  const { call, route } = waiting();
  const looking = FetchedCoding.of(fetched("gzip"))?.look(readPrompt(stalled, () => true), {
    call,
    route,
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.is(cancels, 0);
  route.awaited.stop(call);
  await looking;
  assert.is(cancels, 1);
});

test("a body whose cancelling fails harms nobody", async () => {
  const stalled = new ReadableStream({ cancel: () => Promise.reject(new Error("Broken")) });
  const { call, route } = waiting();
  const looking = FetchedCoding.of(fetched("gzip"))?.look(readPrompt(stalled, () => true), {
    call,
    route,
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  route.awaited.stop(call);
  assert.ok(await looking);
});

test("codings that nobody decodes are left alone, and Responses that a program made", () => {
  for (const coding of [null, "identity", "compress", "gzip, foo"]) {
    assert.is(FetchedCoding.of(fetched(coding)), undefined);
  }
  const own = new Response("", { headers: { "content-encoding": "gzip" } });
  assert.is(FetchedCoding.of(own), undefined);
});

test.run();
