import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type LogFields, requestLog } from "../../../src/http/log.ts";
import { HOSTILE, refuse } from "../../support/hostile_values.ts";

const test = suite("http/log");

for (const level of ["info", "warn", "error"] as const) {
  test(`${level}() writes a line with the id of the request, destructured too`, () => {
    const lines: unknown[][] = [];
    const { [level]: write } = requestLog((...line) => lines.push(line), () => "r-1");
    write("Plain");
    write("With fields", { count: 2 });
    assert.equal(lines, [
      [level, "Plain", { requestId: "r-1" }],
      [level, "With fields", { requestId: "r-1", count: 2 }],
    ]);
  });
}

test("a field cannot take the place of the id, which stays in front", () => {
  const lines: string[] = [];
  const log = requestLog(
    (_level, _message, fields) => lines.push(JSON.stringify(fields)),
    () => "1",
  );
  log.info("Forged", { a: 1, requestId: "2" });
  assert.equal(lines, ['{"requestId":"1","a":1}']);
});

test("a field that cannot be read costs neither the line nor the other fields", () => {
  const lines: LogFields[] = [];
  const log = requestLog((_level, _message, fields) => lines.push(fields), () => "1");
  log.info("Getter", {
    get bad(): string {
      return refuse();
    },
    good: 1,
  });
  // The cast stands for what a program without types may pass.
  log.info("Proxy", HOSTILE as LogFields);
  assert.equal(lines, [{ requestId: "1", bad: "[unreadable]", good: 1 }, { requestId: "1" }]);
});

test("the id is asked for with a line, not before", () => {
  let asked = 0;
  const log = requestLog(() => {}, () => String(asked += 1));
  assert.is(asked, 0);
  log.info("Now");
  assert.is(asked, 1);
});

test.run();
