/**
 * Notes behind a token: schemas check what is sent, and describe the API at /openapi.json.
 *
 * @module
 */

import { created, NotFound, Router, Spikard, Unauthorized } from "@spikard/node";
import * as z from "zod";

const Note = z.object({
  id: z.int(),
  text: z.string().min(1).max(1000),
  tags: z.array(z.string()),
  writtenAt: z.date(),
}).meta({ id: "Note" });

const NewNote = z.object({
  text: z.string().min(1).max(1000),
  tags: z.array(z.string()).default([]),
}).meta({ id: "NewNote", examples: [{ text: "Water the plants", tags: ["home"] }] });

const NotePath = z.object({ id: z.int() });

const TOKEN = "correct-horse";
const notes: z.infer<typeof Note>[] = [];

const router = new Router({ tags: ["notes"], security: [{ bearer: [] }] });

router.onRequest(({ header }) => {
  if (header("authorization") === `Bearer ${TOKEN}`) return;
  throw new Unauthorized("Send the token", { headers: { "www-authenticate": "Bearer" } });
});

router.get("/", {
  summary: "Lists notes, those with all of the tags if any are given",
  query: z.object({ tag: z.array(z.string()).default([]) }),
  response: { 200: z.array(Note) },
}, function listNotes({ query }) {
  return notes.filter(({ tags }) => query.tag.every((tag) => tags.includes(tag)));
});

router.post("/", { summary: "Writes a note", body: NewNote, response: { 201: Note } }, writeNote);

router.get("/:id", {
  summary: "Finds a note",
  params: NotePath,
  response: { 200: Note },
}, function findNote({ params }) {
  const note = notes.find(({ id }) => id === params.id);
  if (note === undefined) throw new NotFound(`There is no note ${params.id}`);
  return note;
});

function writeNote({ body }: { body: z.infer<typeof NewNote> }) {
  const note = { id: notes.length + 1, ...body, writtenAt: new Date() };
  notes.push(note);
  return created(note);
}

const app = new Spikard({
  title: "Notes",
  version: "1.0.0",
  openapi: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
});
app.register(router, { prefix: "/notes" });
app.get("/", { hidden: true }, () => "Notes are at /notes, their description at /openapi.json\n");

await app.run();
export default app;
