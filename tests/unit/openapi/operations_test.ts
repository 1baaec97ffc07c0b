import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as z from "zod";
import { get, post, route } from "../../../src/decorators/verbs.ts";
import { buildDocument, type OpenApiDocument, type OpenApiInfo } from "../../../src/openapi/mod.ts";
import { Router } from "../../../src/routing/router.ts";
import { expectThrow } from "../../support/errors.ts";

const test = suite("operations of a document");

const INFO: OpenApiInfo = { title: "T", version: "1" };

interface Built {
  readonly paths: OpenApiDocument["paths"];
  readonly warnings: readonly string[];
}

function build(register: (app: Router) => void, info: Partial<OpenApiInfo> = {}): Built {
  const app = new Router();
  register(app);
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const { paths } = buildDocument(app.routes, { ...INFO, ...info }, warn);
  return { paths, warnings };
}

/** Ids by method and path. */
function idsOf({ paths }: Built): string[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId)
  );
}

test("are named by the handler, by class and method, or by method and path", () => {
  class Users {
    list = get("/users")(() => "");
  }
  const built = build((app) =>
    app.get("/", () => "").get("/a-b/:user_id/*rest", () => "")
      .get("/named", function find() {
        return "";
      })
      .register(new Users())
      .get("/spec", { name: "list all" }, () => "")
  );
  assert.equal(idsOf(built), ["getRoot", "getABByUserIdByRest", "find", "Users_list", "getSpec"]);
});

test("with one name for two get the path, or a number", () => {
  const shared = () => "";
  const built = build((app) =>
    app.get("/a", shared).get("/b", shared).get("/x-y", () => "").get("/x_y", () => "")
      .get("/c", { operationId: "shared" }, () => "")
  );
  assert.equal(idsOf(built), ["getA", "getB", "getXY", "getXY2", "shared"]);
});

test("of one declaration have their method at the end", () => {
  const built = build((app) =>
    app.register(route(["PUT", "PATCH"], "/a", { operationId: "save" })(() => ""))
  );
  assert.equal(idsOf(built), ["save_put", "save_patch"]);
});

test("refuse one operationId for two, naming both", () => {
  const add = (app: Router) =>
    app.get("/a", { operationId: "one" }, () => "").get("/b", { operationId: "one" }, () => "");
  expectThrow(() => build(add), {
    code: "SPK_DUPLICATE_OPERATION",
    says: ['"one" is given to GET /a and to GET /b'],
  });
});

test("refuse a security scheme that nobody declared, naming the route", () => {
  const code = "SPK_UNKNOWN_SECURITY";
  const add = (app: Router) => app.get("/a", { security: [{ bearer: [] }] }, () => "");
  expectThrow(() => build(add), {
    code,
    says: ['GET /a asks for the security scheme "bearer", and there is none: add it'],
  });
  const securitySchemes = { key: { type: "apiKey" } } as const;
  expectThrow(() => build(() => {}, { securitySchemes, security: [{ bearer: [] }] }), {
    code,
    says: ['The document asks for the security scheme "bearer", and there is "key": add it'],
  });
});

test("of a path that two routes name differently stand under the first name", () => {
  const built = build((app) =>
    app.get("/a/:id", () => "").put("/a/:key", {
      params: z.object({ key: z.int() }),
    }, () => "")
  );
  assert.equal(Object.keys(built.paths), ["/a/{id}"]);
  assert.equal(built.paths["/a/{id}"]?.put?.parameters, [
    { name: "id", in: "path", required: true, schema: { type: "integer" } },
  ]);
});

test("are left out, with a warning, where a rest differs from a parameter in nothing else", () => {
  const built = build((app) => app.get("/a/:id", () => "").get("/a/*path", () => ""));
  assert.equal(Object.keys(built.paths), ["/a/{id}"]);
  assert.equal(built.warnings, [
    "GET /a/*path is not in the OpenAPI document, because another route has its path and method " +
    "there: give it another path, or set hidden: true",
  ]);
});

test("of a route for every method are five, or those that are left", () => {
  const built = build((app) => app.all("/a", () => "").get("/a", () => "").options("/a", () => ""));
  assert.equal(Object.keys(built.paths["/a"] ?? {}), [
    "put",
    "post",
    "patch",
    "delete",
    "get",
    "options",
  ]);
  assert.equal(built.warnings, []);
});

