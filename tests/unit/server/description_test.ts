import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as z from "zod";
import { Router, setupOf } from "../../../src/routing/router.ts";
import { describe, documentText } from "../../../src/server/description.ts";
import { readDescription } from "../../../src/server/docs_options.ts";
import { captureLog } from "../../support/captured_log.ts";

const test = suite("description");
const logged = captureLog(test);

const table = setupOf(new Router().post("/a", { body: z.object({ at: z.date() }) }, () => ""))
  .build();

test("tells the log of each app once what its document leaves open", () => {
  const settings = readDescription({ openapi: true });
  const text = documentText(table, settings);
  assert.is(JSON.stringify(describe(table, settings)), text);
  assert.is(logged.length, 1);
  assert.match(logged.join(), "leaves");
  describe(table, readDescription({ openapi: true }));
  assert.is(logged.length, 2);
});

test.run();
