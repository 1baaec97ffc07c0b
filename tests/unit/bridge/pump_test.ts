import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Batch } from "../../../src/bridge/batch.ts";
import { Drive } from "../../../src/bridge/drive.ts";
import { Pump } from "../../../src/bridge/pump.ts";
import { Spin } from "../../../src/bridge/spin.ts";
import { repeatByEntering, repeatByQueueing } from "../../../src/runtime/async_context.ts";
import { block } from "../../support/blocking.ts";

const test = suite("Pump");

/** A ring of route numbers, and what the pump did with it. */
class Ring {
  readonly waiting: number[] = [];
  readonly taken: number[] = [];
  readonly limits: number[] = [];
  /** Routes that held the loop, and whether it was for long. */
  readonly blocks: [route: number, isLong: boolean][] = [];
  parks = 0;
  flushes = 0;
  onTake: (route: number) => void = () => {};
  onFlush: () => void = () => {};
  onPull: () => void = () => {};
  readonly drives: boolean[] = [];
  /** Whether the network is lent to who would drive. */
  lends = true;
  readonly pump: Pump;

  /** What each round's calls took, in milliseconds. */
  readonly times: number[] = [];

  constructor({ cpus = 2, repeat = repeatByEntering() } = {}) {
    const spin = new Spin(1);
    const drive = new Drive(spin, cpus);
    drive.ran = (_, time) => this.times.push(time);
    this.pump = new Pump(this, this, { spin, drive, repeat });
  }

  pull(words: Uint32Array, limit: number, drives: boolean): string {
    this.limits.push(limit);
    this.drives.push(drives);
    this.onPull();
    const routes = this.waiting.splice(0, limit);
    words[0] = routes.length;
    words[1] = 0;
    words[2] = routes.length;
    words[3] = drives && this.lends ? 1 : 0;
    routes.forEach((route, index) => words.set([0, index, 1, route, 0, 0, 0, 0], 4 + index * 8));
    return "";
  }

  bodies(): string {
    throw new Error("No bodies ride along here");
  }

  park(): boolean {
    this.parks++;
    return this.waiting.length === 0;
  }

  take(batch: Batch): void {
    this.taken.push(batch.word(3));
    this.onTake(batch.word(3));
  }

  flush(): void {
    this.flushes++;
    this.onFlush();
  }

  blocked(milliseconds: number): void {
    this.blocks.push([this.taken.at(-1)!, milliseconds >= 200]);
  }

