/** Who may import whom: the table of ARCHITECTURE.md. */
import { projectPath, resolvePath, roomOf } from "./paths.ts";

/** Rooms that the files of a room may import; type-only imports count. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  http: [],
  runtime: [],
  client: [],
  schema: ["http"],
  streaming: ["http"],
  middleware: ["http"],
  routing: ["http", "schema"],
  dispatch: ["http", "schema", "routing", "streaming"],
  bridge: ["http", "streaming", "runtime"],
  decorators: ["routing", "schema", "http"],
  openapi: ["routing", "schema", "http"],
  server: ["dispatch", "bridge", "openapi", "routing", "runtime", "http"],
  app: ["server", "openapi", "routing", "schema", "streaming", "http"],
  testing: ["app", "http"],
  cli: ["app", "openapi", "runtime", "http"],
  vite: [],
};

/** The file that loads the addon. */
export const ADDON = "src/bridge/addon.ts";

/** The one place for each package that src/ may use. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@spikard/native": ADDON,
  zod: "src/schema/zod.ts",
};

/** Whether a file may use what only one host has. */
export function isHostFile(path: string): boolean {
  return roomOf(path) === "runtime" || path === ADDON;
}

/** Why a file may not import a specifier; undefined where it may. */
export function importFault(path: string, specifier: string): string | undefined {
  const room = roomOf(path);
  if (room === undefined) return undefined;
  if (specifier.startsWith(".")) return roomFault(room, resolvePath(path, specifier));
  if (specifier.startsWith("node:")) {
    if (isHostFile(path)) return undefined;
    return `"${specifier}" belongs in src/runtime/: take what you need as a parameter`;
  }
  const place = PACKAGES[specifier];
  if (place === undefined) return `src/ does not depend on "${specifier}"`;
  return place === path ? undefined : `"${specifier}" is imported in ${place} only`;
}

function roomFault(room: string, target: string): string | undefined {
  const other = roomOf(target);
  if (other === undefined) return `${target} lies outside of src/`;
  if (other === room || room === "mod") return undefined;
  const allowed = LAYERS[room];
  if (allowed === undefined) return `"${room}" is no room of ARCHITECTURE.md`;
  if (allowed.includes(other)) return undefined;
  return `${room} may import ${allowed.join(", ") || "no other room"}, not ${other}`;
}

/** Reports imports, exports and import types that break the table. */
export const layers: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    const check = (node: Deno.lint.Node, specifier: unknown) => {
      const message = typeof specifier === "string" ? importFault(path, specifier) : undefined;
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ImportExpression: (node) =>
        check(node, node.source.type === "Literal" ? node.source.value : undefined),
      TSImportType: (node) =>
        check(
          node,
          node.argument.type === "TSLiteralType" && "value" in node.argument.literal
            ? node.argument.literal.value
            : undefined,
        ),
    };
  },
};
