import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkSize, readListenOptions } from "../../../src/server/settings.ts";
import type { ListenOptions } from "../../../src/server/options.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("settings");

test("no options are the defaults", () => {
  assert.equal(readListenOptions({}), {
    native: {
      host: "127.0.0.1",
      port: 8000,
      threads: 0,
      limits: { slots: 1024, slotWait: 1000, connections: 0, streams: 10_000 },
      timeouts: { head: 10_000, idle: 75_000, body: 15_000 },
      drainDelay: 0,
    },
    shutdownTimeout: 10_000,
  });
});

test("every option arrives, times in milliseconds", () => {
  const options: Required<ListenOptions> = {
    host: "[::1]",
    port: 0,
    threads: 2,
    limits: { slots: 8, slotWait: "50ms", connections: 9, streams: 7 },
    timeouts: { head: 1, idle: "2s", body: "3s" },
    shutdownTimeout: "1m",
    drainDelay: "5s",
  };
  assert.equal(readListenOptions(options), {
    native: {
      host: "::1",
      port: 0,
      threads: 2,
      limits: { slots: 8, slotWait: 50, connections: 9, streams: 7 },
      timeouts: { head: 1, idle: 2000, body: 3000 },
      drainDelay: 5000,
    },
    shutdownTimeout: 60_000,
  });
});

test("an option that is undefined is absent", () => {
  const options = { port: undefined, limits: undefined, timeouts: { head: undefined } };
  // As a program in JavaScript passes them.
  assert.equal(readListenOptions(options as unknown as ListenOptions), readListenOptions({}));
});

const REFUSED: readonly [options: unknown, code: string, message: RegExp][] = [
  [{ prot: 1 }, "SPK_UNKNOWN_OPTION", /listen\(\) has no option "prot"\. Did you mean "port"/],
  [{ banner: true }, "SPK_UNKNOWN_OPTION", /"banner"/],
  [{ tls: {} }, "SPK_UNKNOWN_OPTION", /"tls"/],
  [{ limits: { slot: 1 } }, "SPK_UNKNOWN_OPTION", /"limits" has no option "slot".*"slots"/],
  [{ timeouts: { haed: 1 } }, "SPK_UNKNOWN_OPTION", /"timeouts" has no option "haed".*"head"/],
  [null, "SPK_BAD_OPTION", /listen\(\) takes an object/],
  [{ port: "8000" }, "SPK_BAD_OPTION", /option "port" is "8000": .* from 0 to 65535/],
  [{ port: 65_536 }, "SPK_BAD_OPTION", /"port" is 65536/],
  [{ port: -1 }, "SPK_BAD_OPTION", /"port" is -1/],
  [{ port: 1.5 }, "SPK_BAD_OPTION", /"port" is 1\.5/],
  [{ port: NaN }, "SPK_BAD_OPTION", /"port" is NaN/],
  [{ port: 80n }, "SPK_BAD_OPTION", /"port" is 80/],
  [{ port: Object.create(null) }, "SPK_BAD_OPTION", /"port" is an object/],
  [{ port: Symbol("80") }, "SPK_BAD_OPTION", /"port" is Symbol\(80\)/],
  [{ host: "" }, "SPK_BAD_OPTION", /option "host" is ""/],
  [{ host: "http://localhost" }, "SPK_BAD_OPTION", /option "host" is "http:\/\/localhost"/],
  [{ host: "two words" }, "SPK_BAD_OPTION", /"host"/],
  [{ host: 127 }, "SPK_BAD_OPTION", /"host" is 127/],
  [{ threads: 256 }, "SPK_BAD_OPTION", /"threads" is 256: .* from 0 to 255/],
  [{ limits: { slots: 0 } }, "SPK_BAD_OPTION", /"limits\.slots" is 0/],
  [{ limits: { connections: Infinity } }, "SPK_BAD_OPTION", /"limits\.connections" is Infinity/],
  [{ limits: { streams: 0 } }, "SPK_BAD_OPTION", /"limits\.streams" is 0/],
  [{ limits: [] }, "SPK_BAD_OPTION", /"limits" takes an object/],
  [{ limits: { slotWait: "soon" } }, "SPK_BAD_OPTION", /"limits\.slotWait" is "soon"/],
  [{ timeouts: { idle: -1 } }, "SPK_BAD_OPTION", /"timeouts\.idle" is -1/],
  [{ timeouts: { head: 0 } }, "SPK_BAD_OPTION", /option "timeouts\.head" is 0: .* 1 ms or more/],
  [{ timeouts: { idle: "0s" } }, "SPK_BAD_OPTION", /option "timeouts\.idle" is "0s": .* 1 ms/],
  [{ timeouts: { body: "0.1ms" } }, "SPK_BAD_OPTION", /option "timeouts\.body" is "0\.1ms"/],
  [{ shutdownTimeout: "10 s" }, "SPK_BAD_OPTION", /"shutdownTimeout" is "10 s"/],
];

for (const [options, code, message] of REFUSED) {
  test(`${code} says ${message}`, () => {
    const error = expectThrow(() => readListenOptions(options as ListenOptions), {
      code,
      says: [],
    });
    assert.match(error.message, message);
  });
}

test("checkSize() takes what crosses to the server", () => {
  assert.is(checkSize(2 ** 32 - 1, "bodyLimit"), 2 ** 32 - 1);
  expectThrow(() => checkSize(2 ** 32, "bodyLimit"), {
    code: "SPK_BAD_OPTION",
    says: ["bodyLimit"],
  });
});

test.run();
