import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ROOT } from "../../support/checkout.ts";

const test = suite("size of the client");
const ENTRY = fileURLToPath(new URL("src/client/mod.ts", ROOT));

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    entryPoints: [ENTRY],
    format: "esm",
    minify: true,
    platform: "browser",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

test.after(() => stop());

test("what a browser loads is at most 2 KB", async () => {
  const code = await bundle();
  assert.match(code, "createClient");
  assert.ok(gzipSync(code).length <= 2_048, `${gzipSync(code).length} bytes`);
});

test("it needs nothing that a browser lacks", async () => {
  const code = await bundle();
  assert.not.match(code, /\bimport\b|\brequire\b|\bprocess\b|\bDeno\b|\bBun\b|\bBuffer\b\./);
});

test.run();
