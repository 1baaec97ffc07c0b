/**
 * The command line of this checkout, run as a program on the runtime of the test.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { EXTENSION, isCompiled } from "./checkout.ts";
import { startFile } from "./program.ts";

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const MAIN = new URL(`../../src/cli/main${EXTENSION}`, import.meta.url);

/** Which file is the program, and what sh runs in its place, where `"$@"` is the program. */
export interface CommandOptions {
  readonly program?: URL;
  readonly shell?: string;
}

/** Runs the command line with these words behind it. */
export async function spikard(
  args: readonly string[],
  { program = MAIN, ...options }: CommandOptions = {},
): Promise<Ended> {
  const running = startFile(program, { args, ...options });
  const { code } = await running.exit();
  return { code, output: String(running.output), errors: String(running.errors) };
}

/** Runs a command as a document shows it, on the files beside one; resolves to what it prints. */
export async function spikardCommand(text: string, file: URL): Promise<string> {
  const [, ...words] = text.split(" ");
  const args = words.map((word) => {
    if (!word.endsWith(".ts")) return word;
    const name = isCompiled ? word.replace(/\.ts$/, ".js") : word;
    return fileURLToPath(new URL(name, file));
  });
  const { code, output, errors } = await spikard(args);
  if (code !== 0) throw new Error(`"${text}" failed: ${errors}`);
  return output;
}
