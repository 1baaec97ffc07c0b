import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type HealthOptions, Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { expectRejection } from "../support/errors.ts";
import { startProgram } from "../support/program.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("health");
const serve = withServer(test);

/** An app that would notice a probe in JavaScript. */
function appWith(health?: HealthOptions | false): Spikard {
  const app = new Spikard(health === undefined ? {} : { health });
  app.onRequest(() => ({ hooked: true }));
  return app.get("/:any", ({ params }) => params.any);
}

test("an app that serves is alive and ready, without a word from JavaScript", async () => {
  const app = appWith();
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/livez`)), { status: "live" });
  assert.equal(await expectJson(await fetch(`${url}/readyz`)), { status: "ready" });
  assert.is((await fetch(`${url}/livez`)).headers.get("cache-control"), "no-store");
  assert.is((await fetch(`${url}/livez`, { method: "HEAD" })).status, 200);
  await expectProblem(await fetch(`${url}/livez`, { method: "POST" }), 405);
  assert.equal(app.routes.map(({ path }) => path), ["/:any"]);
});

test("the probes stand where the app wants them", async () => {
  const { url } = await serve(appWith({ live: "/health/live", ready: "/health/ready" }));
  assert.equal(await expectJson(await fetch(`${url}/health/live`)), { status: "live" });
  assert.equal(await expectJson(await fetch(`${url}/health/ready`)), { status: "ready" });
  assert.equal(await expectJson(await fetch(`${url}/livez`)), { hooked: true });
});

test("health: false leaves their paths to routes", async () => {
  const app = new Spikard({ health: false }).get("/livez", () => "mine");
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/livez`)), "mine");
  await expectProblem(await fetch(`${url}/readyz`), 404);
});

test("a route of a probe's path is refused, and both sources are named", async () => {
  const app = new Spikard().get("/readyz", function mine() {});
  await expectRejection(app.listen({ port: 0 }), {
    code: "SPK_DUPLICATE_ROUTE",
    says: ["GET /readyz (mine)", "health.ready"],
  });
});

test("while a handler holds the event loop the app is alive, and not ready after a second", async () => {
  const folder = mkdtempSync(join(tmpdir(), "spikard-"));
  const release = join(folder, "release");
  const program = startProgram("blocking", { args: [release] });
  try {
    const url = `http://127.0.0.1:${await program.port()}`;
    const blocked = fetch(`${url}/block`);
    assert.is(await program.output.next(), "blocked");
    await eventually("That the app is not ready", async () => {
      return (await statusOf(`${url}/readyz`)) === 503;
    });
    assert.is(await statusOf(`${url}/livez`), 200);
    writeFileSync(release, "");
    assert.is(await expectText(await blocked), "free");
    await eventually("That the app is ready", async () => {
      return (await statusOf(`${url}/readyz`)) === 200;
    });
  } finally {
    await program.kill();
    rmSync(folder, { recursive: true });
  }
});

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
}

test.run();
