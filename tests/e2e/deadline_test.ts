import { suite } from "uvu";
import * as assert from "uvu/assert";
import { connectMany, connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { startWorkerServer } from "../support/worker_server.ts";

const test = suite("deadline");

test("requests are answered 504 while a handler holds the thread, its own included", async () => {
  const { worker, port, release } = await startWorkerServer();
  try {
    const spinning = await connectRaw(port);
    const spun = spinning.exchange(getRequest("/spin"));
    const others = await connectMany(port, 20);
    const answers = others.map((client) => client.exchange(getRequest("/slow")));
    // The thread is released below, so whoever is answered before was answered by Rust.
    for (const { status } of await Promise.all([spun, ...answers])) assert.is(status, 504);
    const refused = await others[0]?.exchange(getRequest("/nowhere"));
    assert.is(refused?.status, 404);
    release();
    for (const client of [spinning, ...others]) {
      assert.is(textOf(await client.exchange(getRequest("/"))), "here");
    }
  } finally {
    release();
    await worker.terminate();
  }
});

test.run();
