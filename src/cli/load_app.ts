import { adoptApps } from "../app.ts";
import { describeThrown } from "../runtime/command.ts";
import { importFile, isFile } from "../runtime/command_files.ts";
import { CommandError } from "./command_error.ts";
import type { ListedRoute } from "./routes_table.ts";

/**
 * What commands ask of an app. Its file may have a copy of this package of its own, so it is known
 * by what it can do.
 */
export interface LoadedApp {
  /** Resolves once its plugins have finished; its document and its routes have what they add then. */
  ready(): Promise<void>;
  /** Its OpenAPI document. */
  openapi(): object;
  /** Its routes. */
  readonly routes: readonly ListedRoute[];
}

/** How long the import of a file may take, in milliseconds. */
const IMPORT_TIMEOUT = 30_000;

/**
 * Imports a file and returns the app in it: its default export, else the one that it runs, which
 * does not listen then; `listen()` binds as ever. Throws CommandError where there is no such file, where it throws or takes
 * longer than so many milliseconds, and where it has no app, or several and none of them is the
 * default export.
 */
export async function loadApp(file: string, timeout: number = IMPORT_TIMEOUT): Promise<LoadedApp> {
  if (!await isFile(file)) throw new CommandError(`There is no file "${file}"`);
  const adopted = new Set<object>();
  const leave = adoptApps((app) => adopted.add(app));
  try {
    const module = await importWithin(file, timeout);
    return chooseApp(file, module["default"], [...adopted]);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`Importing "${file}" failed:\n${describeThrown(error)}${hint(error)}`);
  } finally {
    leave();
  }
}

/** Bun keeps a program for ever whose import never settles, and says nothing. */
async function importWithin(
  file: string,
  timeout: number,
): Promise<Readonly<Record<string, unknown>>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(neverLoaded(file, timeout)), timeout);
  });
  try {
    return await Promise.race([importFile(file), late]);
  } finally {
    clearTimeout(timer);
  }
}

function neverLoaded(file: string, timeout: number): CommandError {
  return new CommandError(
    `Importing "${file}" has not finished after ${timeout / 1_000} s: an await at its top level, ` +
      "or in a file that it imports, does not settle",
  );
}

function chooseApp(file: string, exported: unknown, adopted: readonly object[]): LoadedApp {
  if (isApp(exported)) return exported;
  const apps = adopted.filter(isApp);
  const [app] = apps;
  if (app === undefined) {
    throw new CommandError(
      `"${file}" has no app: add "export default app", or run() one (an app that is only ` +
        "listen()ed to is not found, and binds its port)",
    );
  }
  if (apps.length > 1) {
    throw new CommandError(
      `"${file}" runs ${apps.length} apps: make the one that is meant its default export`,
    );
  }
  return app;
}

function isApp(value: unknown): value is LoadedApp {
  if (typeof value !== "object" || value === null) return false;
  return "openapi" in value && typeof value.openapi === "function" &&
    "ready" in value && typeof value.ready === "function" &&
    "routes" in value && Array.isArray(value.routes);
}

/** What to do about errors that Node explains in its own words only. */
function hint(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION") {
    return "\nThis Node runs no TypeScript: use Node 24, Deno or Bun, or the compiled file";
  }
  if (code !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") return "";
  return "\nNode does not compile decorators and enums: use Deno or Bun, or the compiled file";
}
