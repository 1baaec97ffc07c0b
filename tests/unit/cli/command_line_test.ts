import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CommandError } from "../../../src/cli/command_error.ts";
import { type CommandLine, readCommandLine } from "../../../src/cli/command_line.ts";

const test = suite("cli/command_line");

const OPENAPI = { name: "openapi", file: "app.ts", out: undefined, json: false } as const;

const READ: readonly (readonly [words: string, command: CommandLine])[] = [
  ["openapi app.ts", OPENAPI],
  ["types app.ts --out api.ts", { ...OPENAPI, name: "types", out: "api.ts" }],
  ["types --out=a=b.ts app.ts", { ...OPENAPI, name: "types", out: "a=b.ts" }],
  ["types -o api.ts app.ts", { ...OPENAPI, name: "types", out: "api.ts" }],
  ["routes app.ts --json", { ...OPENAPI, name: "routes", json: true }],
  ["--help", "help"],
  ["types -h", "help"],
  ["--version", "version"],
  ["-v", "version"],
];

for (const [words, command] of READ) {
  test(`"${words}" is read`, () => {
    assert.equal(readCommandLine(words.split(" ")), command);
  });
}

const REFUSED: readonly (readonly [words: string, message: RegExp])[] = [
  ["", /A command is missing: openapi, types, routes/],
  ["type app.ts", /There is no command "type"\. Did you mean "types"\?/],
  ["serve app.ts", /There is no command "serve"\. Known are: openapi, types, routes/],
  ["constructor app.ts", /There is no command "constructor"/],
  ["types", /The file of the app is missing: spikard types app\.ts/],
  ["types a.ts b.ts", /One file is enough, and "b\.ts" is another one/],
  ["types app.ts --ouput x", /There is no option "--ouput"\. Did you mean "--out"\?/],
  ["types app.ts -x", /There is no option "-x"/],
  ["types app.ts --out", /--out needs a value: --out FILE/],
  ["types app.ts --out=", /--out needs a value/],
  ["types app.ts --json", /--json is an option of routes only/],
  ["routes app.ts --json=1", /--json takes no value/],
];

for (const [words, message] of REFUSED) {
  test(`"${words}" is refused with exit code 2 and a way to help`, () => {
    try {
      readCommandLine(words.split(" ").filter((word) => word !== ""));
    } catch (error) {
      assert.instance(error, CommandError);
      assert.is(error instanceof CommandError && error.exitCode, 2);
      assert.match(String(error), message);
      assert.match(String(error), "spikard --help");
      return;
    }
    assert.unreachable();
  });
}

test.run();
