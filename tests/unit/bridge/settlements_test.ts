import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Call } from "../../../src/http/call.ts";
import { Settlements, type SlotCall } from "../../../src/bridge/settlements.ts";

const test = suite("Settlements");

function recording(): { events: unknown[][]; settlements: Settlements } {
  const events: unknown[][] = [];
  const record = (event: string) => (call: Call, value?: unknown): void =>
    void events.push([event, slotOf(call), value]);
  const settlements = new Settlements({
    begin: record("begin"),
    fulfilled: record("fulfilled"),
    rejected: record("rejected"),
    expired: record("expired"),
    late: (value) => void events.push(["late", value]),
    stopping: record("stopping"),
    blocked: record("blocked"),
  });
  return { events, settlements };
}

// Settlements reads nothing of a call but its slot and generation.
const call = (slot: number, generation = 1) => ({ slot, generation }) as SlotCall;
const slotOf = (call: Call) => (call as SlotCall).slot;

const slotsOf = (calls: Iterable<Call>) => [...calls].map(slotOf);

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("await() tells of the value and of the reason", async () => {
  const { events, settlements } = recording();
  settlements.await(call(1), Promise.resolve("yes"));
  settlements.await(call(2), Promise.reject("no"));
  await settled();
  assert.equal(events, [["fulfilled", 1, "yes"], ["rejected", 2, "no"]]);
});

test("await() serves one call of a slot after the other", async () => {
  const { events, settlements } = recording();
  for (let generation = 1; generation <= 3; generation++) {
    settlements.await(call(1, generation), Promise.resolve(generation));
    await settled();
  }
  assert.equal(events.map(([, , value]) => value), [1, 2, 3]);
});

test("await() cannot be fooled by a replaced then", async () => {
  const { events, settlements } = recording();
  const promise = Promise.resolve("once");
  Object.assign(promise, {
    then(fulfilled: (value: unknown) => void) {
      fulfilled("first");
      fulfilled("second");
    },
  });
  settlements.await(call(1), promise);
  await settled();
  assert.equal(events, [["fulfilled", 1, "once"]]);
});

test("take() leaves what the promise still brings to late(), also where the slot has a next call", async () => {
  const { events, settlements } = recording();
  let settle = (_value: string): void => {};
  const first = call(1, 1);
  settlements.await(first, new Promise((resolve) => settle = resolve));
  assert.is(settlements.take(1, 1), first);
  let settleNext = (_value: string): void => {};
  settlements.await(call(1, 2), new Promise((resolve) => settleNext = resolve));
  settle("late");
  await settled();
  assert.equal(events, [["late", "late"]]);
  settleNext("right");
  await settled();
  assert.equal(events.slice(1), [["fulfilled", 1, "right"]]);
  assert.is(settlements.late, 1);
});

test("take() knows no call of another generation, and none that has settled", async () => {
  const { settlements } = recording();
  settlements.await(call(1, 7), Promise.resolve());
  assert.is(settlements.take(1, 6), undefined);
  assert.is(settlements.take(2, 7), undefined);
  await settled();
  assert.is(settlements.take(1, 7), undefined);
});

test("expect() keeps a call for take(), until all is closed", () => {
  const { settlements } = recording();
  const expected = call(1);
  assert.is(settlements.expect(expected), true);
  assert.is(settlements.take(1, 1), expected);
  assert.is(settlements.take(1, 1), undefined);
  settlements.closeAll();
  assert.is(settlements.expect(expected), false);
  assert.is(settlements.take(1, 1), undefined);
});

test("closeAll() closes the calls whose promises are awaited", () => {
  const { settlements } = recording();
  const closed: number[] = [];
  for (const slot of [1, 2]) {
    const awaited = Object.assign(call(slot), { close: () => void closed.push(slot) });
    settlements.await(awaited, new Promise(() => {}));
  }
  settlements.closeAll();
  assert.equal(closed, [1, 2]);
});

test("calls() gives the calls whose promise is awaited", async () => {
  const { settlements } = recording();
  settlements.await(call(1), new Promise(() => {}));
  settlements.await(call(2), Promise.resolve());
  settlements.await(call(3), new Promise(() => {}));
  assert.equal(slotsOf(settlements.calls()), [1, 2, 3]);
  await settled();
  settlements.take(3, 1);
  assert.equal(slotsOf(settlements.calls()), [1]);
});

test.run();
