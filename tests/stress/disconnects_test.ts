import { suite } from "uvu";
import { disconnects } from "../support/disconnects.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("disconnects, long");
const serve = withServer(test);

test("50,000 clients that leave at any moment leave nothing behind", async () => {
  await disconnects(serve, 50_000);
});

test.run();
