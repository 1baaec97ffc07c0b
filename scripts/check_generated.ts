/**
 * Compares files made from other files with what they would be now; `--write` makes them anew.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseNotes, renderTypes, type TypeNote, valueNames } from "./native_types.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
// A target folder of its own: the variable below would have every other build start over.
const TARGET = `${ROOT}target/generated`;
const NOTES = `${TARGET}/type_notes`;
const TYPES = "native/npm/index.d.ts";
const CURE = 'Run "deno run -A scripts/check_generated.ts --write"';
const LOADER = "native/npm/index.js";

/** Finds what is out of date; each finding is one line for people. */
export function findStale(): string[] {
  const notes = readNotes();
  return [
    ...staleTypes(format(renderTypes(notes))),
    ...staleExports(notes),
    ...staleVersions(),
    ...staleSnippets(),
  ];
}

function staleTypes(wanted: string): string[] {
  const lines = read(TYPES).split("\n");
  const line = wanted.split("\n").findIndex((text, index) => text !== lines[index]);
  if (line < 0 && wanted === read(TYPES)) return [];
  return [`${TYPES}:${line + 1}: not what the doc comments in native/src/bridge say. ${CURE}`];
}

/** The loader must name its exports itself: ECMAScript modules have no other way. */
function staleExports(notes: readonly TypeNote[]): string[] {
  const named = /export const \{([^}]*)\}/.exec(read(LOADER))?.[1] ?? "";
  const found = named.split(",").map((name) => name.trim()).filter(Boolean).sort().join(", ");
  const wanted = valueNames(notes).join(", ");
  return found === wanted ? [] : [`${LOADER}: exports ${found}; the addon exports ${wanted}`];
}

/** One version everywhere; the one in deno.json counts. */
function staleVersions(): string[] {
  const { version, imports } = JSON.parse(read("deno.json"));
  const found: Record<string, string | undefined> = {
    "deno.json imports": imports["@spikard/native"].split("@").at(-1),
    "native/npm/package.json": JSON.parse(read("native/npm/package.json")).version,
    "Cargo.toml": /^version = "(.*)"$/m.exec(read("Cargo.toml"))?.[1],
  };
  return Object.entries(found).filter(([, other]) => other !== version)
    .map(([file, other]) => `${file}: version "${other}", but deno.json has "${version}"`);
}

/** The programs in README.md are the examples that tests run. */
function staleSnippets(): string[] {
  const snippets = [...read("README.md").matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code);
  return ["examples/hello.ts", "examples/class_form.ts", "examples/validated.ts"]
    .filter((file) => !snippets.includes(read(file)))
    .map((file) => `README.md: no snippet is ${file} as it stands`);
}

function read(file: string): string {
  return existsSync(`${ROOT}${file}`) ? readFileSync(`${ROOT}${file}`, "utf8") : "";
}

/** Has the compiler note what the addon exports. */
function readNotes(): TypeNote[] {
  mkdirSync(NOTES, { recursive: true });
  run("cargo", ["check", "--locked", "--quiet", "--lib", "--target-dir", TARGET]);
  return parseNotes(readFileSync(`${NOTES}/spikard-native`, "utf8"));
}

function format(source: string): string {
  return run(process.execPath, ["fmt", "--ext", "ts", "-"], source);
}

function run(command: string, args: string[], input = ""): string {
  const { error, status, stdout } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NAPI_TYPE_DEF_TMP_FOLDER: NOTES },
    input,
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`"${command} ${args.join(" ")}" failed`);
  return stdout;
}

if (import.meta.main) {
  if (process.argv.includes("--write")) {
    writeFileSync(`${ROOT}${TYPES}`, format(renderTypes(readNotes())));
  }
  const stale = findStale();
  for (const finding of stale) console.error(finding);
  process.exit(stale.length > 0 ? 1 : 0);
}
