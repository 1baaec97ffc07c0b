import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PluginError } from "../../../src/routing/plugin.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";
import type { RouteTable } from "../../../src/routing/table.ts";
import { Gate } from "../../support/gate.ts";

const test = suite("routing/plugin");

class App extends Router {
  async start(): Promise<RouteTable> {
    await setupOf(this).ready(0);
    return setupOf(this).freeze();
  }

  get isReady(): boolean {
    return setupOf(this).ready(0) === undefined;
  }
}

test("a plugin fills a scope of its own", async () => {
  const app = new App();
  const hook = () => {};
  app.register((scope) => scope.preHandler(hook).get("/in", () => 1), { prefix: "/v1" });
  app.get("/out", () => 1);
  const { routes: [inner, outer] } = await app.start();
  assert.equal([inner?.metadata.path, outer?.metadata.path], ["/v1/in", "/out"]);
  assert.equal(inner?.layers.hooks.preHandler, [hook]);
  assert.equal(outer?.layers.hooks.preHandler, []);
});

test("a plugin gets its options, without the prefix", () => {
  const seen: unknown[] = [];
  function plugin(_: Router, options: { readonly size?: number }) {
    seen.push(options);
  }
  new App().register(plugin, { prefix: "/v1", size: 3 }).register(plugin);
  assert.equal(seen, [{ size: 3 }, {}]);
});

test("a synchronous plugin has run when register() returns, and nothing waits", () => {
  const app = new App().register((scope) => {
    scope.get("/", () => 1);
  });
  assert.is(app.routes.length, 1);
  assert.ok(app.isReady);
});

test("asynchronous plugins are awaited, those that come later too, and keep their place", async () => {
  const app = new App();
  const gate = new Gate();
  app.register(async (scope) => {
    await gate.pass();
    scope.get("/first", () => 1);
    scope.register(async (inner) => {
      await Promise.resolve();
      inner.get("/inner", () => 1);
    });
  });
  app.get("/second", () => 1);
  const starting = app.start();
  assert.not.ok(app.isReady);
  gate.open();
  const { routes } = await starting;
  assert.equal(routes.map(({ path }) => path), ["/first", "/inner", "/second"]);
  assert.ok(app.isReady);
});

test("the plugins of a Router are awaited by the app it is registered in", async () => {
  const router = new Router().register(async (scope) => {
    await Promise.resolve();
    scope.get("/", () => 1);
  });
  assert.is((await new App().register(router).start()).routes.length, 1);
});

test("a plugin that rejects stops every start, with its name and the cause", async () => {
  const app = new App().get("/", () => 1);
  const cause = new Error("Connection refused");
  app.register(async function database() {
    await Promise.resolve();
    throw cause;
  });
  for (let round = 0; round < 2; round++) {
    const error: unknown = await app.start().catch((reason) => reason);
    assert.instance(error, PluginError);
    assert.equal(
      [String(error), (error as PluginError).code],
      [
        'Error: SPK_PLUGIN_FAILED: The plugin "database" failed: Connection refused',
        "SPK_PLUGIN_FAILED",
      ],
    );
    assert.is((error as PluginError).cause, cause);
  }
});

test("a plugin that never ends is named by the start, with the place it was registered at", async () => {
  const app = new Router().get("/", () => 1);
  const gate = new Gate();
  app.register(async function database() {
    await gate.pass();
  }, { prefix: "/v1" });
  const error: unknown = await setupOf(app).ready(1)?.catch((reason) => reason);
  assert.instance(error, PluginError);
  assert.match(
    String(error),
    /^Error: SPK_PLUGIN_TIMEOUT: The plugin "database" at "\/v1" has not finished after 1 ms/,
  );
  assert.match(((error as PluginError).cause as Error).stack ?? "", "plugin_test");
  gate.open();
  await setupOf(app).ready(10_000);
  assert.is(setupOf(app).ready(1), undefined);
});

test("each plugin has its own time, and 0 is no limit", async () => {
  const app = new Router();
  const gates = [new Gate(), new Gate()];
  for (const gate of gates) app.register(() => gate.pass());
  const waiting = setupOf(app).ready(0);
  for (const gate of gates) {
    await new Promise((resolve) => setTimeout(resolve));
    gate.open();
  }
  await waiting;
  assert.is(setupOf(app).ready(0), undefined);
});

test("what is no Error is the cause all the same", async () => {
  const app = new App().register(() => Promise.reject(404));
  const error: unknown = await app.start().catch((reason) => reason);
  assert.is((error as PluginError).cause, 404);
  assert.match(String(error), /failed: see its cause/);
});

test("a plugin that throws leaves nothing behind", () => {
  const app = new App();
  const broken = (scope: Router) => {
    scope.get("/", () => 1);
    throw new RangeError("Broken");
  };
  assert.throws(() => app.register(broken), (error: unknown) => error instanceof RangeError);
  assert.equal(app.routes, []);
  assert.ok(app.isReady);
});

test("a handler given as a plugin is refused, at once or when the app starts", async () => {
  // The types refuse them.
  const handler = (function hello() {
    return "hello";
  }) as unknown as () => void;
  assert.throws(
    () => new App().register(handler),
    /SPK_NOT_REGISTRABLE: The function "hello" returned a value.*get\("\/"\)\(hello\)/,
  );
  const later = (() => Promise.resolve("hello")) as unknown as () => Promise<void>;
  const error: unknown = await new App().register(later).start().catch((reason) => reason);
  assert.match(String(error), /SPK_PLUGIN_FAILED.*SPK_NOT_REGISTRABLE/);
});

test("a plugin that adds hooks and no route is refused, with the way to add them to the app", async () => {
  function cors(scope: Router) {
    scope.onSend(() => {}).register(() => {});
  }
  const app = new App().get("/", () => 1).register(cors);
  const error: unknown = await app.start().catch((reason) => reason);
  assert.match(String(error), /SPK_UNUSED_SCOPE: The plugin "cors" adds .* call cors\(app\)/);
  cors(app);
  const fitting = new App().register((scope) => {
    cors(scope);
    scope.register(new Router().get("/", () => 1));
  });
  assert.is((await fitting.start()).routes.length, 1);
});

test("a plugin that adds nothing, and a Router without routes, are left alone", async () => {
  const app = new App().get("/", () => 1).register(() => {}).register(new Router().use(() => 1));
  assert.is((await app.start()).routes.length, 1);
});

test("a plugin cannot put its scope into a circle", () => {
  const router = new Router();
  assert.throws(() => router.register((scope) => scope.register(router)), /SPK_CYCLE/);
});

test.run();
