import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Guard } from "../../../src/http/hooks.ts";
import { Forbidden, Unauthorized } from "../../../src/http/http_errors.ts";
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
  test("a reply answers, and the handler does not run", async () => {
    const { status, hasRun } = await run([answer]);
    assert.is(status, 302);
    assert.is(hasRun, false);
  });
}

test("a Response answers, and the handler does not run", async () => {
  const { status, hasRun } = await run([() => new Response(null, { status: 204 })]);
  assert.equal([status, hasRun], [204, false]);
});

for (const value of [null, 0, 1, "", "secret", {}, ["secret"], { secret: true }, new Forbidden()]) {
  // The types refuse them.
  for (const hasSession of bothWays(() => value as unknown as boolean)) {
    test(`${JSON.stringify(value)} is a 500 that shows nothing of it`, async () => {
      const { status, body, hasRun, lines } = await run([hasSession]);
      assert.equal([status, hasRun, lines.length], [500, false, 1]);
      assert.not.match(`${body} ${lines}`, "secret");
      assert.match(
        lines[0] ?? "",
        /SPK_BAD_GUARD: .*return true or nothing to pass, false for a 403, or a reply/,
      );
    });
  }
}

test("the log has the name of a guard that returns something else", async () => {
  const hasSession = () => "ada";
  const { lines } = await run([hasSession as unknown as Guard]); // the types refuse it
  assert.match(JSON.parse(lines[0] ?? "").error.message, 'The guard "hasSession" returned');
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
