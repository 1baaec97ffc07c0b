import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stripProto } from "../../../src/http/strip_proto.ts";

const test = suite("http/strip_proto");

const CASES: readonly [string, string][] = [
  ['{"a":1,"__proto__":{"admin":true}}', '{"a":1}'],
  ['{"\\u005f_proto__":1}', "{}"],
  ['[{"a":{"__proto__":[]}}]', '[{"a":{}}]'],
  ['{"constructor":{"prototype":{"x":1},"name":"a"}}', '{"constructor":{"name":"a"}}'],
  ['{"constructor":{"constructor":{"prototype":1}}}', '{"constructor":{"constructor":{}}}'],
  ['{"constructor":"x","prototype":1}', '{"constructor":"x","prototype":1}'],
  ['{"constructor":null}', '{"constructor":null}'],
  ['"__proto__"', '"__proto__"'],
  ["null", "null"],
  ["1", "1"],
];

for (const [text, left] of CASES) {
  test(`stripProto() leaves ${left} of ${text}`, () => {
    const value: unknown = JSON.parse(text);
    stripProto(value);
    assert.is(JSON.stringify(value), left);
  });
}

test("stripProto() goes into the depth", () => {
  const value: unknown = JSON.parse(`${"[".repeat(1_000)}{"__proto__":1}${"]".repeat(1_000)}`);
  stripProto(value);
  assert.is(JSON.stringify(value), `${"[".repeat(1_000)}{}${"]".repeat(1_000)}`);
});

test.run();
