import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readPrompt } from "../../../src/streaming/prompt.ts";

const test = suite("streaming/prompt");

const wanted = () => true;
const later = () => new Promise((resolve) => setTimeout(resolve, 2));

function bytes(length: number, fill = 7): Uint8Array {
  return new Uint8Array(length).fill(fill);
}

async function collect(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<number[]> {
  if (body instanceof Uint8Array) throw new Error("The body was read whole");
  const all: number[] = [];
  for await (const chunk of body) all.push(...chunk);
  return all;
}

/** A stream of chunks, some of them promises; tells what it was cancelled with. */
function streamOf(...chunks: readonly unknown[]) {
  const cancelled: unknown[] = [];
  const waiting = [...chunks];
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (waiting.length === 0) return controller.close();
      // A program in JavaScript may enqueue anything.
      controller.enqueue(await waiting.shift() as Uint8Array);
    },
    cancel: (reason) => void cancelled.push(reason),
  });
  return { stream, cancelled };
}

test("readPrompt() joins chunks that are there at once", async () => {
  const { stream } = streamOf(bytes(2, 1), bytes(3, 2));
  assert.equal(await readPrompt(stream, wanted), new Uint8Array([1, 1, 2, 2, 2]));
});

test("readPrompt() hands over a single chunk of any size as it is", async () => {
  const large = bytes(1024 * 1024);
  assert.is(await readPrompt(streamOf(large).stream, wanted), large);
});

test("readPrompt() of an empty stream gives no bytes", async () => {
  assert.equal(await readPrompt(streamOf().stream, wanted), new Uint8Array());
});

test("readPrompt() reads the bodies of web Responses", async () => {
  for (const body of ["text", bytes(3), new Blob(["x"]), new URLSearchParams({ a: "1" })]) {
    const expected = new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
    // A Response of something has a body.
    const { body: stream } = new Response(body as BodyInit) as { body: ReadableStream<Uint8Array> };
    assert.equal(await readPrompt(stream, wanted), expected);
  }
});

test("readPrompt() gives a stream that waits, from its first chunk on", async () => {
  const third = later().then(() => bytes(1, 3));
  const { stream } = streamOf(bytes(1, 1), bytes(1, 2), third, bytes(1, 4));
  assert.equal(await collect(await readPrompt(stream, wanted)), [1, 2, 3, 4]);
});

test("readPrompt() gives a stream whose first chunk takes its time", async () => {
  const { stream } = streamOf(later().then(() => bytes(1, 1)));
  assert.equal(await collect(await readPrompt(stream, wanted)), [1]);
});

test("readPrompt() holds no more of a long stream than is worth joining", async () => {
  let pulled = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(bytes(16 * 1024));
    },
  });
  const body = await readPrompt(stream, wanted);
  assert.not.instance(body, Uint8Array);
  assert.ok(pulled <= 7, `${pulled} chunks were pulled`);
});

test("readPrompt() lets the turn end where a stream always has a chunk, an empty one even", async () => {
  for (const length of [0, 1]) {
    let pulled = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        if (pulled === 10_000) controller.close();
        else controller.enqueue(bytes(length));
      },
    });
    const body = await readPrompt(stream, wanted);
    assert.ok(pulled < 1_000, `${pulled} chunks were pulled`);
    assert.is((await collect(body)).length, 9_999 * length);
  }
});

test("a stream given by readPrompt() is cancelled by return(), also while a read waits", async () => {
  const { stream, cancelled } = streamOf(bytes(1), new Promise(() => {}));
  const body = await readPrompt(stream, wanted);
  if (body instanceof Uint8Array) throw new Error("The body was read whole");
  const iterator = body[Symbol.asyncIterator]();
  await iterator.next();
  const waiting = iterator.next();
  await iterator.return?.();
  assert.is(cancelled.length, 1);
  assert.is((await waiting).done, true);
});

test("a stream given by readPrompt() can be read ahead, and still gives all of it", async () => {
  const pieces = [[1], [2, 2], [3]].map((piece) => new Uint8Array(piece));
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  }, { highWaterMark: 0 });
  const body = await readPrompt(stream, wanted);
  if (body instanceof Uint8Array) return assert.unreachable();
  assert.equal(await body.begin(2), new Uint8Array([1, 2, 2]));
  assert.equal(await body.begin(9), new Uint8Array([1, 2, 2, 3]));
  assert.equal(await collect(body), [1, 2, 2, 3]);
});

test("readPrompt() cancels a stream that nobody wants any more", async () => {
  const { stream, cancelled } = streamOf(new Promise(() => {}));
  await readPrompt(stream, () => false);
  assert.is(cancelled.length, 1);
});

test("readPrompt() rejects as the stream does", async () => {
  const { stream } = streamOf(Promise.reject(new Error("The disk is gone")));
  try {
    await readPrompt(stream, wanted);
    assert.unreachable();
  } catch (thrown) {
    assert.match(String(thrown), /disk is gone/);
  }
});

test("readPrompt() refuses a chunk that is not bytes, and cancels the stream", async () => {
  const { stream, cancelled } = streamOf("text", "more");
  try {
    await readPrompt(stream, wanted);
    assert.unreachable();
  } catch (thrown) {
    assert.match(String(thrown), /TypeError: A body stream gave no Uint8Array/);
  }
  assert.is(cancelled.length, 1);
});

test("a stream given by readPrompt() fails at a chunk that is not bytes", async () => {
  const { stream, cancelled } = streamOf(later().then(() => "text"));
  try {
    await collect(await readPrompt(stream, wanted));
    assert.unreachable();
  } catch (thrown) {
    assert.match(String(thrown), /no Uint8Array/);
  }
  assert.is(cancelled.length, 1);
});

test.run();
