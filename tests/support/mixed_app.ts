import { setTimeout as sleep } from "node:timers/promises";
import { HttpError, type Spikard, sse, stream } from "../../mod.ts";

const TEXT = "é€😀".repeat(200);

/** Adds a route of each kind to an app; every answer carries the id of its request. */
export function addMixedRoutes(app: Spikard): void {
  app.get("/sync/:id", ({ params }) => ({ id: params.id }));
  app.get("/async/:id", async ({ params }) => {
    await sleep(Math.random() * 3);
    return { id: params.id };
  });
  app.get("/stream/:id", ({ params }) => stream(pieces(params.id), { type: "text/plain" }));
  app.get("/response/:id", ({ params }) => {
    return new Response(
      ReadableStream.from(pieces(params.id)).pipeThrough(new TextEncoderStream()),
    );
  });
  app.get("/events/:id", ({ params }) => sse(pieces(params.id)));
  app.get("/error/:id", ({ params }) => {
    throw new HttpError(409, `Not ${params.id}`);
  });
  addBodyRoutes(app);
}

function addBodyRoutes(app: Spikard): void {
  app.post("/json/:id", ({ body }) => ({ body }));
  app.post("/form/:id", async ({ body }) => {
    // Cast: what the case below sends.
    const [name, file] = [...(body as FormData).values()] as [string, File];
    return `${name} ${await file.text()}`;
  });
  app.post("/back/:id", { body: "stream" }, ({ body }) => body);
  app.post("/small/:id", { bodyLimit: "1kb" }, () => "unreachable");
}

async function* pieces(id: string): AsyncGenerator<string> {
  yield id;
  await sleep(Math.random() * 3);
  yield TEXT;
}

/** One kind of request, and what must come back for it. */
export interface MixedCase {
  readonly path: string;
  /** What it sends; a GET where absent. */
  readonly init?: (id: string) => RequestInit;
  readonly status: number;
  /** Body of the answer; only a part of it where the status is an error. */
  readonly answer: (id: string) => string;
}

/** A request for each of the routes, and one for none. */
export const MIXED_CASES: readonly MixedCase[] = [
  { path: "/sync", status: 200, answer: (id) => JSON.stringify({ id }) },
  { path: "/async", status: 200, answer: (id) => JSON.stringify({ id }) },
  { path: "/stream", status: 200, answer: (id) => id + TEXT },
  { path: "/response", status: 200, answer: (id) => id + TEXT },
  { path: "/events", status: 200, answer: (id) => `data: ${id}\n\ndata: ${TEXT}\n\n` },
  { path: "/error", status: 409, answer: (id) => `"detail":"Not ${id}"` },
  { path: "/json", init: json, status: 200, answer: (id) => JSON.stringify({ body: { id } }) },
  { path: "/form", init: form, status: 200, answer: (id) => `${id} file of ${id}` },
  { path: "/back", init: text, status: 200, answer: (id) => id + TEXT },
  { path: "/small", init: text, status: 413, answer: () => '"status":413' },
  { path: "/nowhere", status: 404, answer: () => '"status":404' },
];

function json(id: string): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", body: JSON.stringify({ id }), headers };
}

function text(id: string): RequestInit {
  return { method: "POST", body: id + TEXT };
}

function form(id: string): RequestInit {
  const body = new FormData();
  body.append("name", id);
  body.append("file", new File([`file of ${id}`], "a.txt"));
  return { method: "POST", body };
}
