import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Server, Spikard } from "../../mod.ts";
import { expectProblem } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { SECRET } from "../support/hostile_values.ts";
import { REJECTED_VALUES, THROWN_VALUES } from "../support/thrown_values.ts";
import { UNSENDABLE_VALUES } from "../support/unsendable_values.ts";

const test = suite("thrown and unsendable values");
const cases = [...THROWN_VALUES, ...REJECTED_VALUES, ...UNSENDABLE_VALUES];
const rejections: unknown[] = [];
const app = new Spikard();
const log = captureLog(test);
let server: Server;

test.before(async () => {
  process.on("unhandledRejection", (reason) => rejections.push(reason));
  server = await app.listen({ port: 0 });
});
test.after(() => server.close({ timeout: 0 }));

for (const [index, { name, handler, logged }] of cases.entries()) {
  app.get(`/${index}`, handler);
  test(`${name} is a bare 500, and one line in the log`, async () => {
    const response = await fetch(`${server.url}/${index}`);
    assert.not.match(JSON.stringify([...response.headers]), SECRET);
    const { requestId, ...problem } = await expectProblem(response, 500);
    assert.equal(problem, {
      type: "https://spikard.dev/errors/internal-server-error",
      title: "Internal Server Error",
      status: 500,
    });
    assert.is(log.length, 1, log.join(""));
    assert.match(log[0] ?? "", logged);
    assert.match(log[0] ?? "", `GET /${index}`);
    assert.match(log[0] ?? "", String(requestId));
  });
}

test("none of them is left behind as an unhandled rejection", async () => {
  await sleep(50);
  assert.equal(rejections, []);
});

test.run();
