import { suite } from "uvu";
import * as assert from "uvu/assert";
import deno from "../../deno.json" with { type: "json" };
import type { RuntimeName } from "../../scripts/runtimes.ts";
import { Installation } from "../support/installation.ts";

const RUNTIMES: readonly RuntimeName[] = ["node20", "node24", "bun", "deno"];
/** A program in CommonJS, which Node 22.12 and later let load modules. */
const COMMONJS = `import { Spikard } from "@spikard/node";
import { testClient } from "@spikard/node/testing";

const app = new Spikard();
app.get("/users/:id", ({ params }) => ({ name: params.id }));
const client = testClient(app);
void client.get("/users/Ada").then(async (response) => {
  console.log(await response.text());
  await client.close();
});
`;
const VALIDATED = `import { Spikard } from "@spikard/node";
import { testClient } from "@spikard/node/testing";
import { z } from "zod";

const app = new Spikard();
app.get("/", { query: z.object({ page: z.int() }) }, ({ query }) => query);
const client = testClient(app);
console.log(await (await client.get("/?page=2")).text());
await client.close();
`;
/** Programs of the project, and what they print. */
const PROGRAMS = {
  functional: ["ä 1", "later", ["/users/{id}", "/more/late"]],
  fields: { name: "Ada" },
  decorators: { name: "Ada" },
};

const test = suite<{ project: Installation }>("npm/installed");

test.before((context) => {
  context.project = new Installation(new URL("project/", import.meta.url));
  context.project.write("commonjs.cts", COMMONJS);
  const { status, output } = context.project.compile(["-p", "tsconfig.json"]);
  if (status !== 0) throw new Error(`The compiler finds fault with the project\n${output}`);
});
test.after(({ project }) => project.remove());

for (const name of RUNTIMES) {
  for (const [program, printed] of Object.entries(PROGRAMS)) {
    test(`the program in ${program} form answers on ${name}`, ({ project }) => {
      const { status, output } = project.runOn(name, [`dist/${program}.js`]);
      assert.is(output.trim(), JSON.stringify(printed));
      assert.is(status, 0);
    });
  }
}

test("Deno needs two permissions", ({ project }) => {
  const { output } = project.runOn("deno", ["dist/fields.js"], ["--allow-ffi", "--allow-net"]);
  assert.is(output.trim(), JSON.stringify(PROGRAMS.fields));
});

test("Deno without --allow-ffi is told so", ({ project }) => {
  const { status, output } = project.runOn("deno", ["dist/fields.js"], ["--allow-net"]);
  assert.is(status, 1);
  assert.match(output, "SPK_PERMISSION: Deno may not load the native addon. Add --allow-ffi");
});

test("the types hold for a bundler, and with fewer checks", ({ project }) => {
  const bundler = ["--module", "esnext", "--moduleResolution", "bundler", "--noEmit"];
  bundler.push("--exactOptionalPropertyTypes", "false");
  assert.equal(project.compile(["-p", "tsconfig.json", ...bundler]), { status: 0, output: "" });
});

for (const name of ["node22", "node24"] as const) {
  test(`require() takes every entry point on ${name}`, ({ project }) => {
    const names = Object.keys(deno.exports).map((path) => path.replace(".", "@spikard/node"));
    const code = `for (const name of ${JSON.stringify(names)}) require(name); ` +
      'console.log(typeof require("@spikard/node").Spikard)';
    const { output } = project.runOn(name, ["--no-warnings", "-e", code]);
    assert.is(output.trim(), "function");
  });

  test(`a program in CommonJS answers on ${name}`, ({ project }) => {
    const { output } = project.runOn(name, ["--no-warnings", "dist/commonjs.cjs"]);
    assert.is(output.trim(), JSON.stringify(PROGRAMS.fields));
  });
}

test("schemas of Zod are at work where the program has it", ({ project }) => {
  project.link("zod");
  project.write("validated.js", VALIDATED);
  const { output } = project.runOn("node20", ["validated.js"]);
  assert.is(output.trim(), '{"page":2}');
});

test("installed without optional dependencies, it names what is missing", () => {
  const project = new Installation(new URL("project/", import.meta.url), { omit: "optional" });
  try {
    const { output } = project.runOn("node20", ["-e", 'import("@spikard/node")']);
    assert.match(output, /SPK_ADDON_MISSING: The native addon for "[\w-]+" is not installed/);
    assert.match(output, "npm install @spikard/native-");
  } finally {
    project.remove();
  }
});

for (const name of ["npx", "bunx"] as const) {
  test(`${name} runs the command`, ({ project }) => {
    const args = ["spikard", "routes", "dist/app.js"];
    const { status, output } = name === "npx"
      ? project.run("npx", ["--offline", ...args])
      : project.runOn("bun", ["x", "--no-install", ...args]);
    assert.match(output, /GET\s+\/users\/:id/);
    assert.is(status, 0);
  });
}

test.run();
