import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LIFECYCLE } from "../../../src/dispatch/lifecycle.ts";

const test = suite("lifecycle");

test("the phases stand in the order of ARCHITECTURE's picture", () => {
  assert.is(
    LIFECYCLE.map(({ name, failure }) => `${name}:${failure}`).join(" "),
    "onRequest:any readInputs:400 preValidation:any validate:422 preHandler:any handler:any " +
      "respond:500 onSend:500 onResponse:none",
  );
});

test.run();
