import { VERSION } from "../app.ts";
import {
  commandArguments,
  describeThrown,
  endProcess,
  failOnEnd,
  printMessage,
  reserveOutput,
} from "../runtime/command.ts";
import { replaceFile } from "../runtime/command_files.ts";
import { CommandError } from "./command_error.ts";
import { type AppCommand, type CommandLine, readCommandLine } from "./command_line.ts";
import { loadApp, type LoadedApp } from "./load_app.ts";
import { writePathsModule } from "./paths_module.ts";
import { writeRoutesJson, writeRoutesTable } from "./routes_table.ts";

/** What `--help` shows. */
export const USAGE = `Usage: spikard <command> <app file> [options]

Commands:
  openapi   write the OpenAPI document of the app
  types     write the types of its paths, for createClient() and openapi-fetch
  routes    list its routes

Options:
  -o, --out FILE   write to a file instead of standard output
      --json       list routes as JSON
  -h, --help       show this
  -v, --version    show the version

The app is the default export of the file, or the one that it runs. run() does not listen;
listen() does.
`;

/**
 * Runs the command line that this process was started with, and ends the process with 0, with 1
 * where the command failed, or with 2 where it makes no sense. Messages go to standard error.
 */
export async function runCommandLine(): Promise<never> {
  const print = reserveOutput();
  try {
    await runCommand(readCommandLine(commandArguments()), print);
  } catch (error) {
    const isExpected = error instanceof CommandError;
    printMessage(isExpected ? error.message : describeThrown(error));
    endProcess(isExpected ? error.exitCode : 1);
  }
  // An app may have timers and connections, which would keep the process alive.
  endProcess(0);
}

async function runCommand(
  command: CommandLine,
  print: (text: string) => Promise<void>,
): Promise<void> {
  if (command === "help") return await print(USAGE);
  if (command === "version") return await print(`spikard ${VERSION}\n`);
  const release = failOnEnd(`The app ended the process before "spikard ${command.name}" was done`);
  try {
    await runAppCommand(command, print);
  } finally {
    release();
  }
}

async function runAppCommand(
  command: AppCommand,
  print: (text: string) => Promise<void>,
): Promise<void> {
  const text = await textOf(command, await loadApp(command.file));
  if (command.out === undefined) return await write("to standard output", print(text));
  await write(`"${command.out}"`, replaceFile(command.out, text));
}

async function write(place: string, written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    // Behind the comma stand the names of a system call and a temporary file.
    throw new CommandError(`Writing ${place} failed: ${messageOf(error).split(",")[0]}`);
  }
}

/** What is wrong with an app needs no stack: its message names the route, or the plugin. */
async function textOf(command: AppCommand, app: LoadedApp): Promise<string> {
  try {
    await app.ready();
    return describe(command, app);
  } catch (error) {
    throw new CommandError(messageOf(error));
  }
}

function describe({ name, json }: AppCommand, app: LoadedApp): string {
  if (name === "routes") return (json ? writeRoutesJson : writeRoutesTable)(app.routes);
  const document = app.openapi();
  return name === "openapi" ? `${JSON.stringify(document, null, 2)}\n` : writePathsModule(document);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
