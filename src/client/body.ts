/**
 * From a value to the body of a request.
 *
 * @module
 */

import type { BodyLike } from "./options.ts";
import { pairsOf, textOf, type Values } from "./url.ts";

/** What `fetch` sends as it is, by the name that every realm and polyfill gives it. */
const READY =
  /^\[object (FormData|URLSearchParams|Blob|File|ReadableStream|DataView|\w+(Array|Buffer))\]$/;

/**
 * Writes a body in the format that the content type names, JSON where there is none. What has a
 * format of its own is sent as it is.
 */
export function encodeBody(body: unknown, headers: Headers): BodyLike | null {
  if (body === undefined) return null;
  const type = headers.get("content-type");
  const isForm = type?.startsWith("multipart/form-data") || body instanceof FormData;
  // fetch() names the boundary that it chooses.
  if (isForm) headers.delete("content-type");
  // The name was looked at.
  if (READY.test(Object.prototype.toString.call(body))) return body as BodyLike;
  // The types of a call let only records be a form.
  if (isForm) return formOf(body as Values);
  if (type?.startsWith("application/x-www-form-urlencoded")) return pairsOf(body as Values);
  if (type !== null && !isJson(type)) return textOf(body);
  if (type === null) headers.set("content-type", "application/json");
  return JSON.stringify(body);
}

/** Tells whether a content type stands for JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\b/i.test(type);
}

function formOf(values: Values): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) {
        form.append(name, item instanceof Blob ? item : textOf(item));
      }
    }
  }
  return form;
}
