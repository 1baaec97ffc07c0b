import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spin } from "../../../src/bridge/spin.ts";

const test = suite("Spin");

/** Runs dry at `at` and is woken `gap` ms later, so often that it is trusted. */
function trusted(cpus = 2): Spin {
  const spin = new Spin(cpus);
  for (let at = 0; at < 8; at++) sleepOnce(spin, at, 0.1);
  return spin;
}

function sleepOnce(spin: Spin, at: number, gap: number): void {
  spin.idle(at);
  spin.woken(at + gap);
}

test("continues() is false before wakes have shown that work comes at once", () => {
  const spin = new Spin(2);
  spin.idle(0);
  assert.is(spin.continues(0.01, 1), false);
});

test("continues() is true for 200 us once wakes came soon after running dry", () => {
  const spin = trusted();
  spin.idle(10);
  assert.is(spin.continues(10.05, 1), true);
  assert.is(spin.continues(10.19, 1), true);
  assert.is(spin.continues(10.21, 1), false);
});

test("continues() is never true on one CPU", () => {
  const spin = trusted(1);
  spin.idle(10);
  assert.is(spin.continues(10.01, 1), false);
});

test("continues() is false with more than 8 requests in flight", () => {
  const spin = trusted();
  spin.idle(10);
  assert.is(spin.continues(10.01, 9), false);
  assert.is(spin.continues(10.01, 8), true);
});

test("one late wake takes all trust away, so sparse traffic never spins", () => {
  const spin = trusted();
  sleepOnce(spin, 10, 5);
  spin.idle(20);
  assert.is(spin.continues(20.01, 1), false);
});

test("a spin that expired is followed by twice as many wakes without one each time", () => {
  const spin = trusted();
  assert.is(wakesUntilSpin(spin, 100), 2);
  assert.is(wakesUntilSpin(spin, 200), 4);
  assert.is(wakesUntilSpin(spin, 300), 8);
});

test("a spin that paid halves the number again", () => {
  const spin = trusted();
  expire(spin, 50);
  expire(spin, 60);
  for (let wake = 0; wake < 16; wake++) sleepOnce(spin, 70 + wake, 0.1);
  for (let paid = 0; paid < 4; paid++) pay(spin, 100 + paid);
  assert.is(wakesUntilSpin(spin, 200), 2);
});

test("eight spins in a row that barely paid count as expired", () => {
  const spin = trusted();
  for (let at = 0; at < 8; at++) {
    spin.idle(50 + at);
    assert.is(spin.continues(50.05 + at, 1), true);
    spin.busy(50.1 + at);
  }
  spin.idle(70);
  assert.is(spin.continues(70.01, 1), false);
});

test("spins and paid count spins and those that paid", () => {
  const spin = trusted();
  pay(spin, 50);
  pay(spin, 51);
  expire(spin, 60);
  assert.equal([spin.spins, spin.paid], [3, 2]);
});

function expire(spin: Spin, at: number): void {
  spin.idle(at);
  spin.continues(at + 0.01, 1);
  spin.continues(at + 0.3, 1);
}

function pay(spin: Spin, at: number): void {
  spin.idle(at);
  spin.continues(at + 0.01, 1);
  spin.busy(at + 0.02);
}

/** Lets a spin expire, then counts the wakes until the next one may start. */
function wakesUntilSpin(spin: Spin, at: number): number {
  expire(spin, at);
  for (let wakes = 0; wakes < 100; wakes++) {
    const now = at + 1 + wakes;
    spin.idle(now);
    if (spin.continues(now + 0.01, 1)) return wakes;
    spin.woken(now + 0.1);
  }
  return Infinity;
}

test.run();
