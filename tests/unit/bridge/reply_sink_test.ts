import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NativeSink } from "../../../src/bridge/reply_sink.ts";
import type { SlotCall } from "../../../src/bridge/settlements.ts";

const LARGE = 16 * 1_024;

const test = suite("NativeSink");

/** Takes bytes while there is room, as the addon does. */
class Window {
  room: number;
  taken = "";
  readonly finishes: boolean[] = [];
  readonly texts: string[] = [];
  isClosed = false;
  readonly sink: NativeSink;

  constructor(room: number) {
    this.room = room;
    // A sink uses no more of its call than this.
    const call = { close: () => this.isClosed = true } as unknown as SlotCall;
    this.sink = new NativeSink(this, 7, call);
  }

  writeText(number: number, text: string, units: number): boolean {
    assert.equal([number, units], [7, text.length]);
    this.texts.push(text);
    const bytes = new TextEncoder().encode(text);
    return bytes.length <= this.room && this.writeBytes(number, bytes) === bytes.length;
  }

  writeBytes(_number: number, bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.room);
    this.room -= part.length;
    this.taken += new TextDecoder().decode(part);
    return part.length;
  }

  finishReply(_number: number, isWhole: boolean): void {
    this.finishes.push(isWhole);
  }

  /** Makes room, and says so. */
  drain(room: number): void {
    this.room = room;
    this.sink.drained();
  }
}

test("write() hands over text and bytes while there is room", () => {
  const window = new Window(10);
  assert.ok(window.sink.write("one"));
  assert.ok(window.sink.write(new Uint8Array([50])));
  assert.is(window.taken, "one2");
});

test("write() keeps what there is no room for, and hands it over on demand", () => {
  const window = new Window(4);
  const drains: number[] = [];
  window.sink.onDrain = () => drains.push(window.room);
  assert.not(window.sink.write(new TextEncoder().encode("abcdefghij")));
  assert.is(window.taken, "abcd");
  window.drain(3);
  assert.equal([window.taken, drains], ["abcdefg", []]);
  window.drain(5);
  assert.equal([window.taken, drains], ["abcdefghij", [2]]);
});

test("write() keeps the order of what it is given while it is full", () => {
  const window = new Window(1);
  assert.not(window.sink.write("ab"));
  assert.not(window.sink.write("cd"));
  assert.not(window.sink.write(new TextEncoder().encode("ef")));
  window.drain(100);
  assert.is(window.taken, "abcdef");
});

test("a text that is not taken whole goes as bytes", () => {
  const window = new Window(3);
  assert.not(window.sink.write("d\u{fc}rr"));
  window.drain(10);
  assert.is(window.taken, "d\u{fc}rr");
});

test("a long text is never offered whole", () => {
  const window = new Window(2 * LARGE);
  assert.ok(window.sink.write("x".repeat(LARGE)));
  assert.equal([window.texts, window.taken.length], [[], LARGE]);
});

test("end() and fail() come behind what waits, and only the first counts", () => {
  for (const name of ["end", "fail"] as const) {
    const window = new Window(1);
    window.sink.write("abc");
    window.sink[name]();
    window.sink.end();
    assert.equal([window.sink.isOpen, window.finishes], [false, []]);
    window.drain(5);
    assert.equal([window.taken, window.finishes], ["abc", [name === "end"]]);
  }
});

test("a sink that has ended takes nothing, and wants nothing", () => {
  const window = new Window(10);
  window.sink.onDrain = () => assert.unreachable();
  window.sink.end();
  assert.not(window.sink.write("late"));
  assert.equal([window.taken, window.finishes], ["", [true]]);
});

test("closed() tells how it ended, and closes the call", () => {
  const window = new Window(1);
  const ends: unknown[][] = [];
  window.sink.onClose = (...end) => ends.push(end);
  window.sink.write("abc");
  window.sink.closed("aborted", 1);
  assert.equal([window.sink.isOpen, window.isClosed, ends], [false, true, [["aborted", 1]]]);
  assert.not(window.sink.write("late"));
  assert.is(window.taken, "a");
});

test.run();
