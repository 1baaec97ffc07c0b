import { suite } from "uvu";
import { download } from "../support/large_download.ts";
import { withServer } from "../support/with_server.ts";

const MIB = 1024 * 1024;

const test = suite("fault: a large download");
const serve = withServer(test);

test("256 MiB arrive whole, and never more than 64 KiB wait", async () => {
  await download(serve, 256 * MIB);
});

test.run();
