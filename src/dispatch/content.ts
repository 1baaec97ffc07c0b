/**
 * What a returned value is on the wire: its media type and its body.
 *
 * @module
 */

import type { ReplyFormat } from "../http/reply.ts";
import { PreparedReply } from "../http/reply.ts";
import { attachment } from "./content_disposition.ts";

/** A body and what is to be said of it. */
export interface Content {
  /** Status where the program names none. */
  readonly status: 200 | 204;
  /** Name, value, name, value: what holds unless the program says otherwise. */
  readonly headers: readonly string[];
  readonly body: string | Uint8Array;
}

/** Media type of values that are written as JSON. */
export const JSON_TYPE = "application/json";
/** Media type of strings. */
export const TEXT_TYPE = "text/plain; charset=utf-8";
const HTML_TYPE = "text/html; charset=utf-8";
const BYTES_TYPE = "application/octet-stream";

const EMPTY: Content = { status: 204, headers: [], body: "" };

/**
 * Turns a value into content, by its kind or as the format of a reply demands. Throws TypeError for
 * what has no form on the wire, and whatever JSON.stringify throws.
 */
export function contentOf(value: unknown, format: ReplyFormat): Content | Promise<Content> {
  if (format === "json") return typed(JSON_TYPE, jsonText(value));
  if (format === "html") return typed(HTML_TYPE, textOf(value));
  if (format === "text") return typed(TEXT_TYPE, textOf(value));
  switch (typeof value) {
    case "undefined":
      return EMPTY;
    case "string":
      return typed(TEXT_TYPE, value);
    case "object":
      return value === null ? typed(JSON_TYPE, "null") : contentOfObject(value);
    default:
      return typed(JSON_TYPE, jsonText(value));
  }
}

function contentOfObject(value: object): Content | Promise<Content> {
  if (ArrayBuffer.isView(value)) return typed(BYTES_TYPE, bytesOf(value));
  if (value instanceof ArrayBuffer) return typed(BYTES_TYPE, new Uint8Array(value));
  if (value instanceof Blob) return contentOfBlob(value);
  refuse(value);
  return typed(JSON_TYPE, jsonText(value));
}

async function contentOfBlob(blob: Blob): Promise<Content> {
  const headers = ["content-type", blob.type || BYTES_TYPE];
  if (blob instanceof File) headers.push("content-disposition", attachment(blob.name));
  return { status: 200, headers, body: new Uint8Array(await blob.arrayBuffer()) };
}

/** Returns the value as JSON text. Throws TypeError for a value that JSON leaves out altogether. */
export function jsonText(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text !== undefined) return text;
  throw new TypeError(`The handler returned ${describe(value)}, which JSON cannot write`);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`A reply of text holds ${describe(value)}: pass a string`);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  // Another thread could write to shared memory while it is being sent.
  return buffer instanceof ArrayBuffer ? bytes : bytes.slice();
}

function refuse(value: object): void {
  if (value instanceof Error) {
    throw new TypeError("The handler returned an Error: throw it instead", { cause: value });
  }
  if (value instanceof PreparedReply || value instanceof Response) {
    throw new TypeError("A reply holds another reply: return the inner one");
  }
}

function typed(type: string, body: string | Uint8Array): Content {
  return { status: 200, headers: ["content-type", type], body };
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  return typeof value === "object" ? "an object whose toJSON() gives nothing" : `a ${typeof value}`;
}
