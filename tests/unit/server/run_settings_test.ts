import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ServerOptions } from "../../../src/server/options.ts";
import { checkRunOptions, readRunOptions } from "../../../src/server/run_settings.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("run settings");
const before = { HOST: process.env.HOST, PORT: process.env.PORT };

function setEnvironment(values: { HOST?: string | undefined; PORT?: string | undefined }): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

test.before.each(() => setEnvironment({ HOST: undefined, PORT: undefined }));
test.after(() => setEnvironment(before));

test("no options are both signals, a banner and the defaults of listen()", () => {
  const { listen, signals, hasBanner } = readRunOptions({});
  assert.equal(signals, ["SIGINT", "SIGTERM"]);
  assert.is(hasBanner, true);
  assert.is(listen.native.port, 8000);
});

test("HOST and PORT of the environment stand in for absent options", () => {
  setEnvironment({ HOST: "0.0.0.0", PORT: "0" });
  const { host, port } = readRunOptions({}).listen.native;
  assert.equal([host, port], ["0.0.0.0", 0]);
});

test("an option goes before the environment, even a bad one", () => {
  setEnvironment({ HOST: "not a host", PORT: "abc" });
  const { host, port } = readRunOptions({ host: "::1", port: 1 }).listen.native;
  assert.equal([host, port], ["::1", 1]);
});

for (const port of ["abc", "80 80", "-1", "65536", "0x50", "1e3", "8000.0"]) {
  test(`PORT=${port} is refused by name`, () => {
    setEnvironment({ PORT: port });
    const says = ['environment variable "PORT" is', "from 0 to 65535"];
    expectThrow(() => readRunOptions({}), { code: "SPK_BAD_OPTION", says });
  });
}

test("a bad HOST is refused by name", () => {
  setEnvironment({ HOST: "http://here" });
  const says = ['environment variable "HOST" is "http://here"'];
  expectThrow(() => readRunOptions({}), { code: "SPK_BAD_OPTION", says });
});

const REFUSED: readonly [options: unknown, code: string, message: RegExp][] = [
  [
    { singals: [] },
    "SPK_UNKNOWN_OPTION",
    /run\(\) has no option "singals"\. Did you mean "signals"/,
  ],
  [null, "SPK_BAD_OPTION", /run\(\) takes an object of options/],
  [{ port: -1 }, "SPK_BAD_OPTION", /"port" is -1/],
  [{ signals: "SIGINT" }, "SPK_BAD_OPTION", /"signals"/],
  [{ signals: ["SIGKILL"] }, "SPK_BAD_OPTION", /"signals" is \["SIGKILL"\]/],
  [{ banner: "no" }, "SPK_BAD_OPTION", /"banner" is "no": it must be true or false/],
];

for (const [options, code, message] of REFUSED) {
  test(`${code} says ${message}`, () => {
    for (const read of [readRunOptions, checkRunOptions]) {
      const error = expectThrow(() => read(options as ServerOptions), { code, says: [] });
      assert.match(error.message, message);
    }
  });
}

test("signals may be none", () => {
  assert.equal(readRunOptions({ signals: [] }).signals, []);
});

test("what a tool checks is not the environment", () => {
  setEnvironment({ HOST: "http://here", PORT: "abc" });
  assert.not.throws(() => checkRunOptions({ banner: false }));
});

test.run();
