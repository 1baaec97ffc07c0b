import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findCrateFaults } from "../../../../scripts/layers/crates.ts";

const test = suite("findCrateFaults()");

const lines = (path: string, text: string) =>
  findCrateFaults({ path, text }).map(({ line }) => line);

test("keeps napi out of the server and HTTP crates out of the bridge", () => {
  assert.equal(lines("native/src/server/a.rs", "use bytes::Bytes;\nuse napi::Env;"), [2]);
  assert.equal(lines("native/src/bridge/a.rs", "use axum::Router;\nuse hyper_util::rt;"), [1, 2]);
  assert.equal(lines("native/src/bridge/a.rs", "use napi::Env;\nuse http::Method;"), []);
});

test("lets only the bridge be unsafe", () => {
  assert.equal(lines("native/src/lib.rs", "unsafe { read() }"), [1]);
  assert.equal(lines("native/src/bridge/a.rs", "unsafe { read() }"), []);
});

test("reads no comment and no attribute for code", () => {
  const text = "//! Knows no napi.\n#![forbid(unsafe_code)]\nlet a = 1; // unsafe before";
  assert.equal(lines("native/src/server/a.rs", text), []);
});

test.run();
