import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EXTENSION } from "../support/checkout.ts";
import { spikard } from "../support/spikard.ts";
import { installProgram, type Sources } from "../support/user_program.ts";

const test = suite("command line");

/** The entry of the package, which is a program too where the runtime says what the main module is. */
const ENTRY = new URL(`../../src/cli/mod${EXTENSION}`, import.meta.url);

/** Path of a program's first file. */
async function install(...files: (readonly [name: string, text: string])[]): Promise<string> {
  const sources: Sources = new Map(files);
  return fileURLToPath(await installProgram(sources));
}

/** Runs for ever, writes where it should not, and cannot bind its port. */
const APP = `
import { get, Spikard } from "@spikard/node";
const app = new Spikard({ title: "Shop", version: "2.0.0" });
app.get("/", function home() { return "home"; });
app.get("/items/:id", { tags: ["items"] }, ({ params }) => ({ id: params.id }));
app.register(get("/alone")(() => 1));
setInterval(() => {}, 1_000);
console.log("noise");
await app.run({ host: "192.0.2.1", port: 1 });
console.log("more noise");
export default app;
`;

/** An app of which nothing is said but its name. */
function appNamed(title: string, rest: string): string {
  return `import { Spikard } from "@spikard/node";
const app = new Spikard({ title: "${title}", version: "1" }).get("/", () => 1);
${rest}`;
}

test("openapi writes the document, and nothing else, of an app that would run for ever", async () => {
  const { code, output, errors } = await spikard(["openapi", await install(["app.ts", APP])]);
  assert.is(code, 0, errors);
  const { openapi, info, paths } = JSON.parse(output);
  assert.is(openapi, "3.1.1");
  assert.is(info.title, "Shop");
  assert.equal(Object.keys(paths).sort(), ["/", "/alone", "/items/{id}"]);
  assert.match(errors, /^noise\nmore noise$/m);
});

