/**
 * Lints the OpenAPI documents of all examples, and the golden one, with `redocly lint --extends=spec`.
 *
 * @module
 */
import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { buildNative } from "./build_native.ts";
import { runChild } from "./testing/child.ts";
import { ROOT } from "./testing/stage.ts";

const GOLDEN = "tests/support/golden/library.json";
const REDOCLY = "node_modules/@redocly/cli/bin/cli.js";
/** It would look for news of itself, and count its users. */
const QUIET = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
const PERMISSIONS = ["--allow-read", "--allow-env", "--allow-sys", "--deny-net"];

/** Programs of examples/ that are apps; the demo starts one of them. */
function exampleApps(): string[] {
  const files = globSync(["examples/*.ts", "examples/*/app.ts"], { cwd: ROOT });
  return files.map((path) => path.replaceAll("\\", "/")).filter((path) =>
    path !== "examples/demo.ts"
  ).sort();
}

async function writeDocuments(folder: string): Promise<string[]> {
  buildNative();
  // It loads the addon, which may have been built just now.
  const { loadApp } = await import("../src/cli/load_app.ts");
  const files: string[] = [];
  for (const path of exampleApps()) {
    const app = await loadApp(join(ROOT, path));
    const file = join(folder, path.replaceAll(/\W/g, "_") + ".json");
    writeFileSync(file, JSON.stringify(app.openapi(), null, 2));
    files.push(file);
  }
  return files;
}

const folder = mkdtempSync(join(tmpdir(), "documents-"));
const files = [GOLDEN, ...await writeDocuments(folder)];
const { output, status } = await runChild(process.execPath, [
  ...["run", "--quiet", ...PERMISSIONS, "--node-modules-dir=manual", REDOCLY],
  ...["lint", "--extends=spec", ...files],
], { limit: 60_000, cwd: ROOT, env: QUIET });
rmSync(folder, { recursive: true });
console.log(output);
process.exit(status === 0 ? 0 : 1);
