/**
 * The programs in documents for people, and what they are said to do.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { ROOT } from "./checkout.ts";

/** Documents whose snippets must hold. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  "docs/getting-started.md",
  "docs/routing.md",
  "docs/errors.md",
  "docs/decorators.md",
];

/** One command of a transcript, and what it is said to print. */
export interface Exchange {
  readonly command: string;
  readonly output: string;
}

/** A program, and what its document says of it. */
export interface DocumentedProgram {
  /** Its snippets, one after the other. */
  readonly source: string;
  /** Commands that are shown below it. */
  readonly exchanges: readonly Exchange[];
  /** What it is said to print; undefined for one that serves until it is stopped. */
  readonly output: string | undefined;
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/**
 * Reads the programs of a document. A snippet that begins with an import begins a program, the
 * snippets below go on with it, and what stands in `console` and `text` blocks is said of it.
 */
export function programsOf(path: string): DocumentedProgram[] {
  const programs: Block[][] = [];
  for (const block of blocksOf(readFileSync(new URL(path, ROOT), "utf8"))) {
    if (block.language === "ts" && block.text.startsWith("import ")) programs.push([block]);
    else programs.at(-1)?.push(block);
  }
  return programs.map(readProgram);
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ([, language = "", text = ""]) => ({ language, text }),
  );
}

function readProgram(blocks: readonly Block[]): DocumentedProgram {
  const source = textOf(blocks, "ts");
  const serves = !source.includes(".listen(");
  return {
    source: serves && !source.includes(".run(") ? `${source}\nawait app.run();\n` : source,
    exchanges: exchangesIn(textOf(blocks, "console")),
    output: serves ? undefined : textOf(blocks, "text"),
  };
}

function textOf(blocks: readonly Block[], language: string): string {
  return blocks.filter((block) => block.language === language).map(({ text }) => text).join("\n");
}

function exchangesIn(transcript: string): Exchange[] {
  return transcript.split(/^\$ /m).slice(1).map((part) => {
    const [command = "", ...output] = part.split("\n");
    return { command, output: output.join("\n").trim() };
  });
}