test("types writes the types of its paths", async () => {
  const { code, output, errors } = await spikard(["types", await install(["app.ts", APP])]);
  assert.is(code, 0, errors);
  assert.match(output, /^ \* Types of Shop 2\.0\.0, written by `spikard types`/m);
  assert.match(output, /^export interface paths \{$/m);
  assert.match(output, '"/items/{id}": {');
});

test("routes lists them for people and as JSON", async () => {
  const file = await install(["app.ts", APP]);
  const { output } = await spikard(["routes", file]);
  assert.is(
    output,
    `METHOD  PATH        NAME            SOURCE
GET     /           home            home
GET     /items/:id  GET /items/:id
GET     /alone      GET /alone`,
  );
  const json = JSON.parse((await spikard(["routes", file, "--json"])).output);
  assert.equal(json.map(({ path }: { path: string }) => path), ["/", "/items/:id", "/alone"]);
});

test("--out replaces a file, and leaves nothing beside it", async () => {
  const file = await install(["app.ts", APP]);
  const folder = file.replace(/[^/\\]+$/, "out");
  mkdirSync(folder);
  writeFileSync(`${folder}/api.json`, "before");
  const { code, output } = await spikard(["openapi", file, "--out", `${folder}/api.json`]);
  assert.is(code, 0);
  assert.is(output, "");
  assert.is(JSON.parse(readFileSync(`${folder}/api.json`, "utf8")).info.title, "Shop");
  assert.equal(readdirSync(folder), ["api.json"]);
});

test("--out that cannot be written is an error, and leaves nothing behind", async () => {
  const file = await install(["app.ts", APP]);
  const folder = file.replace(/[^/\\]+$/, "out");
  mkdirSync(`${folder}/taken`, { recursive: true });
  const taken = await spikard(["openapi", file, "--out", `${folder}/taken`]);
  assert.is(taken.code, 1);
  assert.match(taken.errors, new RegExp(`^Writing "${folder}/taken" failed: \\w+: [^,]+$`, "m"));
  assert.equal(readdirSync(folder), ["taken"]);
  const nowhere = await spikard(["openapi", file, "--out", `${folder}/none/api.json`]);
  assert.is(nowhere.code, 1);
  assert.not(existsSync(`${folder}/none`));
});

test("--out goes to where a link points, and keeps the mode", async () => {
  const file = await install(["app.ts", APP]);
  const folder = file.replace(/[^/\\]+$/, "");
  writeFileSync(`${folder}api.json`, "before", { mode: 0o640 });
  symlinkSync("api.json", `${folder}link.json`);
  const { code, errors } = await spikard(["openapi", file, "--out", `${folder}link.json`]);
  assert.is(code, 0, errors);
  assert.ok(lstatSync(`${folder}link.json`).isSymbolicLink());
  assert.is(JSON.parse(readFileSync(`${folder}api.json`, "utf8")).info.title, "Shop");
  assert.is(statSync(`${folder}api.json`).mode & 0o777, 0o640);
});

if (existsSync("/dev/full")) {
  test("standard output that cannot be written is a message, without a stack", async () => {
    const file = await install(["app.ts", APP]);
    const { code, errors } = await spikard(["openapi", file], { shell: '"$@" > /dev/full' });
    assert.is(code, 1);
    assert.match(errors, /^Writing to standard output failed: .*no space left on device/im);
    assert.not.match(errors, /^ +at /m);
  });
}

test("the default export is the app, run or not, and whatever else runs", async () => {
  const exported = await install(["app.ts", appNamed("Exported", "export default app;")]);
  assert.is(JSON.parse((await spikard(["openapi", exported])).output).info.title, "Exported");
  const run = await install(["app.ts", appNamed("Run", "await app.run();")]);
  assert.is(JSON.parse((await spikard(["openapi", run])).output).info.title, "Run");
  const others = `await app.run();
await new Spikard().get("/other", () => 1).run();
export default app;`;
  const several = await install(["app.ts", appNamed("Meant", others)]);
  assert.is(JSON.parse((await spikard(["openapi", several])).output).info.title, "Meant");
});

/** An app whose route is registered a while after its file was imported. */
const LATE = `import { Spikard } from "@spikard/node";
const app = new Spikard({ title: "Late", version: "1" });
app.register(async function late(scope) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  scope.get("/late", () => 1);
});
`;

test("asynchronous plugins are awaited, by every command", async () => {
  const file = await install(["app.ts", `${LATE}export default app;`]);
  const { code, output, errors } = await spikard(["openapi", file]);
  assert.is(code, 0, errors);
  assert.equal(Object.keys(JSON.parse(output).paths), ["/late"]);
  assert.match((await spikard(["types", file])).output, '"/late": {');
  const run = await install(["app.ts", `${LATE}await app.run();`]);
  assert.match((await spikard(["routes", run])).output, /^GET +\/late /m);
});

const REFUSED: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  [
    "several apps",
    appNamed("One", 'void app.run();\nvoid new Spikard().get("/", () => 1).run();'),
    /runs 2 apps: make the one that is meant its default export/,
  ],
  ["no app", "export default { routes: [] };", /has no app: add "export default app"/],
  [
    "an end of its own",
    appNamed("Ended", "export default app;\nprocess.exit(0);").replace(
      "import",
      'import process from "node:process";\nimport',
    ),
    /^The app ended the process before "spikard openapi" was done$/m,
  ],
  ["an error", 'throw new RangeError("Broken at start");', /failed:\n[^]*Broken at start/],
  ["an app that is wrong", appNamed("Bad", "await app.run({ prot: 1 });"), /Did you mean "port"\?/],
  [
    "a plugin that fails",
    `import { Spikard } from "@spikard/node";
export default new Spikard().register(async function broken() {
  await Promise.reject(new Error("no database"));
});`,
    /^SPK_PLUGIN_FAILED: The plugin "broken" failed: no database$/,
  ],
  ["a missing import", 'import "./none.js";', /failed:\n[^]*none\.js/],
  [
    "a document that is wrong",
    appNamed(
      "Bad",
      `app.get("/a", { operationId: "x" }, () => 1).get("/b", { operationId: "x" }, () => 1);
export default app;`,
    ),
    /^SPK_DUPLICATE_OPERATION: .+$/,
  ],
];

for (const [name, text, message] of REFUSED) {
  test(`a file with ${name} is exit code 1 and a message`, async () => {
    const { code, output, errors } = await spikard(["openapi", await install(["app.ts", text])]);
    assert.is(code, 1, errors);
    assert.is(output, "");
    assert.match(errors, message);
  });
}

test("a file that is not there is one too", async () => {
  const { code, errors } = await spikard(["routes", "nowhere/app.ts"]);
  assert.is(code, 1);
  assert.is(errors, 'There is no file "nowhere/app.ts"');
});

test("a command line that makes no sense is exit code 2, and says what was meant", async () => {
  const { code, output, errors } = await spikard(["rotues", "app.ts"]);
  assert.is(code, 2);
  assert.is(output, "");
  assert.is(errors, 'There is no command "rotues". Did you mean "routes"?\nSee: spikard --help');
});

test("--help and --version are answers", async () => {
  const help = await spikard(["--help"]);
  assert.is(help.code, 0);
  assert.match(help.output, /^Usage: spikard <command> <app file>/);
  const version = await spikard(["--version"]);
  assert.is(version.code, 0);
  assert.match(version.output, /^spikard \d+\.\d+\.\d+$/);
});

if ("main" in import.meta) {
  test("the entry of the package is the same program", async () => {
    assert.is(
      (await spikard(["--version"], { program: ENTRY })).output,
      (await spikard(["--version"])).output,
    );
  });
}

test.run();
