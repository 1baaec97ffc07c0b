/**
 * An app that has one of everything a document can say.
 *
 * @module
 */
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import * as v from "valibot";
import * as z from "zod";
import { del, get, post, route } from "../../src/decorators/verbs.ts";
import type { OpenApiInfo } from "../../src/openapi/mod.ts";
import { Router } from "../../src/routing/router.ts";

/** What its document says beside the routes. */
export const DOCUMENTED_INFO: OpenApiInfo = {
  title: "Library",
  description: "Books, and where they stand.",
  version: "1.2.0",
  servers: [{ url: "https://library.example", description: "The one there is." }],
  tags: [{ name: "books", description: "What can be read." }, { name: "unused" }],
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer" },
    key: { type: "apiKey", name: "x-api-key", in: "header" },
  },
  security: [{ bearer: [] }],
};

/** Has a form of its own as an input: what has a default may be left out. */
const Price = z.object({
  amount: z.int().nonnegative(),
  currency: z.enum(["EUR", "USD"]).default("EUR"),
}).meta({ id: "Price", description: "An amount in cents." });

/** The same in both forms. */
const Author = z.object({
  name: z.string().min(1).max(200),
  born: z.iso.date().optional(),
}).meta({ id: "Author", examples: [{ name: "Ursula K. Le Guin", born: "1929-10-21" }] });

/** What is read of a book: it has a `Price`, so its two forms differ as well. */
const Book = z.object({
  isbn: z.string().regex(/^97[89][0-9]{10}$/),
  title: z.string().regex(/^\S/i).describe("As on the cover."),
  authors: z.array(Author).min(1),
  price: Price,
  sequel: z.lazy((): z.ZodType => Book).optional(),
}).meta({ id: "Book" });

/** What is sent of a book. */
const StoredBook = z.object({
  book: Book,
  savedAt: z.date(),
  copies: z.int(),
  note: z.string().transform((text) => text.length),
});

/** With a cover where it comes as a form. */
const NewBook = z.object({
  book: Book,
  cover: z.file().max(1_000_000).mime(["image/png"]).optional(),
});

/** Recursive, and without a name. */
const Category = z.object({
  label: z.string().startsWith("#"),
  get children() {
    return z.array(Category);
  },
});

/** Of Valibot, wrapped so that it has a JSON Schema. */
const Search = toStandardJsonSchema(v.object({
  text: v.pipe(v.string(), v.minLength(2)),
  since: v.optional(v.date()),
}));

/** Of Valibot, and without a JSON Schema. */
const BareSearch = v.object({ text: v.string() });

/** Of ArkType. */
const Totals = type({ books: "number.integer>=0", "newest?": "Date" });

const Isbn = z.object({ isbn: z.string().length(13).describe("Thirteen digits.") });
const Paging = z.object({
  page: z.int().min(1).default(1),
  size: z.int().max(100).optional().meta({ deprecated: true }),
}).meta({ id: "Paging" });
const Filter = z.discriminatedUnion("by", [
  z.object({ by: z.literal("author"), author: z.string() }),
  z.object({ by: z.literal("tags"), tags: z.array(z.string()), page: z.int().max(1000) }),
]);
const Conflict = z.object({ error: z.string(), isbn: z.string() }).describe("It is there already.");

/** Makes a handler without a name, which nothing ever calls. */
const never = () => (): never => {
  throw new Error("A documented handler was called");
};

/** A controller: its ids have its name in them. */
class Books {
  list = get("/", {
    summary: "Lists books",
    description: "All of them, page by page.",
    query: Filter,
    headers: z.object({ "x-trace": z.uuid().optional(), authorization: z.string() }),
    cookies: z.object({ session: z.string() }),
    response: { 200: z.array(Book), 304: null },
  })(never());

  add = post("/", {
    body: NewBook,
    accepts: ["application/json", "multipart/form-data"],
    response: { 201: StoredBook, 409: Conflict, 422: Conflict },
  })(never());

  find = get("/:isbn", { params: Isbn, response: { 200: StoredBook, 404: null } })(never());

  replace = route(["PUT", "PATCH"], "/:number", {
    operationId: "saveBook",
    body: Book.partial().optional(),
    security: [{ bearer: [] }, { key: ["write"] }],
  })(never());

  remove = del("/:isbn", { deprecated: true, response: { 204: null } })(never());
}

/** Makes the app. */
export function documentedApp(): Router {
  const app = new Router();
  const books = new Router({
    tags: ["books"],
    query: Paging,
    response: { 500: z.object({ id: z.string() }) },
  });
  books.register(new Books());
  app.register(books, { prefix: "/books" });
  app.get("/shelves/*place", { security: [] }, function shelf() {
    return "";
  });
  app.get("/categories", { response: { 200: Category } }, never());
  app.put("/categories/:path", { body: Category, tags: ["tree"] }, never());
  app.post("/search", { body: Search, accepts: ["application/x-www-form-urlencoded"] }, never());
  app.post("/search/bare", { body: BareSearch }, never());
  app.get("/totals", { query: z.record(z.string(), z.int()), response: { 200: Totals } }, never());
  app.post("/covers", { body: "stream", accepts: ["image/*"], response: { 202: null } }, never());
  app.get("/motto", { response: { 200: z.string().nullable() } }, never());
  app.head("/motto", { response: { 200: z.string() } }, never());
  app.all("/motto", never());
  app.get("/secret", { hidden: true, operationId: "saveBook_put" }, never());
  app.query("/books", never());
  return app;
}
