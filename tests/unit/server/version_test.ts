import { suite } from "uvu";
import * as assert from "uvu/assert";
import deno from "../../../deno.json" with { type: "json" };
import { checkNativeVersion, VERSION } from "../../../src/server/version.ts";

const test = suite("server/version");

test("the version is the one that is published", () => {
  assert.is(VERSION, deno.version);
  checkNativeVersion(deno.version);
});

test("checkNativeVersion() names both versions", () => {
  assert.throws(() => checkNativeVersion("9.9.9"), (error: Error & { code?: string }) => {
    assert.is(error.code, "SPK_ADDON_VERSION");
    assert.match(error.message, '@spikard/native is version "9.9.9"');
    assert.match(error.message, `@spikard/node is version "${VERSION}"`);
    return true;
  });
});

test.run();
