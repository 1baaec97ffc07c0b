/**
 * From a value to the body of a request.
 *
 * @module
 */

import type { BodyLike } from "./options.ts";
import { textOf, type Values } from "./url.ts";

/** What `fetch` sends as it is, by the name that every realm and polyfill gives it. */
const READY =
  /^\[object (FormData|URLSearchParams|Blob|File|ReadableStream|DataView|\w+(Array|Buffer))\]$/;

/**
 * Writes a body in the format that the content type names, JSON where there is none. What has a
 * format of its own is sent as it is, and so is text of any type but JSON.
 *
 * Throws TypeError for a form that holds an object.
 */
export function encodeBody(body: unknown, headers: Headers): BodyLike | null {
  if (body === undefined) return null;
  const type = headers.get("content-type")?.toLowerCase();
  const isReady = READY.test(Object.prototype.toString.call(body));
  const isWritten = isReady || typeof body === "string";
  const isForm = body instanceof FormData || !isWritten && type?.startsWith("multipart/form-data");
  // fetch() names the boundary that it chooses.
  if (isForm) headers.delete("content-type");
  // The name was looked at.
  if (isReady) return body as BodyLike;
  // The types of a call let only records be a form.
  if (isForm) return fillForm(new FormData(), body as Values);
  if (type === undefined) headers.set("content-type", "application/json");
  if (type === undefined || isJson(type)) return JSON.stringify(body);
  return isWritten || !type.startsWith("application/x-www-form-urlencoded")
    ? textOf(body)
    : fillForm(new URLSearchParams(), body as Values);
}

/** Tells whether a content type stands for JSON. */
export function isJson(type: string): boolean {
  return /^[^;]*[/+]json\b/i.test(type);
}

/** A list repeats its name, null and undefined give nothing. */
function fillForm<Form extends FormData | URLSearchParams>(form: Form, values: Values): Form {
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) appendTo(form, name, item);
    }
  }
  return form;
}

function appendTo(form: FormData | URLSearchParams, name: string, item: unknown): void {
  if (item instanceof Blob && form instanceof FormData) form.append(name, item);
  else if (typeof item !== "object" || item instanceof Date) form.append(name, textOf(item));
  else throw new TypeError(`The form member "${name}" is an object: give its JSON as text`);
}
