import { suite } from "uvu";
import type { Path } from "../../../src/routing/path.ts";
import { Router, setupOf } from "../../../src/routing/router.ts";
import { readAppOptions, type SpikardOptions } from "../../../src/server/app_options.ts";
import { checkFreePaths } from "../../../src/server/own_paths.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("own_paths");

function check(options: SpikardOptions, router: Router): void {
  checkFreePaths(readAppOptions(options), setupOf(router).build().routes);
}

const DESCRIBED: SpikardOptions = { docs: true };

const TAKEN: readonly (readonly [path: Path, option: string, whole: string])[] = [
  ["/livez", "health.live", "health"],
  ["/readyz", "health.ready", "health"],
  ["/openapi.json", "openapi.path", "openapi"],
  ["/docs", "docs.path", "docs"],
];

for (const [path, option, whole] of TAKEN) {
  test(`a route of ${option} is refused, and both sources are named`, () => {
    const router = new Router().get(path, function mine() {});
    const says = [`GET ${path} (mine)`, option, `"${whole}" to false`];
    expectThrow(() => check(DESCRIBED, router), { code: "SPK_DUPLICATE_ROUTE", says });
  });
}

test("a path that is written otherwise, and HEAD, are refused too", () => {
  const router = new Router().head("/%64ocs", () => {});
  const says = ["HEAD /%64ocs", "docs.path"];
  expectThrow(() => check(DESCRIBED, router), { code: "SPK_DUPLICATE_ROUTE", says });
});

test("a route for every method is refused, for its GET would never be heard of", () => {
  const router = new Router().all("/openapi.json", () => {});
  const says = ["/openapi.json", "openapi.path"];
  expectThrow(() => check(DESCRIBED, router), { code: "SPK_DUPLICATE_ROUTE", says });
});

test("a route of a file of the page is refused, where there is one", () => {
  const router = new Router().get("/docs/start.js", () => {});
  const says = ["GET /docs/start.js", "docs.assets"];
  const options = { docs: { assets: "folder" } };
  expectThrow(() => check(options, router), { code: "SPK_DUPLICATE_ROUTE", says });
  check(DESCRIBED, router);
});

test("routes beside these paths, and of paths that are not served, are none of theirs", () => {
  const beside = new Router().get("/:id", () => 1).post("/docs", () => 1).get("/docs/", () => 1);
  check(DESCRIBED, beside);
  check({ health: false }, new Router().get("/livez", () => 1).get("/docs", () => 1));
});

const SAME: readonly (readonly [options: SpikardOptions, says: readonly string[]])[] = [
  [{ health: { ready: "/livez" } }, ['"health.live"', '"health.ready"', '"/livez"', "change one"]],
  [{ openapi: { path: "/docs" }, docs: true }, ['"openapi.path"', '"docs.path"', '"/docs"']],
  [
    { openapi: { path: "/docs/start.js" }, docs: { assets: "folder" } },
    ['"openapi.path"', '"docs.assets"', '"/docs/start.js"'],
  ],
  [
    { health: { live: "/ui/swagger-ui.css" }, docs: { path: "/ui", assets: "folder" } },
    ['"health.live"', '"docs.assets"', '"/ui/swagger-ui.css"'],
  ],
  [{ docs: { path: "/%6civez" } }, ['"health.live"', '"docs.path"', '"/livez"']],
];

for (const [options, says] of SAME) {
  test(`${JSON.stringify(options)} is refused: two paths are the same`, () => {
    expectThrow(() => readAppOptions(options), { code: "SPK_BAD_OPTION", says });
  });
}

test.run();
