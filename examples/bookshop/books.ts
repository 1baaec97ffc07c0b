/**
 * The routes of the books: a controller in the form that needs no decorators.
 *
 * @module
 */

import { created, del, get, noContent, NotFound, patch, post, put, query } from "@spikard/node";
import * as z from "zod";
import { Book, BookChanges, BookDetails, BookPath, Order, Search, SoldOut } from "./schemas.ts";
import type { BookStore } from "./store.ts";

/** Lists, finds, changes and sells the books of a store. */
export class Books {
  readonly #store: BookStore;

  constructor(store: BookStore) {
    this.#store = store;
  }

  list = get("/", { query: Search, response: { 200: z.array(Book) } })(
    ({ query }) => this.#store.search(query),
  );

  // OpenAPI 3.1 has no place for QUERY.
  search = query("/", { body: Search, response: { 200: z.array(Book) }, hidden: true })(
    ({ body }) => this.#store.search(body),
  );

  find = get("/:isbn", { params: BookPath, response: { 200: Book } })(
    ({ params }) => this.#find(params.isbn),
  );

  save = put("/:isbn", { params: BookPath, body: BookDetails, response: { 200: Book, 201: Book } })(
    async ({ params, body }) => {
      const book = { isbn: params.isbn, ...body };
      const { isNew } = await this.#store.put(book);
      return isNew ? created(book).header("location", `/books/${params.isbn}`) : book;
    },
  );

  change = patch("/:isbn", { params: BookPath, body: BookChanges, response: { 200: Book } })(
    async ({ params, body }) => {
      const book = await this.#find(params.isbn);
      const { price = book.price, stock = book.stock } = body;
      const changed = { ...book, price, stock };
      await this.#store.put(changed);
      return changed;
    },
  );

  remove = del("/:isbn", { params: BookPath, response: { 204: null } })(async ({ params }) => {
    const { isbn } = await this.#find(params.isbn);
    await this.#store.remove(isbn);
    return noContent();
  });

  order = post("/:isbn/orders", { params: BookPath, response: { 201: Order, 409: SoldOut } })(
    async ({ params }) => {
      const { isbn } = await this.#find(params.isbn);
      return created(await this.#store.sell(isbn));
    },
  );

  async #find(isbn: string) {
    const book = await this.#store.find(isbn);
    if (book === undefined) throw new NotFound(`There is no book ${isbn}`);
    return book;
  }
}
