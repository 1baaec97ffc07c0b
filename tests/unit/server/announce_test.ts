import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isContainer } from "../../../src/runtime/container.ts";
import { startOf, stopOf } from "../../../src/server/announce.ts";

const test = suite("announce");
const START = { name: undefined, routes: 1, docs: undefined, ready: 5 };
const SERVER = { url: "http://0.0.0.0:8000", host: "0.0.0.0" };

test("the start names address, routes and time", () => {
  const { lines, message, fields } = startOf(SERVER, { ...START, routes: 12, ready: 38 });
  assert.match(
    lines[0] ?? "",
    /^Spikard \d+\.\d+\.\d+ {2}http:\/\/0\.0\.0\.0:8000 {2}\(12 routes, ready in 38 ms\)$/,
  );
  assert.is(lines.length, 1);
  assert.is(message, "Listening");
  const { url, routes, ready, hint } = fields;
  assert.equal({ url, routes, ready, hint }, {
    url: SERVER.url,
    routes: 12,
    ready: 38,
    hint: undefined,
  });
});

test("an app with a name has it in place of the framework's", () => {
  const { lines } = startOf(SERVER, { ...START, name: "Shop 2.1" });
  assert.equal(lines, ["Shop 2.1  http://0.0.0.0:8000  (1 route, ready in 5 ms)"]);
});

test("an app with a page says where that is", () => {
  const { lines, fields } = startOf(SERVER, { ...START, docs: "/docs" });
  assert.is(lines[1], "Docs  http://0.0.0.0:8000/docs");
  assert.is(fields.docs, "http://0.0.0.0:8000/docs");
});

test("a container that only it can reach gets a hint", () => {
  const { lines } = startOf({ url: "", host: "127.0.0.1" }, START);
  const hint = 'listening on 127.0.0.1 only: use host "0.0.0.0" in a container';
  assert.equal(lines.slice(1), isContainer() ? [hint] : []);
});

test("the stop says what was drained", () => {
  assert.equal(stopOf({ answered: 1, cut: 2 }), {
    lines: ["Stopped  (1 request answered while stopping, 2 cut)"],
    message: "Stopped",
    fields: { answered: 1, cut: 2 },
  });
});

test.run();
