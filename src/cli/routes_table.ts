/** What is listed of a route. */
export interface ListedRoute {
  /** Upper case, or `*` for every method. */
  readonly method: string;
  /** Path, prefixes included. */
  readonly path: string;
  /** Name. */
  readonly name: string;
  /** Where it comes from: `GET /users/:id (Users.find)`. */
  readonly source: string;
}

const HEAD: readonly string[] = ["METHOD", "PATH", "NAME", "SOURCE"];

/** Writes routes as a table for people. */
export function writeRoutesTable(routes: readonly ListedRoute[]): string {
  const rows = [HEAD, ...routes.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
  return `${lines.join("\n")}\n`;
}

/** Writes routes as a list in JSON. */
export function writeRoutesJson(routes: readonly ListedRoute[]): string {
  const list = routes.map(({ method, path, name, source }) => ({ method, path, name, source }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** The address of a route stands in other columns already: what is left is who answers. */
function rowOf({ method, path, name, source }: ListedRoute): string[] {
  return [method, path, name, /\((.*)\)$/.exec(source)?.[1] ?? ""];
}
