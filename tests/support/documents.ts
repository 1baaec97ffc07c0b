/**
 * The programs in documents for people, and what they are said to do.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { ROOT } from "./checkout.ts";

/** Documents whose snippets must hold. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  ...readdirSync(new URL("docs", ROOT)).sort().map((name) => `docs/${name}`),
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
  /** The files that stand above it, by name: what its snippets may import. */
  readonly files: ReadonlyMap<string, string>;
  /** Commands that are shown below it. */
  readonly exchanges: readonly Exchange[];
  /** Lines that it is said to log. */
  readonly log: readonly string[];
  /** What it is said to print; undefined for one that serves until it is stopped. */
  readonly output: string | undefined;
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/** A file has its name in its first line. */
const FILE = /^\/\/ (\w+\.ts)\n/;
/** What a program has that ends by itself. */
const ENDING = /\.listen\(|testClient\(/;

/**
 * Reads the programs of a document. A snippet that begins with an import begins a program, and the
 * snippets below go on with it; one that begins with `// name.ts` is a file of every program below. What
 * stands in `console`, `text` and `jsonl` blocks is said of the program above them.
 */
export function programsOf(path: string): DocumentedProgram[] {
  const programs: Block[][] = [];
  const files: Block[] = [];
  for (const block of blocksOf(readFileSync(new URL(path, ROOT), "utf8"))) {
    if (FILE.test(block.text)) files.push(block);
    else if (block.language === "ts" && block.text.startsWith("import ")) {
      programs.push([...files, block]);
    } else programs.at(-1)?.push(block);
  }
  return programs.map(readProgram);
}

/** Tells whether what was printed is what a document says, which has `...` for what differs. */
export function isAsDocumented(actual: string, documented: string): boolean {
  const [start = "", ...parts] = documented.split("...");
  const end = parts.pop();
  if (end === undefined) return actual === documented;
  let from = start.length;
  for (const part of parts) {
    const index = actual.indexOf(part, from);
    if (index < 0) return false;
    from = index + part.length;
  }
  return actual.startsWith(start) && actual.slice(from).endsWith(end);
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
    ([, language = "", text = ""]) => ({ language, text }),
  );
}

function readProgram(blocks: readonly Block[]): DocumentedProgram {
  const files = blocks.filter(({ text }) => FILE.test(text));
  const own = blocks.filter((block) => !files.includes(block));
  const source = textOf(own, "ts");
  const serves = !ENDING.test(source);
  return {
    source: serves && !source.includes(".run(") ? `${source}\nawait app.run();\n` : source,
    files: new Map(files.map(({ text }) => [FILE.exec(text)?.[1] ?? "", text])),
    exchanges: exchangesIn(textOf(own, "console")),
    log: textOf(own, "jsonl").split("\n").filter((line) => line !== ""),
    output: serves ? undefined : textOf(own, "text"),
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
