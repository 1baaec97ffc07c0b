import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";

const test = suite("ready");

/** An app with a plugin that adds its route later. */
function lateApp(pluginTimeout?: number): { app: Spikard; finish: () => void } {
  let finish = () => {};
  const promise = new Promise<void>((resolve) => finish = resolve);
  const app = new Spikard(pluginTimeout === undefined ? {} : { pluginTimeout });
  app.get("/", () => "at once").register(async function late(scope) {
    await promise;
    scope.get("/late", () => "later");
  });
  return { app, finish: () => finish() };
}

test("a document of an app whose plugin is at work would be half of one", () => {
  const { app } = lateApp();
  assert.throws(() => app.openapi(), /^SPK_PLUGIN_PENDING: .*await app\.ready\(\)/);
});

test("ready() waits for plugins, and the document has what they add", async () => {
  const { app, finish } = lateApp();
  const ready = app.ready();
  finish();
  await ready;
  assert.equal(Object.keys(app.openapi().paths), ["/", "/late"]);
});

test("ready() leaves registration open, and has nothing to wait for without plugins", async () => {
  const app = new Spikard().get("/", () => 1);
  await app.ready();
  app.get("/more", () => 1);
  assert.equal(Object.keys(app.openapi().paths), ["/", "/more"]);
});

test("ready() rejects where a plugin fails, and where one takes too long", async () => {
  const failing = new Spikard().register(async function broken() {
    await Promise.reject(new Error("no database"));
  });
  const reason = await failing.ready().catch((error) => error);
  assert.is(reason.code, "SPK_PLUGIN_FAILED");
  const { app, finish } = lateApp(1);
  assert.is((await app.ready().catch((error) => error)).code, "SPK_PLUGIN_TIMEOUT");
  finish();
});

test.run();
