import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { Spikard } from "../../mod.ts";
import { type ProgramOptions, startProgram } from "../support/program.ts";
import type { Report } from "../support/programs/validating.ts";
import { refused, sendJson } from "../support/refused.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("loading of validators");
const serve = withServer(test);
const isNode = !("Deno" in globalThis || "Bun" in globalThis);

/** Tells of each file of Zod that Node is asked for, whoever asks. */
const HOOKS = `
import { writeSync } from "node:fs";
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (/node_modules\\/zod\\//.test(found.url)) writeSync(2, "resolved " + found.url + "\\n");
  return found;
}`;
const REGISTER = `import { register } from "node:module"; register(${
  JSON.stringify(dataUrl(HOOKS))
});`;

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

interface Ran extends Report {
  readonly errors: string;
}

async function run(library: string, options: ProgramOptions = {}): Promise<Ran> {
  const program = startProgram("validating", { ...options, args: [library] });
  try {
    const report: Report = JSON.parse(await program.output.next());
    assert.is((await program.exit()).code, 0);
    return { ...report, errors: program.errors.toString() };
  } finally {
    await program.kill();
  }
}

const hooked: ProgramOptions = isNode ? { flags: ["--import", dataUrl(REGISTER)] } : {};

for (const library of ["none", "by-hand", "valibot", "arktype"]) {
  test(`a program with schemas of ${library} never loads Zod`, async () => {
    const { hasZod, statuses, errors } = await run(library, hooked);
    assert.is(hasZod, false);
    assert.equal(statuses, [200, library === "none" ? 200 : 422]);
    assert.not.match(errors, "resolved ");
  });
}

test("a program with a schema of Zod does, which shows that it would be seen", async () => {
  const { hasZod, statuses, errors } = await run("zod", hooked);
  assert.is(hasZod, true);
  assert.equal(statuses, [200, 422]);
  if (isNode) assert.match(errors, "resolved ");
});

test("a program with a schema of zod/mini keeps what that leaves out", async () => {
  const { hasZod, configBefore, configAfter, statuses } = await run("zod-mini");
  assert.is(hasZod, true);
  assert.equal(statuses, [200, 422]);
  assert.equal(configAfter, configBefore);
});

/** Bun has no such flag. */
const NO_EVAL = "Deno" in globalThis
  ? ["--v8-flags=--disallow-code-generation-from-strings"]
  : isNode
  ? ["--disallow-code-generation-from-strings"]
  : [];

test("schemas validate where no code may be made of strings", async () => {
  const { statuses } = await run("zod", { flags: NO_EVAL });
  assert.equal(statuses, [200, 422]);
});

test("what the program has set in Zod holds, and stays as it is", async () => {
  const customError = () => "Wie bitte?";
  const Named = z.object({ name: z.string() }).meta({ id: "Named" });
  const app = new Spikard({ openapi: true });
  app.post("/", { body: Named, response: { 200: Named } }, ({ body }) => body);
  const { url } = await serve(app);
  try {
    z.config({ customError });
    const keys = Object.keys(z.config());
    const meta = z.globalRegistry.get(Named);
    assert.is((await fetch(url, sendJson({ name: "Ada" }))).status, 200);
    const { errors } = await refused(await fetch(url, sendJson({ name: 7 })));
    assert.is(errors[0]?.msg, "Wie bitte?");
    assert.is(z.config().customError, customError);
    assert.equal(Object.keys(z.config()), keys);
    assert.is((await fetch(`${url}/openapi.json`)).status, 200);
    assert.equal(z.globalRegistry.get(Named), meta);
  } finally {
    z.config({ customError: undefined });
  }
});

test("a schema that the program uses itself stays as it was", async () => {
  const Named = z.object({ name: z.string().trim() });
  const members = () => [Named.parse, Named.safeParse, Named["~standard"]];
  const before = members();
  const app = new Spikard();
  app.post("/", { body: Named }, ({ body }) => body);
  const { url } = await serve(app);
  for (let count = 0; count < 3; count++) await fetch(url, sendJson({ name: " Ada " }));
  members().forEach((member, at) => assert.is(member, before[at]));
  assert.equal(Named.parse({ name: " Ada " }), { name: "Ada" });
});

test("recursive schemas validate at every depth", async () => {
  const Tree = z.object({
    value: z.int(),
    get children() {
      return z.array(Tree).optional();
    },
  });
  const app = new Spikard();
  app.post("/", { body: Tree }, ({ body }) => body);
  const { url } = await serve(app);
  const leaf = { value: 3 };
  const good = await fetch(url, sendJson({ value: 1, children: [{ value: 2, children: [leaf] }] }));
  assert.equal(await good.json(), {
    value: 1,
    children: [{ value: 2, children: [leaf] }],
  });
  const bad = { value: 1, children: [{ value: 2, children: [{ value: "x" }] }] };
  const { errors } = await refused(await fetch(url, sendJson(bad)));
  assert.equal(errors.map(({ type, loc }) => [type, ...loc]), [
    ["int_type", "body", "children", 0, "children", 0, "value"],
  ]);
});

test("a refinement runs once for a good value, and at most twice for a bad one", async () => {
  let calls = 0;
  const isEven = (value: number) => {
    calls++;
    return value % 2 === 0;
  };
  const app = new Spikard();
  app.post("/", { body: z.object({ n: z.int().refine(isEven) }) }, ({ body }) => body);
  const { url } = await serve(app);
  for (let count = 1; count <= 3; count++) {
    assert.is((await fetch(url, sendJson({ n: 2 }))).status, 200);
    assert.is(calls, count);
  }
  calls = 0;
  await refused(await fetch(url, sendJson({ n: 1 })));
  assert.ok(calls === 1 || calls === 2, `${calls} calls`);
});

test.run();
