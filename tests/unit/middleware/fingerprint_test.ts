import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fingerprint } from "../../../src/middleware/fingerprint.ts";

const test = suite("middleware/fingerprint");

test("fingerprint() is the same for the same content", () => {
  assert.is(fingerprint("Hello"), fingerprint("Hello"));
  assert.is(fingerprint("Hello"), fingerprint(new TextEncoder().encode("Hello")));
});

test("fingerprint() tells apart what differs in one place", () => {
  const content = "x".repeat(1_000);
  const seen = new Set([fingerprint(content)]);
  for (let i = 0; i < content.length; i++) {
    seen.add(fingerprint(`${content.slice(0, i)}y${content.slice(i + 1)}`));
  }
  assert.is(seen.size, content.length + 1);
});

test("fingerprint() of 100,000 numbers has no two alike", () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, i) => fingerprint(`{"id":${i}}`)));
  assert.is(seen.size, 100_000);
});

test("fingerprint() fits into a header", () => {
  assert.match(fingerprint("\u0000\u{1f600}"), /^[0-9a-z]+-[0-9a-z]+-[0-9a-z]+$/);
});

test.run();
