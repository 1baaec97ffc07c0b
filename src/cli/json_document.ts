/**
 * Reading an OpenAPI document as the plain JSON it is.
 *
 * @module
 */

/** An object of JSON, its members not looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

const EMPTY: JsonObject = {};

/** Returns an object of JSON; an empty one for anything else. */
export function objectOf(value: unknown): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return EMPTY;
  // An object that is no array has names and values.
  return value as JsonObject;
}

/** Returns a list of JSON; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the names of a reference into the same document, `["components", "schemas", "User"]`. */
export function pointerOf(reference: string): readonly string[] {
  if (!reference.startsWith("#/")) {
    throw new Error(`The document refers to "${reference}", which is no part of it`);
  }
  return reference.slice(2).split("/").map((name) =>
    decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~")
  );
}

/** Returns what a value refers to, or the value itself. */
export function resolve(document: JsonObject, value: unknown): unknown {
  const seen = new Set<string>();
  for (let found = value;;) {
    const { $ref } = objectOf(found);
    if (typeof $ref !== "string") return found;
    if (seen.has($ref)) throw new Error(`The reference "${$ref}" leads back to itself`);
    seen.add($ref);
    found = lookUp(document, $ref);
  }
}

function lookUp(document: JsonObject, reference: string): unknown {
  let found: unknown = document;
  for (const name of pointerOf(reference)) {
    const holder: object = typeof found === "object" && found !== null ? found : EMPTY;
    if (!Object.hasOwn(holder, name)) {
      throw new Error(`The document refers to "${reference}", which it does not have`);
    }
    found = Reflect.get(holder, name);
  }
  return found;
}
