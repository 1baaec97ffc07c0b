import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findCycles } from "../../../../scripts/layers/cycles.ts";

const test = suite("findCycles()");

const a = { path: "src/a.ts", text: '// first\nimport type { B } from "./http/b.ts";' };
const b = { path: "src/http/b.ts", text: 'export { c } from "../c.ts";' };
const c = { path: "src/c.ts", text: 'const a = await import("./a.ts");' };

test("finds a circle through type imports, re-exports and dynamic imports", () => {
  const message = "import cycle: src/a.ts -> src/http/b.ts -> src/c.ts -> src/a.ts";
  assert.equal(findCycles([a, b, c]), [{ path: "src/c.ts", line: 1, message }]);
});

test("finds a file that imports itself, at its line", () => {
  const self = { path: "src/a.ts", text: '\nimport "./a.ts";' };
  assert.equal(findCycles([self]).map(({ line }) => line), [2]);
});

test("finds nothing where two ways lead to one file", () => {
  const top = { path: "src/top.ts", text: 'import "./c.ts"; import "./http/b.ts";' };
  assert.equal(findCycles([top, b, { ...c, text: "" }]), []);
});

test.run();
