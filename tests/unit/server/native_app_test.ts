import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Router, setupOf } from "../../../src/routing/router.ts";
import { readAppOptions, type SpikardOptions } from "../../../src/server/app_options.ts";
import { nativeRoute, nativeSettings } from "../../../src/server/native_app.ts";
import type { ServedApp } from "../../../src/server/served_app.ts";
import { readListenOptions } from "../../../src/server/settings.ts";

const test = suite("server/native_app");
const { native } = readListenOptions({});

function served(router: Router, options: SpikardOptions = {}): ServedApp {
  const table = setupOf(router).build();
  return { settings: readAppOptions(options), table, document: undefined, notFound: undefined };
}

test("what listen() was told and what the app says cross together", () => {
  const app = served(new Router().get("/a", () => 1), {
    bodyLimit: "2kb",
    formFileLimit: "3kb",
    handlerTimeout: "4s",
    health: { live: "/up" },
  });
  assert.equal(nativeSettings(native, app, undefined), {
    ...native,
    bodyLimit: 2_048,
    handlerTimeout: 4_000,
    limits: { ...native.limits, formFileLimit: 3_072 },
    health: { live: "/up", ready: "/readyz" },
    answerHeaders: "",
    routes: [{ method: "GET", path: "/a", streamsBody: false, keepsProto: false }],
  });
});

test("without probes, and without an id for its own answers, the server hears of none", () => {
  const settings = nativeSettings(native, served(new Router(), { health: false }), undefined);
  assert.equal(["health" in settings, "requestIdHeader" in settings], [false, false]);
});

test("the document of the app crosses where it is served", () => {
  const app = { ...served(new Router(), { openapi: true }), document: "{}" };
  const [document, ...others] = nativeSettings(native, app, undefined).documents ?? [];
  assert.is(document?.path, "/openapi.json");
  assert.equal(others, []);
});

test("the fallback stands behind the table", () => {
  const app = served(new Router().get("/a", () => 1));
  const { routes, fallback } = nativeSettings(native, app, "/*path");
  assert.is(fallback, 1);
  assert.equal(routes[1], { method: "*", path: "/*path", keepsProto: false });
});

test("headers of the server's own answers cross as one text", () => {
  const answerHeaders = { constant: { "X-A": "1", "x-b": "2" }, requestId: "X-Id" };
  const app = served(new Router().use({ answerHeaders }));
  const settings = nativeSettings(native, app, undefined);
  assert.is(settings.answerHeaders, "x-a\x001\0x-b\x002\0");
  assert.is(settings.requestIdHeader, "x-id");
});

test("nativeRoute() leaves out limits that the route does not have", () => {
  const limits = { bodyLimit: 5, formFileLimit: 6, handlerTimeout: 0 };
  const app = new Router().get("/a", () => {})
    .post("/b", { body: "stream", ...limits }, () => {});
  assert.equal(setupOf(app).build().routes.map(nativeRoute), [
    { method: "GET", path: "/a", streamsBody: false, keepsProto: false },
    { method: "POST", path: "/b", streamsBody: true, keepsProto: false, ...limits },
  ]);
});

test("nativeRoute() refuses sizes that cannot cross", () => {
  const body = setupOf(new Router().post("/", { bodyLimit: "4gb" }, () => {})).build();
  assert.throws(() => body.routes.map(nativeRoute), /SPK_BAD_OPTION.*"bodyLimit"/);
  const file = setupOf(new Router().post("/", { formFileLimit: "4gb" }, () => {})).build();
  assert.throws(() => file.routes.map(nativeRoute), /SPK_BAD_OPTION.*"formFileLimit"/);
});

test.run();
