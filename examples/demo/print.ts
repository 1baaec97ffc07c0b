/**
 * How the demo looks.
 *
 * @module
 */

import process from "node:process";
import type { LogLine } from "./bookshop_process.ts";
import type { Step } from "./steps.ts";

/** Longest line of a body, in characters. */
const WIDTH = 116;
const hasColors = process.stdout.isTTY && !process.env.NO_COLOR;

const bold = (text: string) => paint("1", text);
const dim = (text: string) => paint("2", text);

function paint(code: string, text: string): string {
  return hasColors ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Prints where the bookshop listens. */
export function printStart({ app, url, routes, ready }: LogLine): void {
  console.log(`\n${bold("A bookshop")}  ${url}`);
  console.log(dim(`${app}, ${routes} routes, ready in ${ready} ms: see examples/bookshop/`));
}

/** Prints the title of a chapter. */
export function printChapter(title: string): void {
  console.log(`\n\n${bold(title)}\n${dim("─".repeat(title.length))}`);
}

/** Prints what a step asks. */
export function printRequest({ title, request, headers, body }: Step): void {
  console.log(`\n${title}`);
  console.log(`  ${dim(">")} ${bold(request)}`);
  for (const [name, value] of Object.entries(headers ?? {})) printField(">", name, value);
  if (body !== undefined) printBody(">", typeof body === "string" ? body : JSON.stringify(body));
}

/** Prints the answer to a step. */
export function printAnswer(response: Response, { shows = [] }: Step, body: string): void {
  const { status, statusText, headers } = response;
  const color = status < 400 ? "32" : status < 500 ? "33" : "31";
  console.log(`  ${dim("<")} ${paint(color, `${status} ${statusText}`)}`);
  for (const name of ["content-type", ...shows]) {
    const value = headers.get(name);
    if (value !== null) printField("<", name, value);
  }
  if (body !== "") printBody("<", body);
}

/** Prints a line of the bookshop's log. */
export function printLog({ level, message, ...fields }: LogLine): void {
  console.log(`  ${dim("log")} ${paint("31", String(level))} ${message}`);
  for (const [name, value] of flatten(fields)) printField("log", name, firstLines(value));
}

/** How the demo went. */
export interface Outcome {
  /** Answers there were. */
  readonly answers: number;
  /** Answers that were not the right ones. */
  readonly failures: number;
  /** Exit code of the bookshop. */
  readonly code: number | null;
}

/** Prints how the demo went. */
export function printStop({ answers, failures, code }: Outcome): void {
  const verdict = failures === 0
    ? paint("32", "all as they should be")
    : paint("31", `${failures} wrong`);
  console.log(`\n\n${bold("Stopped")}  ${answers} answers, ${verdict}; exit code ${code}\n`);
}

/** Says that an answer is not the one that was wanted. */
export function printMismatch(status: number): void {
  console.log(`    ${paint("31", `expected ${status}`)}`);
}

function printField(mark: string, name: string, value: string): void {
  console.log(`  ${dim(mark)} ${dim(`${name}:`)} ${value}`);
}

function printBody(mark: string, body: string): void {
  for (const line of linesOf(body)) console.log(`  ${dim(mark)} ${shorten(line)}`);
}

/** The lines of a body; JSON that is too long for one line has several. */
function linesOf(body: string): string[] {
  if (body.includes("\ufffd")) return [dim("(bytes)")];
  if (body.length <= WIDTH || !/^[[{]/.test(body)) return body.trimEnd().split("\n");
  const value: unknown = JSON.parse(body);
  if (!Array.isArray(value)) return JSON.stringify(value, null, 2).split("\n");
  const items = value.map((item) => `  ${JSON.stringify(item)}`).join(",\n");
  return ["[", ...items.split("\n"), "]"];
}

/** Fields with those of nested objects beside them: `error.message`. */
function flatten(fields: object): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (typeof value !== "object" || value === null) return [[name, String(value)]];
    return flatten(value).map(([inner, text]): [string, string] => [`${name}.${inner}`, text]);
  });
}

/** What a stack says first: the message, and where it was thrown. */
function firstLines(text: string): string {
  return text.split("\n").slice(0, 2).map((line) => line.trim()).join(" ");
}

function shorten(text: string): string {
  if (text.length <= WIDTH) return text;
  const rest = text.length - WIDTH;
  return `${text.slice(0, WIDTH)}${dim(`... and ${rest.toLocaleString("en")} more`)}`;
}
