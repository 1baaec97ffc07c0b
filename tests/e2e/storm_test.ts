import { suite } from "uvu";
import { storm } from "../support/storm.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("storm");
const serve = withServer(test);

test("requests of every fate get their own answers, and leave no slot in use", async () => {
  await storm(serve, 6_000);
});

test.run();
