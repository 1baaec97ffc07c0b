import { suite } from "uvu";
import { download } from "../support/large_download.ts";
import { withServer } from "../support/with_server.ts";

const GIB = 1024 ** 3;

const test = suite("a large download, long");
const serve = withServer(test);

test("1 GiB arrives whole, and never more than 64 KiB wait", async () => {
  await download(serve, GIB);
});

test.run();
