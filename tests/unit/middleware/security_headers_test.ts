import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NotFound } from "../../../src/http/http_errors.ts";
import {
  securityHeaders,
  type SecurityHeadersOptions,
} from "../../../src/middleware/security_headers.ts";
import { withHooks } from "../../support/with_hooks.ts";

const test = suite("middleware/security_headers");

async function headersOf(options?: SecurityHeadersOptions, handler: () => object = () => ({})) {
  const { headers } = await withHooks([securityHeaders(options)], handler);
  return Object.fromEntries(headers);
}

test("securityHeaders() sends its defaults", async () => {
  assert.equal(await headersOf(), {
    "content-type": "application/json",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "SAMEORIGIN",
    "x-permitted-cross-domain-policies": "none",
    "x-xss-protection": "0",
  });
});

test("securityHeaders() sends them with errors too", async () => {
  const headers = await headersOf({}, () => {
    throw new NotFound();
  });
  assert.is(headers["content-type"], "application/problem+json");
  assert.is(headers["x-content-type-options"], "nosniff");
});

test("securityHeaders() replaces, adds and leaves out, by names in any case", async () => {
  const headers = await headersOf({
    "X-Frame-Options": "DENY",
    "Referrer-Policy": false,
    "content-security-policy": "default-src 'self'",
  });
  assert.is(headers["x-frame-options"], "DENY");
  assert.is("referrer-policy" in headers, false);
  assert.is(headers["content-security-policy"], "default-src 'self'");
});

test("securityHeaders() keeps what the handler has set", async () => {
  const headers = await headersOf(
    {},
    () => new Response(null, { headers: { "x-frame-options": "DENY" } }),
  );
  assert.is(headers["x-frame-options"], "DENY");
});

test("securityHeaders() refuses the names of other libraries, and misspelt ones to be left out", () => {
  const wrong: readonly [SecurityHeadersOptions, RegExp][] = [
    [{ xFrameOptions: false }, /no header "xFrameOptions". Did you mean "x-frame-options"\?/],
    [{ contentSecurityPolicy: "x" }, /Did you mean "content-security-policy"\?/],
    [{ "x-frame-option": false }, /Did you mean "x-frame-options"\?/],
  ];
  for (const [options, message] of wrong) assert.throws(() => securityHeaders(options), message);
  securityHeaders({ "X-Frame-Options": false, "Permissions-Policy": "camera=()" });
});

test("securityHeaders() refuses headers that cannot be sent", () => {
  assert.throws(() => securityHeaders({ "x-a": "a\r\nb" }), /SPK_BAD_HEADER/);
  assert.throws(() => securityHeaders({ "content-length": "1" }), /SPK_BAD_HEADER/);
  assert.throws(() => securityHeaders({ "x-a": true } as never), /SPK_BAD_HEADER/);
  assert.throws(() => securityHeaders("strict" as never), /SPK_BAD_OPTION/);
});

test.run();
