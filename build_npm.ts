/**
 * Builds the npm package into `npm/`: `deno task npm`, or `deno task npm:offline` where JSR cannot be
 * reached. The one definition of what npm users get.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix
import { build, emptyDir } from "jsr:@deno/dnt@0.43.2";
import { copyFileSync } from "node:fs";
import deno from "./deno.json" with { type: "json" };
import native from "./native/npm/package.json" with { type: "json" };

const OUT = "./npm";
const { directory: _, ...repository } = native.repository;

/** What Node is asked for by both `import` and, from Node 22.12 on, `require()`. */
function exported(path: string): { types: string; default: string } {
  const file = path.replace(/^\.\//, "./esm/").replace(/\.ts$/, "");
  return { types: `${file}.d.ts`, default: `${file}.js` };
}

await emptyDir(OUT);
await build({
  entryPoints: [
    ...Object.entries(deno.exports).map(([name, path]) => ({ name, path })),
    { kind: "bin", name: "spikard", path: "./src/cli/main.ts" },
  ],
  outDir: OUT,
  shims: {},
  // "deno task check" has done it, with exactOptionalPropertyTypes, which dnt does not offer.
  typeCheck: false,
  test: false,
  scriptModule: false,
  declaration: "inline",
  skipSourceOutput: true,
  polyfills: { importMeta: false },
  mappings: {
    // Loaded where the program has it, so that schemas and their compiler are of one copy.
    [deno.imports.zod]: { name: "zod", version: "^3.25.0 || ^4.0.0", peerDependency: true },
  },
  compilerOptions: {
    target: "ES2022",
    lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable", "ESNext.Disposable"],
  },
  package: {
    name: deno.name,
    version: deno.version,
    description: "A typed web framework for Deno, Node and Bun whose HTTP server is Rust",
    keywords: [
      ...["web", "framework", "http", "server", "router", "rest", "api", "openapi", "typescript"],
      ...["decorators", "sse", "zod", "standard-schema", "rust", "napi", "deno", "node", "bun"],
    ],
    repository,
    license: deno.license,
    engines: native.engines,
    main: "./esm/mod.js",
    types: "./esm/mod.d.ts",
    exports: {
      ...Object.fromEntries(
        Object.entries(deno.exports).map(([name, path]) => [name, exported(path)]),
      ),
      "./package.json": "./package.json",
    },
    bin: { spikard: "esm/src/cli/main.js" },
    files: ["esm"],
    // All others only declare: a bundle may leave out what it does not use.
    sideEffects: ["./esm/src/cli/*.js", "./esm/src/decorators/metadata.js"],
    publishConfig: { access: "public" },
    peerDependenciesMeta: { zod: { optional: true } },
    devDependencies: {
      "@types/node": deno.imports["@types/node"].split("@").at(-1)!,
      zod: deno.imports.zod.split("@").at(-1)!,
    },
  },
  postBuild() {
    for (const file of ["LICENSE", "README.md"]) copyFileSync(file, `${OUT}/${file}`);
  },
});
