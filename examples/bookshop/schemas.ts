/**
 * What clients send and get: each schema checks a value, types its handler and describes the API.
 *
 * @module
 */

import * as z from "zod";

/** Where a book stands in the path. */
export const BookPath = z.object({
  isbn: z.string().regex(/^[0-9]{1,13}$/).describe("Digits of the ISBN, without dashes."),
});

/** One title. */
export const Book = z.object({
  isbn: z.string(),
  title: z.string().min(1),
  author: z.string().min(1),
  price: z.int().min(0).describe("Cents."),
  stock: z.int().min(0).describe("Copies left."),
}).meta({
  id: "Book",
  examples: [{
    isbn: "9780441172719",
    title: "Dune",
    author: "Frank Herbert",
    price: 1100,
    stock: 5,
  }],
});

/** What a book is but its number. */
export const BookDetails = Book.omit({ isbn: true }).meta({ id: "BookDetails" });

/** What of a book may change. */
export const BookChanges = BookDetails.pick({ price: true, stock: true }).partial()
  .refine((changes) => Object.keys(changes).length > 0, "Change the price, the stock or both")
  .meta({ id: "BookChanges" });

/** Texts to look for. */
export const Search = z.object({
  author: z.string().optional(),
  title: z.string().optional(),
}).meta({ id: "Search" });

/** A sale that was made. */
export const Order = z.object({
  id: z.int(),
  isbn: z.string(),
  total: z.int().describe("Cents."),
}).meta({ id: "Order" });

/** Why a sale was not made. */
export const SoldOut = z.object({ error: z.literal("out of stock"), isbn: z.string() });
