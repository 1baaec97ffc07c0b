import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Router, setupOf } from "../../../src/routing/router.ts";
import type { TableRoute } from "../../../src/routing/table.ts";
import { checkProbes, type HealthOptions, readHealth } from "../../../src/server/health.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("health");

class App extends Router {
  get table(): readonly TableRoute[] {
    return setupOf(this).build().routes;
  }
}

test("the probes are /livez and /readyz, or where the app wants them, or nowhere", () => {
  assert.equal(readHealth(undefined), { live: "/livez", ready: "/readyz" });
  assert.equal(readHealth({ ready: "/up" }), { live: "/livez", ready: "/up" });
  assert.equal(readHealth({ live: "/%61" }), { live: "/a", ready: "/readyz" });
  assert.is(readHealth(false), undefined);
});

const REFUSED: readonly (readonly [options: unknown, code: string, says: readonly string[]])[] = [
  [{ lives: "/a" }, "SPK_UNKNOWN_OPTION", ['"health"', 'Did you mean "live"?']],
  [true, "SPK_BAD_OPTION", ['"health"', "object"]],
  [{ live: "a" }, "SPK_BAD_PATH", ['"a"']],
  [{ live: "/:id" }, "SPK_BAD_OPTION", ['"/:id"', '"health.live"', "parameter"]],
  [{ ready: "/livez" }, "SPK_BAD_OPTION", ['"/livez"', "change one"]],
];

for (const [options, code, says] of REFUSED) {
  test(`health: ${JSON.stringify(options)} is refused`, () => {
    expectThrow(() => readHealth(options as HealthOptions), { code, says });
  });
}

const PROBES = { live: "/livez", ready: "/readyz" };

test("a route of a probe's path is refused, and both sources are named", () => {
  const get = new App().get("/readyz", function ready() {});
  const says = ["GET /readyz (ready)", "health.ready", '"health" to false'];
  expectThrow(() => checkProbes(PROBES, get.table), { code: "SPK_DUPLICATE_ROUTE", says });
  const head = new App().head("/%6civez", () => {});
  const expected = { code: "SPK_DUPLICATE_ROUTE", says: ["HEAD /%6civez", "health.live"] };
  expectThrow(() => checkProbes(PROBES, head.table), expected);
});

test("a route beside the probes is none of theirs", () => {
  const app = new App().get("/:id", () => 1).post("/livez", () => 1).get("/livez/", () => 1);
  checkProbes(PROBES, app.table);
  checkProbes(undefined, new App().get("/livez", () => 1).table);
});

test.run();
