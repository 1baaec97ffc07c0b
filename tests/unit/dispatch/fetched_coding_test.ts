import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FetchedCoding } from "../../../src/dispatch/fetched_coding.ts";

const test = suite("dispatch/fetched_coding");
const HEAD = { headers: ["content-encoding", "x", "x-a", "content-encoding"] };
const WITHOUT = { headers: ["x-a", "content-encoding"] };

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
    assert.is(await found?.look(Promise.resolve(bytes)), bytes);
    assert.equal(found?.correct(HEAD), isCoded ? HEAD : WITHOUT);
  });
}

test("codings that nobody decodes are left alone, and Responses that a program made", () => {
  for (const coding of [null, "identity", "compress", "gzip, foo"]) {
    assert.is(FetchedCoding.of(fetched(coding)), undefined);
  }
  const own = new Response("", { headers: { "content-encoding": "gzip" } });
  assert.is(FetchedCoding.of(own), undefined);
});

test.run();