test("of a route for every method are without GET where that would lack its body", () => {
  const of = (body: z.ZodType) =>
    Object.keys(build((app) => app.all("/a", { body }, () => "")).paths["/a"] ?? {});
  assert.equal(of(z.object({})), ["put", "post", "patch", "delete"]);
  assert.equal(of(z.object({}).optional()), ["get", "put", "post", "patch", "delete"]);
});

test("without a body refuse none", () => {
  const { paths } = build((app) =>
    app.get("/a", { accepts: ["text/plain"] }, () => "")
      .all("/b", { body: z.string().optional() }, () => "")
  );
  assert.equal(Object.keys(paths["/a"]?.get?.responses ?? {}), ["200", "default"]);
  assert.equal(Object.keys(paths["/b"]?.get?.responses ?? {}), ["200", "default"]);
  const refusals = ["200", "400", "413", "415", "422", "default"];
  assert.equal(Object.keys(paths["/b"]?.put?.responses ?? {}), refusals);
});

test("say nothing of a hidden route, and nothing in its place", () => {
  const built = build((app) =>
    app.get("/a", { hidden: true }, () => "").query("/b", { hidden: true }, () => "")
  );
  assert.equal(built, { paths: {}, warnings: [] });
});

test("have percent-encoded paths, as requests have", () => {
  assert.equal(Object.keys(build((app) => app.get("/straße", () => "")).paths), ["/stra%C3%9Fe"]);
});

test("leave out headers that OpenAPI describes elsewhere, and warn where nothing describes them", () => {
  const headers = z.object({ authorization: z.string(), accept: z.string(), "x-a": z.string() });
  const securitySchemes = { bearer: { type: "http", scheme: "bearer" } } as const;
  const add = (app: Router) => app.get("/a", { headers }, () => "");
  const bare = build(add);
  assert.equal(bare.paths["/a"]?.get?.parameters, [
    { name: "x-a", in: "header", required: true, schema: { type: "string" } },
  ]);
  assert.match(bare.warnings.join(), 'does not show that GET /a reads the header "authorization"');
  assert.equal(build(add, { securitySchemes, security: [{ bearer: [] }] }).warnings, []);
});

test("need a body unless the schema takes none", () => {
  const required = (body: z.ZodType) =>
    build((app) => app.register(post("/a", { body })(() => ""))).paths["/a"]?.post?.requestBody
      ?.required;
  assert.is(required(z.object({})), true);
  assert.is(required(z.object({}).optional()), undefined);
  assert.is(required(z.string().default("a")), undefined);
  assert.is(required(z.unknown()), undefined);
});

test("answer text for strings, bytes for files, JSON for the rest", () => {
  const types = (schema: z.ZodType) => {
    const { paths } = build((app) =>
      app.register(get("/a", { response: { 200: schema } })(() => new Response()))
    );
    return Object.keys(paths["/a"]?.get?.responses["200"]?.content ?? {});
  };
  assert.equal(types(z.enum(["a", "b"])), ["text/plain"]);
  assert.equal(types(z.literal("a")), ["text/plain"]);
  assert.equal(types(z.file()), ["*/*"]);
  assert.equal(types(z.file().mime(["image/png"])), ["image/png"]);
  assert.equal(types(z.instanceof(Uint8Array)), ["application/octet-stream"]);
  assert.equal(types(z.instanceof(Blob).optional()), ["*/*"]);
  assert.equal(types(z.file().mime(["image/png", "text/csv"])), ["image/png", "text/csv"]);
  assert.equal(types(z.union([z.string(), z.object({ a: z.int() })])), [
    "text/plain",
    "application/json",
  ]);
  assert.equal(types(z.any()), ["application/json", "text/plain"]);
  assert.equal(types(z.any().readonly()), ["application/json", "text/plain"]);
  assert.equal(types(z.never()), ["application/json"]);
  assert.equal(types(z.string().and(z.email())), ["text/plain"]);
  assert.equal(types(z.iso.date()), ["text/plain"]);
  assert.equal(types(z.iso.datetime()), ["text/plain"]);
  // A Date is written as JSON, and has the schema of the text of one.
  assert.equal(types(z.date().nullable()), ["text/plain", "application/json"]);
});

test.run();
