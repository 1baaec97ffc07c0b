import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runServer, type ServerOptions, Spikard } from "../../mod.ts";
import { adoptApps } from "../../src/app.ts";
import { expectJson } from "../support/answers.ts";
import { installProgram } from "../support/user_program.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("tool mode");
const serve = withServer(test);

interface Adopted {
  readonly app: Spikard;
  readonly options: ServerOptions;
}

const adopted: Adopted[] = [];
let leave = () => {};

test.before.each(() => {
  adopted.length = 0;
  leave = adoptApps((app, options) => adopted.push({ app, options }));
});
test.after.each(() => leave());

/** The first program of every guide. */
const PROGRAM = `
import { Spikard } from "@spikard/node";

const app = new Spikard();
app.get("/", () => ({ message: "Hello" }));
app.get("/users/:id", ({ params }) => ({ id: params.id }));
await app.run({ host: "127.0.0.1", port: 8000 });
export default app;
`;

const REFUSED: readonly (readonly [options: unknown, message: RegExp])[] = [
  [{ prot: 1 }, /SPK_UNKNOWN_OPTION: run\(\) has no option "prot"\. Did you mean "port"\?/],
  [{ port: -1 }, /SPK_BAD_OPTION: .*"port"/],
  [{ banner: 1 }, /SPK_BAD_OPTION: .*"banner"/],
  [null, /SPK_BAD_OPTION: run\(\) takes an object of options/],
];

test("run() of an imported file hands its app over and resolves, and a tool can serve it", async () => {
  const file = await installProgram(new Map([["app.ts", PROGRAM]]));
  const { default: app } = await import(file.href);
  assert.is(adopted.length, 1);
  assert.is(adopted[0]?.app, app);
  assert.is(adopted[0]?.options.host, "127.0.0.1");
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/users/7`)), { id: "7" });
});

test("runServer() does so too, and nothing is bound", async () => {
  const app = new Spikard().get("/", () => "here");
  // The port cannot be bound, and is not.
  assert.is(await runServer(app, { port: 1, host: "192.0.2.1" }), undefined);
  assert.is(adopted[0]?.app, app);
  assert.is(await app.close(), undefined);
});

test("run() refuses options as it does where it serves, and hands no app over", async () => {
  const app = new Spikard().get("/", () => "here");
  for (const [options, message] of REFUSED) {
    // The types refuse them.
    const reason = await app.run(options as ServerOptions).catch((thrown: unknown) => thrown);
    assert.match(String(reason), message);
  }
  assert.equal(adopted, []);
});

test("run() serves again once the tool has left", async () => {
  leave();
  const app = new Spikard().get("/", () => "here");
  const running = app.run({ port: 0, banner: false, signals: [] });
  await app.close();
  await running;
  assert.equal(adopted, []);
});

test.run();
