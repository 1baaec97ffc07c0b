import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ROOT } from "../support/checkout.ts";
import { curl } from "../support/curl.ts";
import {
  type DocumentedProgram,
  DOCUMENTS,
  isAsDocumented,
  programsOf,
} from "../support/documents.ts";
import { startFile } from "../support/program.ts";
import { spikardCommand } from "../support/spikard.ts";
import {
  installProgram,
  runUserProgram,
  type Sources,
  startUserProgram,
} from "../support/user_program.ts";

const test = suite("docs");
/** What documents tell people to permit. */
const OPTIONS = { permissions: ["--allow-ffi", "--allow-net"] };

for (const path of DOCUMENTS) {
  for (const [index, program] of programsOf(path).entries()) {
    test(`${path}: program ${index + 1} does what is said of it`, () => check(program));
  }
}

test("the programs of README.md are examples", () => {
  const examples = ["hello.ts", "class_form.ts", "validated.ts"].map(readExample);
  assert.equal(programsOf("README.md").map(({ source }) => source), examples);
});

test("a terminal shows the line that README.md shows", async () => {
  const terminal = 'import process from "node:process";\nprocess.stderr.isTTY = true;\n';
  const sources = new Map([["hello.ts", `${terminal}${readExample("hello.ts")}`]]);
  const program = await runUserProgram(sources, OPTIONS);
  try {
    const [shown = ""] = /^Spikard .+$/m.exec(readFileSync(new URL("README.md", ROOT), "utf8")) ??
      [];
    assert.is(withoutNumbers(await program.errors.next()), withoutNumbers(shown));
  } finally {
    await program.kill();
  }
});

/** A line at the start without what differs each time: the port, and the time it took. */
function withoutNumbers(line: string): string {
  return line.replace(/:\d+ /, ":PORT ").replace(/\d+ ms/, "N ms");
}

function readExample(name: string): string {
  return readFileSync(new URL(`examples/${name}`, ROOT), "utf8");
}

function check(program: DocumentedProgram): Promise<void> {
  return program.output === undefined
    ? checkServing(program)
    : checkEnding(program, program.output);
}

async function checkServing(documented: DocumentedProgram): Promise<void> {
  const { program, url } = await startUserProgram(sourcesOf(documented), OPTIONS);
  try {
    for (const { command, output } of documented.exchanges) {
      expectOutput(await curl(command, url), output);
    }
    program.signal("SIGINT");
    assert.is((await program.exit()).code, 0, String(program.errors));
    expectLog(program.errors.all, documented.log);
  } finally {
    await program.kill();
  }
}

async function checkEnding(documented: DocumentedProgram, output: string): Promise<void> {
  const file = await installProgram(sourcesOf(documented));
  const program = startFile(file, OPTIONS);
  assert.is((await program.exit()).code, 0, String(program.errors));
  expectText(String(program.output), output.trim());
  expectLog(program.errors.all, documented.log);
  for (const { command, output } of documented.exchanges) {
    expectOutput(await spikardCommand(command, file), output);
  }
}

function sourcesOf({ source, files }: DocumentedProgram): Sources {
  return new Map([["program.ts", source], ...files]);
}

/** Documents leave headers out that are of no interest, and write `...` for what is new each time. */
function expectOutput(actual: string, documented: string): void {
  if (!documented.startsWith("HTTP/")) return expectText(actual.trim(), documented);
  const [head = "", ...body] = documented.split("\n\n");
  for (const line of head.split("\n")) expectLine(actual.split("\n"), line);
  expectText(actual.slice(actual.indexOf("\n\n")).trim(), body.join("\n\n"));
}

function expectLog(actual: readonly string[], documented: readonly string[]): void {
  for (const line of documented) expectLine(actual, line);
}

function expectLine(actual: readonly string[], documented: string): void {
  const isThere = actual.some((line) => isAsDocumented(line, documented));
  assert.ok(isThere, `There is no "${documented}" in\n${actual.join("\n")}`);
}

function expectText(actual: string, documented: string): void {
  if (!isAsDocumented(actual, documented)) assert.is(actual, documented);
}

test.run();
