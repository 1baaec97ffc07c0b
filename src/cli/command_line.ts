import { nearest } from "../http/options.ts";
import { badUsage } from "./command_error.ts";

/** Names of the commands that read an app. */
export const COMMANDS = ["openapi", "types", "routes"] as const;

/** Name of a command that reads an app. */
export type CommandName = typeof COMMANDS[number];

/** A command that reads an app. */
export interface AppCommand {
  /** Which one. */
  readonly name: CommandName;
  /** The file of the app, from the working directory. */
  readonly file: string;
  /** Where its output goes; undefined for standard output. */
  readonly out: string | undefined;
  /** Whether `routes` writes JSON. */
  readonly json: boolean;
}

/** What the words behind the program ask for. */
export type CommandLine = "help" | "version" | AppCommand;

/** Every option, and what its value is called; undefined for none. */
const OPTIONS: ReadonlyMap<string, string | undefined> = new Map([
  ["--out", "FILE"],
  ["--json", undefined],
  ["--help", undefined],
  ["--version", undefined],
]);
const SHORT: Readonly<Record<string, string>> = {
  "-o": "--out",
  "-h": "--help",
  "-v": "--version",
};

/** Reads the words behind the program. Throws CommandError with exit code 2. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { options, others } = sortWords(words);
  if (options.has("--help")) return "help";
  if (options.has("--version")) return "version";
  const [name, file, ...surplus] = others;
  if (name === undefined) throw badUsage(`A command is missing: ${COMMANDS.join(", ")}`);
  if (!isCommand(name)) throw badUsage(`There is no command "${name}". ${guess(name, COMMANDS)}`);
  if (file === undefined) throw badUsage(`The file of the app is missing: spikard ${name} app.ts`);
  if (surplus.length > 0) throw badUsage(`One file is enough, and "${surplus[0]}" is another one`);
  const json = options.has("--json");
  if (json && name !== "routes") throw badUsage("--json is an option of routes only");
  return { name, file, out: options.get("--out"), json };
}

function sortWords(words: readonly string[]) {
  const options = new Map<string, string>();
  const others: string[] = [];
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    if (!word.startsWith("-")) others.push(word);
    else options.set(...readOption(word, waiting));
  }
  return { options, others };
}

/** Takes the value from the words behind the option, where it is not in the same word. */
function readOption(word: string, waiting: string[]): [name: string, value: string] {
  const [given = "", ...values] = word.split("=");
  const name = SHORT[given] ?? given;
  const valueName = OPTIONS.get(name);
  if (!OPTIONS.has(name)) {
    throw badUsage(`There is no option "${given}". ${guess(given, [...OPTIONS.keys()])}`);
  }
  if (valueName === undefined) {
    if (values.length > 0) throw badUsage(`${name} takes no value`);
    return [name, ""];
  }
  const value = values.length > 0 ? values.join("=") : waiting.shift();
  if (!value) throw badUsage(`${name} needs a value: ${name} ${valueName}`);
  return [name, value];
}

function guess(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `Known are: ${known.join(", ")}` : `Did you mean "${near}"?`;
}

function isCommand(name: string): name is CommandName {
  return COMMANDS.some((command) => command === name);
}
