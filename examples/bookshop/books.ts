/**
 * The routes of the books: a controller in the form that needs no decorators.
 *
 * @module
 */

import { created, del, get, noContent, NotFound, patch, post, put, query } from "@spikard/node";
import { readChanges, readDetails, readSearch } from "./input.ts";
import type { Book, BookStore } from "./store.ts";

/** Lists, finds, changes and sells the books of a store. */
export class Books {
  readonly #store: BookStore;

  constructor(store: BookStore) {
    this.#store = store;
  }

  list = get("/")(({ query }) => this.#store.search({ author: String(query.author ?? "") }));

  search = query("/")(({ body }) => this.#store.search(readSearch(body)));

  find = get("/:isbn")(({ params }) => this.#find(params.isbn));

  save = put("/:isbn")(async ({ params, body }) => {
    const book = { isbn: params.isbn, ...readDetails(body) };
    const { isNew } = await this.#store.put(book);
    return isNew ? created(book).header("location", `/books/${params.isbn}`) : book;
  });

  change = patch("/:isbn")(async ({ params, body }) => {
    const book = { ...await this.#find(params.isbn), ...readChanges(body) };
    await this.#store.put(book);
    return book;
  });

  remove = del("/:isbn")(async ({ params }) => {
    const { isbn } = await this.#find(params.isbn);
    await this.#store.remove(isbn);
    return noContent();
  });

  order = post("/:isbn/orders")(async ({ params }) => {
    const { isbn } = await this.#find(params.isbn);
    return created(await this.#store.sell(isbn));
  });

  async #find(isbn: string): Promise<Book> {
    const book = await this.#store.find(isbn);
    if (book === undefined) throw new NotFound(`There is no book ${isbn}`);
    return book;
  }
}
