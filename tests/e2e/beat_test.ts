import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { programUrl } from "../support/program.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { eventually, within } from "../support/waiting.ts";

const test = suite("beat");

const released = new Int32Array(new SharedArrayBuffer(4));
let worker: Worker;
let url: string;

test.before(async () => {
  worker = new Worker(programUrl("probed_worker"), { workerData: released });
  const [port] = await within("The port of the worker", once(worker, "message"));
  url = `http://127.0.0.1:${port}`;
});
test.after(async () => {
  Atomics.store(released, 0, 1);
  await worker.terminate();
});

async function probe(name: "livez" | "readyz"): Promise<number> {
  const response = await fetch(`${url}/${name}`);
  await response.arrayBuffer();
  return response.status;
}

test("a server that has never been asked anything is ready", async () => {
  assert.equal([await probe("livez"), await probe("readyz")], [200, 200]);
});

test("a held event loop is alive but soon not ready, and ready again once it goes on", async () => {
  const client = await connectRaw(Number(new URL(url).port));
  client.send(getRequest("/hold"));
  await eventually("the server is not ready", async () => await probe("readyz") === 503);
  assert.is(await probe("livez"), 200);
  Atomics.store(released, 0, 1);
  assert.is((await client.receive()).status, 200);
  await eventually("the server is ready", async () => await probe("readyz") === 200);
  await client.close();
});

test.run();
