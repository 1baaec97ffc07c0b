import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HeadTemplates } from "../../../src/bridge/head_templates.ts";
import { ReplyBuffer } from "../../../src/bridge/reply_buffer.ts";

const test = suite("ReplyBuffer");

interface Committed {
  words: number[];
  text: string;
  bytes?: Uint8Array;
}

/** Records what is handed over; all heads but the empty one travel inline. */
function recording(): { replies: ReplyBuffer; committed: Committed[] } {
  const committed: Committed[] = [];
  const sink = {
    commit(words: Uint32Array, count: number, text: string, units: number): void {
      assert.is(units, text.length);
      committed.push({ words: [...words.subarray(0, count * 5)], text });
    },
    commitBytes(words: Uint32Array, head: string, bytes: Uint8Array): void {
      committed.push({ words: [...words], text: head, bytes });
    },
    openReply(words: Uint32Array, head: string, heartbeat: number): number {
      committed.push({ words: [...words, heartbeat], text: head });
      return 7;
    },
  };
  return { replies: new ReplyBuffer(sink, new HeadTemplates(() => null)), committed };
}

const ticket = (slot: number) => ({ slot, generation: slot + 100 });

test("flush() hands over words and one text for all replies", () => {
  const { replies, committed } = recording();
  replies.add(ticket(1), 200, "", "one");
  replies.add(ticket(2), 201, "a\0b\0", "two");
  replies.flush();
  assert.equal(committed, [{
    words: [1, 101, 200, 0, 3, 2, 102, 201, 4, 3],
    text: "onea\0b\0two",
  }]);
});

test("flush() hands over nothing where nothing was added", () => {
  const { replies, committed } = recording();
  replies.flush();
  assert.equal(committed, []);
});

test("add() hands over at the sixteenth reply", () => {
  const { replies, committed } = recording();
  for (let slot = 0; slot < 17; slot++) replies.add(ticket(slot), 200, "", "x");
  assert.is(committed.length, 1);
  assert.is(committed[0]?.text, "x".repeat(16));
  replies.flush();
  assert.is(committed[1]?.text, "x");
});

test("add() hands over before the text grows beyond 64 Ki units and a reply", () => {
  const { replies, committed } = recording();
  for (let slot = 0; slot < 6; slot++) replies.add(ticket(slot), 200, "", "x".repeat(16_000));
  assert.is(committed.length, 1);
});

test("add() sends a large text alone, and leaves the others waiting", () => {
  const { replies, committed } = recording();
  replies.add(ticket(1), 200, "", "small");
  replies.add(ticket(2), 200, "a\0b\0", "x".repeat(16_384));
  assert.is(committed.length, 1);
  assert.equal(committed[0]?.words, [2, 102, 200, 4, 16_384]);
  replies.flush();
  assert.is(committed[1]?.text, "small");
});

test("add() sends a text alone that ends with half a surrogate pair", () => {
  const { replies, committed } = recording();
  replies.add(ticket(1), 200, "", "\ud83d");
  replies.add(ticket(2), 200, "", "\ude00");
  replies.flush();
  assert.equal(committed.map(({ text }) => text), ["\ud83d", "\ude00"]);
});

test("add() sends bytes alone, their head as text", () => {
  const { replies, committed } = recording();
  const bytes = new Uint8Array([1, 2, 3]);
  replies.add(ticket(1), 206, "a\0b\0", bytes);
  assert.equal(committed, [{ words: [1, 101, 206, 4, 0], text: "a\0b\0", bytes }]);
});

test("open() hands over the head at once, and returns the number of the stream", () => {
  const { replies, committed } = recording();
  assert.is(replies.open(ticket(1), 200, "a\0b\0", 15_000), 7);
  assert.equal(committed, [{ words: [1, 101, 200, 4, 0, 15_000], text: "a\0b\0" }]);
});

test("add() names a head that repeats by its number", () => {
  const committed: number[][] = [];
  const sink = {
    commit: (words: Uint32Array) => void committed.push([...words.subarray(0, 5)]),
    commitBytes: () => {},
    openReply: () => null,
  };
  const replies = new ReplyBuffer(sink, new HeadTemplates(() => 9));
  for (let times = 0; times < 3; times++) {
    replies.add(ticket(1), 200, "a\0b\0", "");
    replies.flush();
  }
  assert.equal(committed[1], [1, 101, 200, 4, 0]);
  assert.equal(committed[2], [1, 101, 200 | 9 << 16, 0, 0]);
});

test.run();
