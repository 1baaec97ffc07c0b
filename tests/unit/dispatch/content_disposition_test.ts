import { suite } from "uvu";
import * as assert from "uvu/assert";
import { attachment } from "../../../src/dispatch/content_disposition.ts";

const test = suite("content disposition");

const NAMES: readonly [name: string, value: string][] = [
  ["report.pdf", 'attachment; filename="report.pdf"'],
  ["", 'attachment; filename=""'],
  ["two words.txt", 'attachment; filename="two words.txt"'],
  ["naïve.txt", `attachment; filename="na_ve.txt"; filename*=UTF-8''na%C3%AFve.txt`],
  ["😀.txt", `attachment; filename="_.txt"; filename*=UTF-8''%F0%9F%98%80.txt`],
  ['say "hi"', `attachment; filename="say _hi_"; filename*=UTF-8''say%20%22hi%22`],
  ["it's (1)*é", `attachment; filename="it's (1)*_"; filename*=UTF-8''it%27s%20%281%29%2A%C3%A9`],
  ["../../etc/passwd", 'attachment; filename=".._.._etc_passwd"'],
  ["a\\b", 'attachment; filename="a_b"'],
  ["a\r\nb\0c\x7f", 'attachment; filename="a__b_c_"'],
  ["half \ud800", 'attachment; filename="half _"'],
];

for (const [name, value] of NAMES) {
  test(`attachment() names ${JSON.stringify(name)}`, () => {
    assert.is(attachment(name), value);
  });
}

test.run();
