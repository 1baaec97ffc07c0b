import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Guard } from "../../../src/http/hooks.ts";
import { Unauthorized } from "../../../src/http/http_errors.ts";
import { redirect } from "../../../src/http/replies.ts";
import { layeredDispatcher, type SomeLayers } from "../../support/dispatcher.ts";
import { FakeCall } from "../../support/fake_call.ts";
import { runCall } from "../../support/run_call.ts";

const test = suite("dispatch/guards");

async function run(guards: readonly Guard[], layers: SomeLayers = {}) {
  let hasRun = false;
  const dispatcher = layeredDispatcher(() => {
    hasRun = true;
    return "made";
  }, { ...layers, guards });
  return { ...await runCall(dispatcher, new FakeCall()), hasRun, lines: dispatcher.lines };
}

/** A guard that says so at once, and one that says so later. */
function bothWays(say: () => ReturnType<Guard>): readonly Guard[] {
  return [say, () => Promise.resolve().then(say)];
}

for (const pass of [...bothWays(() => true), ...bothWays(() => {})]) {
  test("true and nothing let a request pass", async () => {
    assert.is((await run([pass, pass])).body, "made");
  });
}

for (const refuse of bothWays(() => false)) {
  test("false is a 403, and the handler does not run", async () => {
    const { status, hasRun, lines } = await run([refuse]);
    assert.is(status, 403);
    assert.is(hasRun, false);
    assert.equal(lines, []);
  });
}

for (const answer of bothWays(() => redirect("/login"))) {
  test("another value answers, and the handler does not run", async () => {
    const { status, hasRun } = await run([answer]);
    assert.is(status, 302);
    assert.is(hasRun, false);
  });
}

test("null answers: only true and nothing let a request pass", async () => {
  const { body, hasRun } = await run([() => null]);
  assert.is(body, "null");
  assert.is(hasRun, false);
});

for (
  const guard of bothWays(() => {
    throw new Unauthorized();
  })
) {
  test("a throw answers, and the handler does not run", async () => {
    const { status, hasRun } = await run([guard]);
    assert.is(status, 401);
    assert.is(hasRun, false);
  });
}

test("guards are asked in order, until one refuses", async () => {
  const asked: string[] = [];
  const guard = (name: string, verdict: boolean): Guard => () => {
    asked.push(name);
    return verdict;
  };
  await run([guard("one", true), guard("two", false), guard("three", true)]);
  assert.equal(asked, ["one", "two"]);
});

test("middleware sees the refusal of a guard", async () => {
  const seen: unknown[] = [];
  const { status } = await run([() => false], {
    middleware: [async (_context, next) => {
      try {
        return await next();
      } catch (error) {
        seen.push((error as { status: number }).status);
        throw error;
      }
    }],
  });
  assert.equal([status, seen], [403, [403]]);
});

test.run();
