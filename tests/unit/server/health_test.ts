import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type HealthOptions, readHealth } from "../../../src/server/health.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("health");

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
];

for (const [options, code, says] of REFUSED) {
  test(`health: ${JSON.stringify(options)} is refused`, () => {
    expectThrow(() => readHealth(options as HealthOptions), { code, says });
  });
}

test.run();
