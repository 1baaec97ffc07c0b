import { suite } from "uvu";
import * as assert from "uvu/assert";
import { streamOf } from "../../../src/http/body_stream.ts";
import { PayloadTooLarge } from "../../../src/http/http_errors.ts";
import { MemorySource } from "../../support/memory_source.ts";

const test = suite("http/body_stream");

const chunks = [new Uint8Array([1]), new Uint8Array([2, 3])];
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test("streamOf() gives every chunk, then the end", async () => {
  const all: number[] = [];
  for await (const chunk of streamOf(new MemorySource(chunks))) all.push(...chunk);
  assert.equal(all, [1, 2, 3]);
});

test("streamOf() reads nothing before it is read, and no chunk ahead", async () => {
  const source = new MemorySource(chunks);
  const reader = streamOf(source).getReader();
  await turn();
  assert.is(source.reads, 0);
  await reader.read();
  await turn();
  assert.is(source.reads, 1);
});

test("streamOf() fails as its source does", async () => {
  const fault = new PayloadTooLarge();
  const reader = streamOf(new MemorySource(chunks.slice(0, 1), fault)).getReader();
  await reader.read();
  try {
    await reader.read();
    assert.unreachable();
  } catch (thrown) {
    assert.is(thrown, fault);
  }
});

test("streamOf() lets go of its source where it is cancelled", async () => {
  const source = new MemorySource(chunks);
  await streamOf(source).cancel();
  assert.is(source.isCancelled, true);
});

test.run();
