import { suite } from "uvu";
import * as assert from "uvu/assert";
import { formatAddress, isLoopback } from "../../../src/server/address.ts";

const test = suite("address");

test("formatAddress() puts an IPv6 host in brackets", () => {
  assert.is(formatAddress("127.0.0.1", 8000), "127.0.0.1:8000");
  assert.is(formatAddress("localhost", 0), "localhost:0");
  assert.is(formatAddress("::1", 8000), "[::1]:8000");
});

for (const host of ["127.0.0.1", "127.8.8.8", "::1", "localhost"]) {
  test(`isLoopback() is true for ${host}`, () => assert.ok(isLoopback(host)));
}

for (const host of ["0.0.0.0", "::", "10.127.0.1", "localhost.example"]) {
  test(`isLoopback() is false for ${host}`, () => assert.not.ok(isLoopback(host)));
}

test.run();
