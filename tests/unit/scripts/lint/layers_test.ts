import { suite } from "uvu";
import * as assert from "uvu/assert";
import { lint } from "../../../support/lint.ts";

const test = suite("lint rule layers");

const faults = (path: string, source: string) => lint("layers", path, source);

for (
  const [path, source] of [
    ["src/http/status.ts", 'import { a } from "./headers.ts";'],
    ["src/routing/route.ts", 'import type { A } from "../http/handler.ts";'],
    ["src/server.ts", 'export { a } from "./bridge/mod.ts";'],
    ["src/server/listen.ts", 'import { a } from "../bridge/mod.ts";'],
    ["src/runtime/signals.ts", 'import process from "node:process";'],
    ["src/bridge/addon.ts", 'import { a } from "@spikard/native";'],
    ["src/schema/zod.ts", 'import { z } from "zod";'],
    ["mod.ts", 'export { Spikard } from "./src/app.ts";'],
    ["tests/e2e/get_test.ts", 'import { z } from "zod"; import process from "node:process";'],
  ] as const
) {
  test(`lets ${path} say ${source}`, () => assert.equal(faults(path, source), []));
}

for (
  const [path, source, message] of [
    [
      "src/http/a.ts",
      'import { a } from "../routing/b.ts";',
      "http may import no other room, not routing",
    ],
    ["src/http/a.ts", 'import type { A } from "../runtime/b.ts";', "no other room, not runtime"],
    ["src/bridge/mod.ts", 'import { a } from "../dispatch/b.ts";', "not dispatch"],
    ["src/dispatch/a.ts", 'export { a } from "../bridge/mod.ts";', "not bridge"],
    ["src/dispatch/a.ts", 'export * from "../bridge/mod.ts";', "not bridge"],
    ["src/dispatch/a.ts", 'const a = await import("../bridge/mod.ts");', "not bridge"],
    ["src/dispatch/a.ts", 'type A = import("../bridge/mod.ts").A;', "not bridge"],
    ["src/dispatch/a.ts", 'import { app } from "../app.ts";', "not app"],
    ["src/bridge/call.ts", 'import { a } from "@spikard/native";', "in src/bridge/addon.ts only"],
    ["src/schema/coerce.ts", 'import { z } from "zod";', "in src/schema/zod.ts only"],
    ["src/http/a.ts", 'import { EventEmitter } from "node:events";', "belongs in src/runtime/"],
    ["src/http/a.ts", 'import x from "left-pad";', 'does not depend on "left-pad"'],
    ["src/http/a.ts", 'import x from "../../tests/x.ts";', "tests/x.ts lies outside of src/"],
    ["src/extras/a.ts", 'import x from "../http/x.ts";', '"extras" is no room'],
  ] as const
) {
  test(`refuses ${source} in ${path}`, () => {
    assert.is(faults(path, source).length, 1);
    assert.match(faults(path, source)[0] ?? "", message);
  });
}

test.run();
