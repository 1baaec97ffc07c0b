import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NativeSource } from "../../../src/bridge/body_source.ts";
import {
  BODY_CHUNK,
  BODY_END,
  BODY_MALFORMED,
  BODY_STALLED,
  BODY_TOO_LARGE,
} from "../../../src/bridge/record.ts";

const BODY_GONE = 4;

const test = suite("NativeSource");

/** Chunks as the addon gives them, and what it was asked for. */
class Body {
  readonly asked: string[] = [];
  readonly forgotten: number[] = [];
  readonly source: NativeSource = new NativeSource(this, 7, (number) => {
    this.forgotten.push(number);
  });

  readBody(number: number): void {
    this.asked.push(`read ${number}`);
  }

  takeBody(number: number): Uint8Array {
    return new Uint8Array([number]);
  }

  cancelBody(number: number): void {
    this.asked.push(`cancel ${number}`);
  }
}

/** What errors of ours have. */
interface Failure {
  readonly status?: number;
  readonly code?: string;
  readonly message: string;
}

function failureOf(read: Promise<unknown>): Promise<Failure> {
  return read.then(() => assert.unreachable("The read was fulfilled"), (thrown) => thrown);
}

test("read() asks for one chunk, and resolves once it is there", async () => {
  const { source, asked } = new Body();
  assert.equal(asked, []);
  const read = source.read();
  assert.equal(asked, ["read 7"]);
  source.readable(BODY_CHUNK);
  assert.equal(await read, new Uint8Array([7]));
});

test("read() resolves to undefined at the end, and asks no more", async () => {
  const { source, asked, forgotten } = new Body();
  const read = source.read();
  source.readable(BODY_END);
  assert.equal([await read, await source.read()], [undefined, undefined]);
  assert.equal([asked, forgotten], [["read 7"], [7]]);
});

test("read() rejects with what the body broke off for, each time", async () => {
  const failures = [
    [BODY_TOO_LARGE, 413, /large/i],
    [BODY_STALLED, 408, /timeout/i],
    [BODY_GONE, 400, /broke off/],
    [BODY_MALFORMED, 400, /malformed/],
  ] as const;
  for (const [state, status, message] of failures) {
    const { source, forgotten } = new Body();
    const read = source.read();
    source.readable(state);
    const failure = await failureOf(read);
    assert.is(failure.status, status);
    assert.match(failure.message, message);
    assert.is(await failureOf(source.read()), failure);
    assert.equal(forgotten, [7]);
  }
});

test("read() refuses a second read at once, and the first goes on", async () => {
  const { source } = new Body();
  const read = source.read();
  assert.is((await failureOf(source.read())).code, "SPK_BODY_BUSY");
  source.readable(BODY_CHUNK);
  assert.equal(await read, new Uint8Array([7]));
});

test("cancel() ends a read that waits, and every later one", async () => {
  const { source, asked, forgotten } = new Body();
  const read = source.read();
  source.cancel();
  source.cancel();
  assert.equal([await read, await source.read()], [undefined, undefined]);
  assert.equal([asked, forgotten], [["read 7", "cancel 7"], [7]]);
});

test("close() rejects a read that waits, and every later one", async () => {
  const { source, asked } = new Body();
  const read = source.read();
  source.close();
  assert.is((await failureOf(read)).code, "SPK_CALL_CLOSED");
  assert.is((await failureOf(source.read())).code, "SPK_CALL_CLOSED");
  assert.equal(asked, ["read 7", "cancel 7"]);
});

test("close() leaves a body that is over as it is", async () => {
  const { source, asked } = new Body();
  source.cancel();
  source.close();
  assert.is(await source.read(), undefined);
  assert.equal(asked, ["cancel 7"]);
});

test.run();
