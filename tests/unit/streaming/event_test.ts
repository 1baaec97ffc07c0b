import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeEvent } from "../../../src/streaming/event.ts";

const test = suite("streaming/event");

const EVENTS: readonly (readonly [name: string, event: unknown, wire: string])[] = [
  ["text", "hello", "data: hello\n\n"],
  ["empty text", "", "data: \n\n"],
  ["text with a space before it", { data: " x" }, "data:  x\n\n"],
  ["text beyond ASCII", { data: "é€😀" }, "data: é€😀\n\n"],
  ["lines of every ending", { data: "a\nb\rc\r\nd" }, "data: a\ndata: b\ndata: c\ndata: d\n\n"],
  ["a line end at the end", { data: "a\n" }, "data: a\ndata: \n\n"],
  ["an object", { data: { n: 1, text: "a\nb" } }, 'data: {"n":1,"text":"a\\nb"}\n\n'],
  ["a number", { data: 0 }, "data: 0\n\n"],
  ["null", { data: null }, "data: null\n\n"],
  [
    "every member",
    { data: "x", event: "tick", id: "7", retry: 500, comment: "why" },
    ": why\nretry: 500\nevent: tick\nid: 7\ndata: x\n\n",
  ],
  ["a number as id", { id: 7, data: "x" }, "id: 7\ndata: x\n\n"],
  ["an empty id, which clients forget theirs for", { id: "" }, "id: \n\n"],
  ["a comment of two lines", { comment: "a\r\nb" }, ": a\n: b\n\n"],
  ["a comment that would end the event", { comment: "a\n\ndata: b" }, ": a\n: \n: data: b\n\n"],
  ["nothing", {}, "\n"],
];

for (const [name, event, wire] of EVENTS) {
  test(`encodeEvent() writes ${name}`, () => {
    assert.is(encodeEvent(event), wire);
  });
}

const REFUSED: readonly (readonly [name: string, event: unknown, message: RegExp])[] = [
  ["another key", { data: 1, name: "x" }, /no member "name"/],
  ["an array", ["x"], /no member "0"/],
  ["a number", 7, /of the type number/],
  ["null", null, /of the type null/],
  ["undefined", undefined, /of the type undefined/],
  ["a time that is no number", { retry: "5" }, /retry of an event is 5/],
  ["a time below 0", { retry: -1 }, /retry/],
  ["a fraction of a millisecond", { retry: 0.5 }, /retry/],
  ["a function as data", { data: () => 1 }, /data of an event is a function/],
  ["a comment that is no text", { comment: 1 }, /comment of an event is a number/],
  ["a name that is no text", { event: 1 }, /event of an event is a number/],
  ["null as id", { id: null }, /id of an event is an? object/],
];

for (const [name, event, message] of REFUSED) {
  test(`encodeEvent() refuses ${name}`, () => {
    assert.throws(
      () => encodeEvent(event),
      (thrown: unknown) => thrown instanceof TypeError && message.test(thrown.message),
    );
  });
}

for (const field of ["event", "id"]) {
  for (const [name, text] of [["CR", "a\rb"], ["LF", "a\ndata: b"], ["NUL", "a\0b"]] as const) {
    test(`encodeEvent() refuses ${name} in ${field}`, () => {
      assert.throws(() => encodeEvent({ [field]: text }), /CR, LF or NUL in it: leave them out/);
    });
  }
}

for (
  const [name, value] of [
    ["a Date", new Date(0)],
    ["a Map", new Map([["data", 1]])],
    ["a Set", new Set([1])],
    ["an Error", new Error("No")],
    ["an empty array", []],
  ] as const
) {
  test(`${name} is no event`, () => {
    assert.throws(() => encodeEvent(value), /of the class \w+: give \{ data: ... \}/);
  });
}

for (
  const [name, constructor] of [
    ["no class", undefined],
    ["a class without a name", class {}],
    ["a class whose name is no text", { name: Symbol("No") }],
  ] as const
) {
  test(`an object of ${name} is no event`, () => {
    const value = Object.create({ constructor });
    assert.throws(() => encodeEvent(value), /of a class without a name: give \{ data: ... \}/);
  });
}

test("members of an event may be inherited", () => {
  class Tick {
    get data(): number {
      return 7;
    }
  }
  assert.is(encodeEvent(new Tick()), "data: 7\n\n");
});

test.run();
