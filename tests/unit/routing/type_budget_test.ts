import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  forEachRoute,
  routeOf,
  ROUTES,
  schemasOf,
  standaloneModule,
} from "../../support/type_budget.ts";
import { checkTypes } from "../../support/type_check.ts";

const test = suite("type budget of routes");

/** A module with routes of an app. */
function appModule(): string {
  return `import { z } from "zod";
import { created } from "../../src/http/replies.ts";
import { Router } from "../../src/routing/router.ts";
const app = new Router();
${
    forEachRoute((index) => {
      const { verb, path, spec, handler } = routeOf(index);
      return `${schemasOf(index)}\napp.${verb}("${path}", ${spec}, ${handler});`;
    })
  }
export default app;
`;
}

/** A module with controllers of ten routes each. */
function controllersModule(): string {
  return `import { z } from "zod";
import { get, post } from "../../src/decorators/verbs.ts";
import { created } from "../../src/http/replies.ts";
import type { ContextOf, ReturnOf } from "../../src/routing/context.ts";
${forEachRoute(methodOf)}
}
`;
}

function methodOf(index: number): string {
  const { verb, path, spec, answer } = routeOf(index);
  const value = verb === "post" ? `created(${answer})` : answer;
  const first = index % 10 === 0 ? `${index > 0 ? "}\n" : ""}` : "";
  const head = index % 10 === 0
    ? `${first}${
      Array.from({ length: 10 }, (_, offset) => declarationOf(index + offset)).join("\n")
    }
export class Items${index} {`
    : "";
  return `${head}
  @do${index} do${index}(_context: ContextOf<typeof do${index}>): ReturnOf<typeof do${index}> { return ${value}; }
  // ${verb} ${path} ${spec.length}`;
}

function declarationOf(index: number): string {
  const { verb, path, spec } = routeOf(index);
  return `${schemasOf(index)}\nconst do${index} = ${verb}("${path}", ${spec});`;
}

const MODULES: readonly (readonly [form: string, text: string, budget: number])[] = [
  ["an app", appModule(), 400_000],
  ["standalone routes", standaloneModule(), 400_000],
  ["controllers", controllersModule(), 450_000],
];

for (const [form, text, budget] of MODULES) {
  test(`${ROUTES} routes of ${form} stay within the budget of the type checker`, () => {
    const { instantiations, faults } = checkTypes({ "routes.ts": text });
    assert.equal(faults, []);
    console.log(instantiations);
    assert.ok(instantiations < budget, `${instantiations} instantiations`);
  });
}

test("a wrong handler among them is found", () => {
  const wrong = standaloneModule().replace("id: body.name", "id: 1");
  const { faults } = checkTypes({ "routes.ts": wrong });
  assert.match(faults.join(), "'number' is not assignable to type 'string'");
});

test.run();