  async parked(): Promise<void> {
    while (this.parks === 0) await turn();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("wake() takes all that waits, in order, and parks", async () => {
  const ring = new Ring();
  ring.waiting.push(...numbers(100));
  ring.pump.wake();
  await ring.parked();
  assert.equal(ring.taken, numbers(100));
  assert.is(ring.parks, 1);
});

test("wake() never parks within the call itself", async () => {
  const ring = new Ring();
  ring.pump.wake();
  assert.is(ring.parks, 0);
  await ring.parked();
});

test("wake() does nothing while the pump is awake", async () => {
  const ring = new Ring();
  ring.waiting.push(1);
  ring.onTake = () => ring.pump.wake();
  ring.pump.wake();
  await ring.parked();
  assert.equal(ring.taken, [1]);
});

test("the pump hands over after every batch", async () => {
  const ring = new Ring();
  ring.waiting.push(...numbers(65));
  ring.pump.wake();
  await ring.parked();
  assert.is(ring.flushes, 2);
});

/** Batches taken before the first turn ends, if each reply brings a request. */
function takenAtOnce(ring: Ring): number {
  ring.waiting.push(0);
  ring.onFlush = () => {
    if (ring.flushes < 10) ring.waiting.push(ring.flushes);
  };
  ring.pump.wake();
  return ring.taken.length;
}

test("a turn takes one batch, and up to four while this thread has the network", async () => {
  const [woken, refused] = [new Ring(), new Ring({ cpus: 1 })];
  refused.lends = false;
  assert.equal([woken, refused].map(takenAtOnce), [1, 1]);
  // A machine that is busy may leave a turn no time for four.
  const driving = Array.from({ length: 20 }, () => new Ring({ cpus: 1 }));
  assert.is(Math.max(...driving.map(takenAtOnce)), 4);
  const rings = [woken, refused, ...driving];
  await Promise.all(rings.map((ring) => ring.parked()));
  assert.ok(rings.every(({ taken }) => taken.length === 10));
});

test("a turn ends after 2 ms, whoever drives", async () => {
  const ring = new Ring({ cpus: 1 });
  ring.onTake = () => block(3);
  assert.is(takenAtOnce(ring), 1);
  await ring.parked();
});

test("a record is taken by every turn, however long pulls take", async () => {
  const ring = new Ring({ cpus: 1 });
  ring.waiting.push(...numbers(5));
  ring.onPull = () => block(3);
  ring.onFlush = () => block(1);
  ring.pump.wake();
  assert.ok(ring.taken.length > 0);
  await ring.parked();
  assert.equal(ring.taken, numbers(5));
  assert.ok(ring.limits.every((limit) => limit > 0));
});

test("what a pull takes is no cost of the calls it brings", async () => {
  const ring = new Ring({ cpus: 1 });
  ring.waiting.push(0);
  ring.onPull = () => {
    if (ring.flushes === 1) block(200);
  };
  ring.onFlush = () => {
    if (ring.flushes === 1) ring.waiting.push(1);
  };
  ring.pump.wake();
  await ring.parked();
  assert.is(ring.times.length, 2);
  assert.ok(ring.times[1]! < 200);
});

test("a pull tells who drives", async () => {
  const [woken, driving] = [new Ring(), new Ring({ cpus: 1 })];
  woken.pump.wake();
  driving.pump.wake();
  await Promise.all([woken.parked(), driving.parked()]);
  assert.not(woken.drives.includes(true));
  assert.not(driving.drives.includes(false));
});

test("flushLate() hands over what was replied between turns", () => {
  const ring = new Ring();
  ring.pump.flushLate();
  assert.is(ring.flushes, 1);
});

test("a batch that takes too long goes on in a later turn, and the next pull takes less", async () => {
  const ring = new Ring();
  ring.waiting.push(...numbers(100));
  ring.onTake = (route) => {
    if (route === 3) block(5);
  };
  const turns: number[] = [];
  ring.pump.wake();
  turns.push(ring.taken.length);
  await ring.parked();
  assert.equal(turns, [4]);
  assert.equal(ring.taken, numbers(100));
  assert.ok(ring.limits.some((limit) => limit < 64));
});

test("a record that holds the event loop is told of, and no other", async () => {
  const ring = new Ring();
  ring.waiting.push(...numbers(5));
  ring.onTake = (route) => {
    if (route === 2) block(220);
  };
  ring.pump.wake();
  await ring.parked();
  assert.equal(ring.blocks, [[2, true]]);
});

test("isInTurn tells whether a flush follows by itself", async () => {
  const ring = new Ring();
  const seen: boolean[] = [];
  ring.waiting.push(1);
  ring.onTake = () => seen.push(ring.pump.isInTurn);
  ring.pump.wake();
  seen.push(ring.pump.isInTurn);
  await ring.parked();
  assert.equal(seen, [true, false]);
});

test("a throw hands over what is complete, and the pump goes on behind it", async () => {
  const ring = new Ring();
  ring.waiting.push(...numbers(5));
  ring.onTake = (route) => {
    if (route === 2) throw new Error("broken");
  };
  assert.throws(() => ring.pump.wake(), /broken/);
  assert.is(ring.flushes, 1);
  assert.is(ring.pump.isInTurn, false);
  await ring.parked();
  assert.equal(ring.taken, numbers(5));
});

test("a batch of queued runs is one turn, with its flush at the end", async () => {
  const ring = new Ring({ repeat: repeatByQueueing() });
  const flushed: number[] = [];
  ring.waiting.push(...numbers(60));
  ring.onTake = () => flushed.push(ring.flushes);
  ring.pump.wake();
  assert.equal([ring.taken, ring.pump.isInTurn], [[], true]);
  await ring.parked();
  assert.equal(ring.taken, numbers(60));
  assert.equal(flushed, numbers(60).fill(0));
  assert.equal([ring.flushes, ring.pump.isInTurn], [1, false]);
});

test("a batch of queued runs that takes too long goes on in a later turn", async () => {
  const ring = new Ring({ repeat: repeatByQueueing() });
  const flushed: number[] = [];
  ring.waiting.push(...numbers(40));
  ring.onTake = (route) => {
    flushed.push(ring.flushes);
    if (route === 3) block(5);
  };
  ring.pump.wake();
  await ring.parked();
  assert.equal(ring.taken, numbers(40));
  assert.equal([flushed[3], flushed[4]], [0, 1]);
});

test("stop() ends the turns", async () => {
  const ring = new Ring();
  ring.waiting.push(1, 2);
  ring.onTake = () => ring.pump.stop();
  ring.pump.wake();
  await turn();
  await turn();
  ring.pump.wake();
  assert.is(ring.limits.length, 1);
});

test.run();
