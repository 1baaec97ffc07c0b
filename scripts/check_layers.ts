/**
 * Checks what the lint plugin cannot see: Rust, import cycles and sizes.
 *
 * @module
 */
import { globSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findCrateFaults } from "./layers/crates.ts";
import { findCycles } from "./layers/cycles.ts";
import { findOversized } from "./layers/sizes.ts";
import type { Finding, Source } from "./layers/source.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function readSources(...patterns: string[]): Source[] {
  const paths = globSync(patterns, { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/node_modules\/|\/golden\//.test(path));
  return paths.sort().map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, "utf8") }));
}

function findAll(): Finding[] {
  const rust = readSources("native/src/**/*.rs", "native/tests/**/*.rs");
  const product = readSources("mod.ts", "src/**/*.ts");
  const rest = readSources("scripts/**/*.ts", "tests/**/*.ts", "examples/**/*.ts", "bench/**/*.ts");
  return [
    ...rust.flatMap(findCrateFaults),
    ...findCycles([...product, ...rest]),
    ...[...rust, ...product, ...rest].flatMap(findOversized),
  ];
}

const findings = findAll();
for (const { path, line, message } of findings) console.error(`${path}:${line}: ${message}`);
process.exit(findings.length > 0 ? 1 : 0);
