import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Call } from "../../src/http/call.ts";
import { serveCalls } from "../support/bridge_server.ts";
import { eventually } from "../support/waiting.ts";

const test = suite("signals of the border");

test("a stop that nears its end is told to every call that goes on, which may still answer", async () => {
  const told: string[] = [];
  const sinks = new Map<Call, () => void>();
  const server = serveCalls((call) => {
    if (call.query() === "answered") return call.reply(200, "", "");
    if (call.query() === "awaited") return call.settle(new Promise(() => {}));
    const sink = call.replyStream(200, "", { heartbeat: 0 });
    sinks.set(call, () => sink.end());
  }, {
    stopping: (call) => {
      told.push(sinks.has(call) ? "streamed" : call.query());
      if (call.isOpen) call.reply(200, "", "in time");
      sinks.get(call)?.();
    },
  });
  const url = `http://127.0.0.1:${server.port}/`;
  await (await fetch(`${url}?answered`)).text();
  const streamed = await fetch(`${url}?streamed`);
  const awaited = fetch(`${url}?awaited`);
  await eventually("the call is there", () => server.stats().slotsInUse === 1);
  const { cut } = await server.close(2_000);
  assert.is(cut, 0);
  assert.is(await (await awaited).text(), "in time");
  assert.is(await streamed.text(), "");
  assert.equal(told.sort(), ["awaited", "streamed"]);
});

test("a call that holds the event loop is named, with its time", async () => {
  const blocked: [string, boolean][] = [];
  const server = serveCalls((call) => {
    const end = performance.now() + (call.query() === "long" ? 250 : 0);
    while (performance.now() < end);
    call.reply(200, "", "");
  }, { blocked: (call, milliseconds) => blocked.push([call.method, milliseconds >= 200]) });
  const url = `http://127.0.0.1:${server.port}/`;
  await Promise.all(["short", "long", "short"].map((query) => fetch(`${url}?${query}`)));
  assert.equal(blocked, [["GET", true]]);
  await server.close(1_000);
});

test.run();
