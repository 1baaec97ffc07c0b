import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyContext, Spikard } from "../../mod.ts";
import { block } from "../support/blocking.ts";
import { connectRaw, postRequest } from "../support/raw_client.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const READS: readonly [string, (context: AnyContext) => unknown][] = [
  ["header()", ({ header }) => header("content-type")],
  ["headers", ({ headers }) => headers],
  ["cookies", ({ cookies }) => cookies],
  ["params", ({ params }) => params],
  ["path", ({ path }) => path],
  ["url", ({ url }) => url],
  ["ip", ({ ip }) => ip],
  ["body", ({ body }) => body],
  ["request", ({ request }) => request],
];

const test = suite("a request that was given up");
const serve = withServer(test);

for (const [name, read] of READS) {
  test(`${name} throws instead of looking empty after the deadline`, async () => {
    const codes: unknown[] = [];
    const app = new Spikard();
    app.post("/late/:name", { handlerTimeout: "100ms" }, (context) => {
      block(500);
      try {
        codes.push(read(context as AnyContext));
      } catch (error) {
        codes.push((error as { code?: unknown }).code);
      }
    });
    const server = await serve(app);
    const client = await connectRaw(server.port);
    // A name that is not ASCII, which the batch does not carry.
    const { status } = await client.exchange(postRequest("/late/%C3%BC", "a text"));
    assert.is(status, 504);
    await eventually("the handler's end", () => codes.length > 0);
    assert.equal(codes, ["SPK_CALL_CLOSED"]);
    await eventually("freeing of the slot", () => server.stats().slotsInUse === 0);
  });
}

test.run();
