import { execFileSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { deno } from "../../../src/runtime/deno.ts";
import { requestListen, requestRead } from "../../../src/runtime/permission.ts";

const test = suite("permission");

test("requestListen() resolves where everything is permitted", async () => {
  assert.is(await requestListen("127.0.0.1:8000"), undefined);
});

test("requestRead() returns where everything is permitted", () => {
  assert.is(requestRead("/srv/x"), undefined);
});

if (deno !== undefined) {
  const script = fileURLToPath(new URL("./restricted.ts", import.meta.url));
  const flags = ["run", "--no-prompt", "--allow-ffi", "--allow-net=127.0.0.1:8000"];
  const seen = JSON.parse(execFileSync(process.execPath, [...flags, script], { encoding: "utf8" }));

  test("requestListen() resolves for the address that was granted", () => {
    assert.is(seen.granted, "granted");
  });

  test("requestListen() rejects SPK_PERMISSION naming address and flag", () => {
    assert.is(seen.other.code, "SPK_PERMISSION");
    assert.is(
      seen.other.text,
      'SPK_PERMISSION: Deno does not permit listening on "127.0.0.1:8001". ' +
        "Add --allow-net=127.0.0.1:8001 to the command",
    );
  });

  test("requestListen() rejects a host that Deno cannot parse", () => {
    assert.is(seen.junk.code, "SPK_PERMISSION");
  });

  test("requestRead() throws SPK_PERMISSION naming folder and flag", () => {
    assert.is(seen.read.code, "SPK_PERMISSION");
    assert.is(
      seen.read.text,
      'SPK_PERMISSION: Deno does not permit reading "/srv/x". ' +
        "Add --allow-read=/srv/x to the command",
    );
  });

  test("the room works without permission to read files or the environment", () => {
    assert.is(seen.home, null);
    assert.is(seen.container, false);
    assert.is(seen.terminal, false);
  });
}

test.run();
