import { suite } from "uvu";
import * as assert from "uvu/assert";
import { json, status } from "../../../src/http/replies.ts";
import { cacheControl, type CacheControlOptions } from "../../../src/middleware/cache_control.ts";
import { withHooks } from "../../support/with_hooks.ts";

const test = suite("middleware/cache_control");

async function headerOf(options: CacheControlOptions, handler: () => object, method = "GET") {
  const { headers } = await withHooks([cacheControl(options)], handler, { method });
  return new Map(headers).get("cache-control");
}

for (
  const [options, header] of [
    [{}, "private, no-cache"],
    [{ maxAge: "1m" }, "private, max-age=60"],
    [{ maxAge: 1_999, public: true }, "public, max-age=1"],
    [
      { maxAge: "1h", staleWhileRevalidate: "10s" },
      "private, max-age=3600, stale-while-revalidate=10",
    ],
  ] satisfies readonly (readonly [CacheControlOptions, string])[]
) {
  test(`cacheControl(${JSON.stringify(options)}) is ${header}`, async () => {
    assert.is(await headerOf(options, () => ({})), header);
  });
}

test("cacheControl() marks answers to GET and HEAD of status 200 and 304 only", async () => {
  assert.is(await headerOf({}, () => ({}), "HEAD"), "private, no-cache");
  assert.is(await headerOf({}, () => status(304)), "private, no-cache");
  assert.is(await headerOf({}, () => ({}), "POST"), undefined);
  assert.is(await headerOf({}, () => status(404, {})), undefined);
});

test("cacheControl() keeps what the handler has set", async () => {
  const handler = () => json({}).header("cache-control", "no-store");
  assert.is(await headerOf({}, handler), "no-store");
});

test("cacheControl() lets no shared cache keep a cookie", async () => {
  const options = { maxAge: "1m", public: true } as const;
  assert.is(await headerOf(options, () => json({}).cookie("sid", "1")), "private, max-age=60");
  const later = { onSend: () => {} };
  const { headers } = await withHooks([later, cacheControl(options)], ({ set }) => {
    set.cookie("sid", "1");
    return {};
  });
  assert.is(new Map(headers).get("cache-control"), "private, max-age=60");
});

test("cacheControl() refuses to have caches ask each time and answer without asking", () => {
  for (const maxAge of [undefined, 0, 999]) {
    const options = {
      staleWhileRevalidate: "10s",
      ...(maxAge !== undefined && { maxAge }),
    } as const;
    assert.throws(() => cacheControl(options), /SPK_BAD_OPTION.*needs a "maxAge"/);
  }
  assert.throws(() => cacheControl({ public: "yes" } as never), /SPK_BAD_OPTION.*"public"/);
});

test("cacheControl() refuses what it does not know", () => {
  assert.throws(() => cacheControl({ maxage: 1 } as object), /Did you mean "maxAge"/);
  assert.throws(() => cacheControl({ maxAge: -1 }), /SPK_BAD_OPTION/);
});

test.run();
