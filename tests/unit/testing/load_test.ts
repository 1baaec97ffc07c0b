import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../../mod.ts";
import { type AppFile, loadApp } from "../../../src/testing/load.ts";

const test = suite("testing/load");

async function reason(promise: Promise<unknown>): Promise<{ code?: string; message: string }> {
  try {
    await promise;
  } catch (thrown) {
    return thrown as Error; // every test rejects with one
  }
  throw new Error("Nothing was thrown");
}

test("loadApp() takes an app as it is", async () => {
  const app = new Spikard();
  assert.is(await loadApp(app), app);
});

test("loadApp() takes the default export of a file, whose run() serves nothing", async () => {
  const app = new Spikard().get("/", () => "here");
  let hasRun = false;
  const file = async () => {
    await app.run({ host: "192.0.2.1" });
    hasRun = true;
    return { default: app };
  };
  assert.is(await loadApp(file), app);
  assert.is(hasRun, true);
});

test("two loadApp() at once serve neither app, and run() serves again after both", async () => {
  const [first, second] = [new Spikard(), new Spikard()];
  const { promise: firstStarts, resolve: startFirst } = Promise.withResolvers<void>();
  const { promise: secondStarts, resolve: startSecond } = Promise.withResolvers<void>();
  const file = (app: Spikard, starts: Promise<void>): AppFile => async () => {
    await starts;
    await app.run();
    return { default: app };
  };
  const loading = [loadApp(file(first, firstStarts)), loadApp(file(second, secondStarts))] as const;
  startFirst();
  assert.is(await loading[0], first);
  startSecond();
  assert.is(await loading[1], second);
  assert.is((await reason(new Spikard().run())).code, "SPK_NO_ROUTES");
});

test("loadApp() lets run() serve again where the import failed", async () => {
  const fault = new Error("There is no such file");
  assert.is(await reason(loadApp(() => Promise.reject(fault))), fault);
  const app = new Spikard();
  assert.is((await reason(app.run())).code, "SPK_NO_ROUTES");
});

for (const [name, value] of [["nothing", undefined], ["an object", {}], ["null", null]] as const) {
  test(`loadApp() refuses ${name}, given or exported`, async () => {
    const wrong = value as unknown as Spikard; // what a program in JavaScript may pass
    const file = (() => Promise.resolve({ default: value })) as unknown as AppFile;
    for (const refused of [wrong, file]) {
      const { code, message } = await reason(loadApp(refused));
      assert.is(code, "SPK_NO_APP");
      assert.match(message, /"export default app"/);
    }
  });
}

test.run();
