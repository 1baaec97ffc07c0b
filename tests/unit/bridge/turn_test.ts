import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Turn } from "../../../src/bridge/turn.ts";

const test = suite("Turn");

/** A turn that begins at 0 and takes a record for each of the times. */
function turnOf(...times: number[]): Turn {
  const turn = new Turn();
  turn.begin(0);
  for (const time of times) turn.took(time);
  return turn;
}

test("mayTake is true until the turn has run for 2 ms", () => {
  assert.is(turnOf(1, 2).mayTake, true);
  assert.is(turnOf(1, 2.1).mayTake, false);
});

test("mayTake is true for the first record of a round, however late that begins", () => {
  const turn = turnOf(1);
  turn.endRound();
  turn.beginRound(9);
  assert.is(turn.mayTake, true);
  turn.took(9.1);
  assert.is(turn.mayTake, false);
});

test("limit is what the last round took in time, and grows again up to 64", () => {
  const turn = turnOf(1, 2, 3);
  turn.endRound();
  assert.is(turn.limit, 3);
  const limits = [1, 2, 3, 4, 5, 6].map((at) => {
    turn.begin(10 * at);
    turn.took(10 * at + 1);
    turn.endRound();
    return turn.limit;
  });
  assert.equal(limits, [6, 12, 24, 48, 64, 64]);
});

test("limit is never 0, not even after a late round that took nothing", () => {
  const turn = turnOf(5);
  turn.beginRound(6);
  turn.endRound();
  assert.is(turn.limit, 1);
  turn.begin(10);
  turn.took(11);
  turn.endRound();
  assert.is(turn.limit, 2);
});

test("took() tells how long the record took, and time how long all of the round did", () => {
  const turn = turnOf();
  assert.equal([turn.took(0.5), turn.took(0.75)], [0.5, 0.25]);
  assert.equal([turn.taken, turn.time], [2, 0.75]);
  turn.beginRound(1);
  assert.is(turn.took(1.5), 0.5);
  assert.equal([turn.taken, turn.time], [1, 0.5]);
});

test("mayGoOn() allows four rounds in a turn, within 2 ms", () => {
  const turn = turnOf();
  const rounds = [1, 2, 3, 4].map((round) => {
    const mayGoOn = turn.mayGoOn(round / 10);
    turn.beginRound(round / 10);
    return mayGoOn;
  });
  assert.equal(rounds, [true, true, true, false]);
  turn.begin(10);
  assert.equal([turn.mayGoOn(12), turn.mayGoOn(12.1)], [true, false]);
});

test.run();
