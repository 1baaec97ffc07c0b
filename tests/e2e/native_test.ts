import { suite } from "uvu";
import * as assert from "uvu/assert";
import { internHead, NativeServer, type NativeSettings } from "../../src/bridge/addon.ts";
import { eventually } from "../support/waiting.ts";

const SETTINGS: NativeSettings = {
  host: "127.0.0.1",
  port: 0,
  threads: 0,
  bodyLimit: 1_024,
  handlerTimeout: 1_000,
  drainDelay: 0,
  routes: [{ method: "GET", path: "/" }],
  limits: { slots: 4, slotWait: 100, connections: 0 },
  timeouts: { head: 1_000, idle: 1_000, body: 1_000 },
};
const WORDS = 2_600;
const UNKNOWN = 0xffff_ffff;

const test = suite("native server");

let native: NativeServer;
test.before.each(() => {
  native = new NativeServer(SETTINGS, () => {});
});
test.after.each(async () => {
  const words = new Uint32Array(WORDS);
  native.close(100);
  await eventually("the record of the stop", () => {
    native.pull(words, 64, false);
    return words[0] === 1 && (words[4]! & 0xff) === 2;
  });
  native.release();
});

test("the constructor refuses answer headers that are none", () => {
  for (
    const settings of [
      { answerHeaders: "x-lonely" },
      { answerHeaders: "bad name\0x\0" },
      { answerHeaders: "x-snow\0\u2603\0" },
      { answerHeaders: "connection\0close\0" },
      { requestIdHeader: "bad name" },
      { requestIdHeader: "content-length" },
    ]
  ) {
    const make = () => new NativeServer({ ...SETTINGS, ...settings }, () => {});
    assert.throws(make, /SPK_BAD_SETTINGS: The /);
  }
});

test("pull() refuses an array that has no room for a record", () => {
  for (const length of [0, 1, 3, 10]) {
    assert.throws(() => native.pull(new Uint32Array(length), 64, false), /too short/);
  }
});

test("commit() refuses a length that no string has", () => {
  assert.throws(() => native.commit(new Uint32Array(5), 1, "x", UNKNOWN), /that long/);
});

test("commit() drops replies to calls that do not run", () => {
  const words = new Uint32Array([0, 0, 200, 0, 1, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);
  native.commit(words, 2, "x", 1);
  native.commit(words, UNKNOWN, "", 0);
  native.commit(new Uint32Array(0), 1, "", 0);
  native.commitBytes(new Uint32Array(0), "", new Uint8Array(0));
  native.commitBytes(words, "not a head", new Uint8Array(1));
  assert.is(native.stats().slotsInUse, 0);
});

test("readers refuse a call that does not run", () => {
  const readers = [
    () => native.method(0, 0),
    () => native.param(UNKNOWN, 0, 0),
    () => native.path(0, UNKNOWN),
    () => native.query(0, 0),
    () => native.peer(0, 0),
    () => native.header(0, 0, "host"),
    () => native.headers(0, 0),
    () => native.bodyText(0, 0),
    () => native.bodyBytes(0, 0),
  ];
  for (const read of readers) assert.throws(read, /answered or given up/);
});

test("internHead() gives no number to what is not a head", () => {
  for (const head of ["bad name\0x\0", "a\0b\nc\0", "a\0\u2603\0"]) {
    assert.is(internHead(head), null);
  }
});

test.run();
