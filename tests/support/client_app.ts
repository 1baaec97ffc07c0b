/**
 * An app for typed clients: inputs of every place, answers of every kind.
 *
 * @module
 */
import * as z from "zod";
import { created, noContent, NotFound, Spikard, sse, status } from "../../mod.ts";

const User = z.object({ id: z.int(), name: z.string(), born: z.date().optional() }).meta({
  id: "User",
});
const Conflict = z.object({ error: z.literal("taken"), name: z.string() });
const Note = z.object({ note: z.string(), tags: z.array(z.string()).optional() });

/** Makes the app; `golden/client_paths.ts` has the types of its paths. */
export function clientApp(): Spikard {
  const app = new Spikard({ title: "Users", version: "1" });
  addUsers(app);
  addFormats(app);
  app.get("/session", {
    headers: z.object({ "x-key": z.string() }),
    cookies: z.object({ sid: z.string() }),
    response: { 200: z.object({ key: z.string(), sid: z.string() }) },
  }, ({ headers, cookies }) => ({ key: headers["x-key"], sid: cookies.sid }));
  app.get("/fault", { response: { 200: User } }, () => {
    throw new Error("A secret of the server");
  });
  return app;
}

function addUsers(app: Spikard): void {
  app.get("/users", {
    query: z.object({ page: z.int().default(1), tags: z.array(z.string()).optional() }),
    response: { 200: z.array(User) },
  }, ({ query }) => (query.tags ?? []).map((name) => ({ id: query.page, name })));
  app.post(
    "/users",
    {
      body: z.object({ name: z.string().min(1), age: z.int().min(0).optional() }),
      response: { 201: User, 409: Conflict },
    },
    ({ body: { name } }) =>
      name === "Ada"
        ? status(409, { error: "taken", name })
        : created({ id: 2, name, born: new Date(0) }),
  );
  app.get("/users/:id", {
    params: z.object({ id: z.int() }),
    response: { 200: User, 404: null },
  }, ({ params: { id } }) => {
    if (id !== 1) throw new NotFound(`There is no user ${id}`);
    return { id, name: "Ada" };
  });
  app.del("/users/:id", { response: { 204: null } }, () => noContent());
}

function addFormats(app: Spikard): void {
  app.get("/files/*path", { response: { 200: z.string() } }, ({ params }) => params.path);
  app.post("/form", {
    body: Note,
    accepts: ["multipart/form-data", "application/x-www-form-urlencoded"],
    response: { 200: Note },
  }, ({ body }) => body);
  app.post("/upload", { body: "stream", accepts: ["*/*"] }, async ({ body, header }) => {
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.byteLength;
    return { bytes, type: header("content-type") };
  });
  app.get("/image", () => new Uint8Array([1, 2, 3]));
  app.get("/events", () =>
    sse((async function* () {
      yield await Promise.resolve({ data: "one" });
    })()));
}
