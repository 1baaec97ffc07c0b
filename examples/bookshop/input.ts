/**
 * What clients send, checked.
 *
 * @module
 */

import { UnprocessableContent } from "@spikard/node";
import type { BookDetails } from "./store.ts";

/** Returns the body as a whole book; any other is answered 422. */
export function readDetails(body: unknown): BookDetails {
  const { title, author, price, stock } = readRecord(body);
  if (!isText(title) || !isText(author)) {
    throw new UnprocessableContent('"title" and "author" must be text');
  }
  if (!isCount(price) || !isCount(stock)) {
    throw new UnprocessableContent('"price" and "stock" must be whole numbers');
  }
  return { title, author, price, stock };
}

/** Returns what of price and stock the body changes; any other body is answered 422. */
export function readChanges(body: unknown): { price?: number; stock?: number } {
  const { price, stock } = readRecord(body);
  const changes = { ...(isCount(price) && { price }), ...(isCount(stock) && { stock }) };
  if (Object.keys(changes).length > 0) return changes;
  throw new UnprocessableContent('The body has neither a "price" nor a "stock" to change');
}

/** Returns the texts that a search looks for. */
export function readSearch(body: unknown): { author?: string; title?: string } {
  const { author, title } = readRecord(body);
  return { ...(isText(author) && { author }), ...(isText(title) && { title }) };
}

function readRecord(body: unknown): Record<string, unknown> {
  if (typeof body === "object" && body !== null) return { ...body };
  throw new UnprocessableContent("The body is no JSON object");
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
