import { suite } from "uvu";
import * as assert from "uvu/assert";
import { explainBindError } from "../../../src/server/bind_error.ts";

const test = suite("bind error");
const ADDRESS = { host: "10.0.0.9", port: 80 };

function coded(code: string): Error {
  return Object.assign(new Error("The system's words"), { code });
}

for (
  const [code, named] of [
    ["EADDRINUSE", /^EADDRINUSE: Port 80 of "10\.0\.0\.9" is in use\. .*"port"/],
    ["EACCES", /^EACCES: .*port 80 of "10\.0\.0\.9".*"port"/],
    ["EADDRNOTAVAIL", /^EADDRNOTAVAIL: .*"10\.0\.0\.9".*"host"/],
    ["ENOTFOUND", /^ENOTFOUND: .*"10\.0\.0\.9".*"host"/],
  ] as const
) {
  test(`${code} keeps its code and names what to change`, () => {
    const cause = coded(code);
    const error = explainBindError(cause, ADDRESS);
    assert.instance(error, Error);
    assert.match((error as Error).message, named);
    assert.is((error as { code?: string }).code, code);
    assert.is((error as Error).cause, cause);
  });
}

for (const error of [coded("SPK_BAD_PATH"), new Error("Without a code"), "thrown text"]) {
  test(`an error of another kind comes back as it is: ${error}`, () => {
    assert.is(explainBindError(error, ADDRESS), error);
  });
}

test.run();
