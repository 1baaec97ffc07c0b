/**
 * A bookshop: a small application with routes of every kind.
 *
 * @module
 */

import { Spikard, status } from "@spikard/node";
import { Books } from "./books.ts";
import { pages } from "./pages.ts";
import { BookStore, OutOfStock } from "./store.ts";

const app = new Spikard({ title: "Bookshop", version: "1.0.0", docs: true });
app.register(new Books(new BookStore()), { prefix: "/books" });
for (const page of pages) app.register(page);
app.onError(OutOfStock, ({ isbn }) => status(409, { error: "out of stock", isbn }));
app.notFound(({ path }) => ({ error: "not found", path, see: "/books" }));

await app.run();
export default app;
