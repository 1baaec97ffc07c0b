import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build, type BuildOptions } from "../../../scripts/dnt_offline.ts";

const test = suite("scripts/dnt_offline");

const OPTIONS: BuildOptions = {
  entryPoints: [],
  outDir: "/nowhere",
  shims: {},
  typeCheck: false,
  test: false,
  scriptModule: false,
  declaration: "inline",
  skipSourceOutput: true,
  polyfills: { importMeta: false },
  mappings: {},
  compilerOptions: { target: "ES2022", lib: [] },
  package: { main: "./esm/mod.js" },
  postBuild: () => {},
};

for (
  const [name, change] of Object.entries({
    esModule: { esModule: true },
    scriptModule: { scriptModule: "cjs" },
    shims: { shims: { deno: true } },
    importHelpers: { compilerOptions: { ...OPTIONS.compilerOptions, importHelpers: true } },
  })
) {
  test(`build() refuses what it does not do as dnt would: ${name}`, async () => {
    // Cast: the types do not let such options through either.
    const error = await build({ ...OPTIONS, ...change } as BuildOptions).then(() => null, (e) => e);
    assert.match(error.message, `The stand-in for dnt does not know the option "${name}"`);
  });
}

test.run();
