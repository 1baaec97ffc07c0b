import { suite } from "uvu";
import * as assert from "uvu/assert";
import { forEachRoute, routeOf, ROUTES, standaloneModule } from "../../support/type_budget.ts";
import { checkTypes } from "../../support/type_check.ts";

const test = suite("type budget of clients");

/** A module that calls every route once. */
function clientModule(): string {
  return `import { client } from "../../src/client/mod.ts";
import type * as routes from "./routes.ts";
const api = client<typeof routes>({ baseUrl: "https://example.com" });
${
    forEachRoute((index) => {
      const { verb, path } = routeOf(index);
      const init = verb === "post"
        ? `{ body: { name: "a", n${index}: 1 } }`
        : '{ params: { a: "1", b: "2" } }';
      return `const result${index} = await api.${verb}("${path}", ${init});
export const id${index}: string | undefined = result${index}.data?.id;`;
    })
  }
`;
}

test(`${ROUTES} routes and a call of each stay within the budget of the type checker`, () => {
  const { instantiations, faults } = checkTypes({
    "routes.ts": standaloneModule(),
    "client.ts": clientModule(),
  });
  assert.equal(faults, []);
  console.log(instantiations);
  assert.ok(instantiations < 700_000, `${instantiations} instantiations`);
});

test.run();
