import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { loadApp } from "../../../src/cli/load_app.ts";

const test = suite("cli/load_app");
const folder = mkdtempSync(join(tmpdir(), "load-app-"));
test.after(() => rmSync(folder, { recursive: true }));

test("an import that never settles is refused with the reason", async () => {
  const file = join(folder, "hanging.mjs");
  let settle = () => {};
  Object.assign(globalThis, { unsettled: new Promise<void>((resolve) => settle = resolve) });
  writeFileSync(file, "await globalThis.unsettled;");
  const reason = await loadApp(file, 20).catch((error) => error);
  assert.match(reason.message, /hanging\.mjs" has not finished after 0\.02 s: an await at its top/);
  assert.is(reason.exitCode, 1);
  settle();
});

test("what can do what an app can is one, whatever made it", async () => {
  const file = join(folder, "like_an_app.mjs");
  writeFileSync(file, "export default { routes: [], openapi: () => ({}), ready: async () => {} };");
  assert.equal((await loadApp(file)).routes, []);
});

test.run();
