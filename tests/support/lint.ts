import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import process from "node:process";

const SCRIPTS = new URL("../../scripts/", import.meta.url);
const CONFIG = { lint: { plugins: ["./scripts/lint_plugin.ts"], rules: { tags: [] } } };

/** What `deno lint --json` says of one finding. */
interface Finding {
  readonly code: string;
  readonly message: string;
}

let checkout: string | undefined;

/**
 * Messages that a rule of the lint plugin has for a file of that path and content. Runs `deno lint`
 * in a checkout of its own, since plugins cannot be called outside of `deno lint` and `deno test`.
 */
export function lint(rule: string, path: string, source: string): string[] {
  const root = checkout ??= makeCheckout();
  mkdirSync(dirname(`${root}/${path}`), { recursive: true });
  writeFileSync(`${root}/${path}`, source);
  return findings(root, path).filter(({ code }) => code === `spikard/${rule}`)
    .map(({ message }) => message);
}

/** Copies the plugin to where it takes its own folder for the root. */
function makeCheckout(): string {
  const root = mkdtempSync(`${tmpdir()}/spikard-lint-`);
  process.once("exit", () => rmSync(root, { recursive: true }));
  cpSync(new URL("lint", SCRIPTS), `${root}/scripts/lint`, { recursive: true });
  cpSync(new URL("lint_plugin.ts", SCRIPTS), `${root}/scripts/lint_plugin.ts`);
  writeFileSync(`${root}/deno.json`, JSON.stringify(CONFIG));
  return root;
}

function findings(root: string, path: string): Finding[] {
  const { stdout } = spawnSync(process.execPath, ["lint", "--json", path], {
    cwd: root,
    encoding: "utf8",
  });
  const { diagnostics, errors } = JSON.parse(stdout);
  if (errors.length > 0) throw new Error(`The lint plugin failed: ${JSON.stringify(errors)}`);
  return diagnostics;
}
