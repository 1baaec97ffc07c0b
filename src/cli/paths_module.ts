/**
 * From an OpenAPI 3.1 document to a module of types in the shape of openapi-typescript 7.
 *
 * @module
 */

import { type JsonObject, listOf, objectOf, resolve } from "./json_document.ts";
import { aliasesOf, schemaReference } from "./recursive_schemas.ts";
import { SchemaTypes } from "./schema_type.ts";
import { atom, comment, indent, type Member, members, nameOf, type TypeText } from "./type_text.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const PLACES = ["query", "header", "path", "cookie"];
const NEVER = atom("never");

/**
 * Writes the types of an OpenAPI document: `paths`, `webhooks`, `components`, `$defs` and
 * `operations`. The same document gives the same text.
 *
 * A property with a default is optional unless its schema requires it, a tuple has its rest, and a
 * record with listed names has these names; the rest is as openapi-typescript 7 writes it.
 *
 * Throws Error for a reference that leads nowhere.
 */
export function writePathsModule(document: unknown): string {
  return new PathsModule(objectOf(document)).write();
}

class PathsModule {
  readonly #document: JsonObject;
  readonly #types: SchemaTypes;
  /** Names of schemas that need a declaration of their own, by reference. */
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #operations: Member[] = [];

  constructor(document: JsonObject) {
    this.#document = document;
    this.#aliases = aliasesOf(document);
    this.#types = new SchemaTypes(document, this.#aliases);
  }

  write(): string {
    const { info, paths, webhooks, components, $defs } = this.#document;
    const { title = "an API", version = "" } = objectOf(info);
    const declarations = [
      declare("paths", this.#each(paths, (item) => this.#pathItem(item))),
      declare("webhooks", this.#each(webhooks, (item) => this.#pathItem(item))),
      declare("components", components === undefined ? [] : this.#components(objectOf(components))),
      declare("$defs", this.#each($defs, (schema) => this.#types.typeOf(schema))),
      declare("operations", this.#operations),
      ...[...this.#aliases].map(([reference, name]) => {
        const $ref = encodeURI(reference);
        const { text } = this.#types.typeOf(resolve(this.#document, { $ref }));
        return `type ${name} = ${text};`;
      }),
    ];
    const head = `Types of ${title} ${version}`.trimEnd();
    const note = `${head}, written by \`spikard types\`: change the app instead.\n\n@module`;
    return `${comment(note)}\n${declarations.join("\n\n")}\n`;
  }

  #each(holder: unknown, typeOf: (value: unknown, name: string) => TypeText): Member[] {
    return Object.entries(objectOf(holder)).map(([name, value]) =>
      this.#types.member(nameOf(name), value, typeOf(value, name))
    );
  }

  #components(components: JsonObject): Member[] {
    const kinds: Readonly<Record<string, (value: unknown, name: string) => TypeText>> = {
      schemas: (schema, name) => this.#schema(schema, name),
      responses: (response) => this.#response(response),
      parameters: (parameter) => this.#parameterType(parameter),
      requestBodies: (body) => this.#content(objectOf(body)["content"]),
      headers: (header) => this.#types.typeOf(objectOf(header)["schema"]),
      pathItems: (item) => this.#pathItem(item),
    };
    return Object.entries(kinds).map(([kind, typeOf]) => {
      const list = this.#each(components[kind], typeOf);
      return { name: kind, type: list.length > 0 ? members(list) : NEVER };
    });
  }

  #schema(schema: unknown, name: string): TypeText {
    const alias = this.#aliases.get(schemaReference(name));
    return alias === undefined ? this.#types.typeOf(schema) : atom(alias);
  }

  #pathItem(value: unknown): TypeText {
    const item = this.#types.resolve(value);
    const shared = listOf(item["parameters"]);
    const methods = METHODS.map((method) => {
      if (!Object.hasOwn(item, method)) return { name: `${method}?`, type: NEVER };
      const operation = this.#types.resolve(item[method]);
      return this.#types.member(method, operation, this.#operation(operation, shared));
    });
    return members([this.#parameters(shared), ...methods]);
  }

  /** An operation with an id has a name in `operations`. */
  #operation(operation: JsonObject, shared: readonly unknown[]): TypeText {
    const parameters = this.#merged(shared, listOf(operation["parameters"]));
    const type = members([
      this.#parameters(parameters),
      this.#requestBody(operation["requestBody"]),
      { name: "responses", type: this.#responses(operation["responses"]) },
    ]);
    const { operationId } = operation;
    if (typeof operationId !== "string") return type;
    this.#operations.push({ name: nameOf(operationId), type });
    return atom(`operations[${JSON.stringify(operationId)}]`);
  }

  /** An operation's own parameter replaces that of its path with the same name and place. */
  #merged(shared: readonly unknown[], own: readonly unknown[]): JsonObject[] {
    const all = [...shared, ...own].map((parameter) => this.#types.resolve(parameter));
    return [...new Map(all.map((one) => [`${one["in"]} ${one["name"]}`, one])).values()];
  }

  #parameters(list: readonly unknown[]): Member {
    const all = list.map((parameter) => this.#types.resolve(parameter));
    const places = PLACES.map((place): Member => {
      const found = all.filter((parameter) => parameter["in"] === place);
      if (found.length === 0) return { name: `${place}?`, type: NEVER };
      const isOptional = place !== "path" && found.every(({ required }) => required !== true);
      const type = members(found.map((parameter) => this.#parameter(parameter, place)));
      return { name: isOptional ? `${place}?` : place, type };
    });
    return { name: "parameters", type: members(places) };
  }

  #parameter(parameter: JsonObject, place: string): Member {
    const isRequired = place === "path" || parameter["required"] === true;
    const name = `${nameOf(String(parameter["name"]))}${isRequired ? "" : "?"}`;
    return this.#types.member(name, parameter, this.#parameterType(parameter));
  }

  #parameterType(parameter: unknown): TypeText {
    const { schema } = objectOf(parameter);
    return schema === undefined ? atom("string") : this.#types.typeOf(schema);
  }

  #requestBody(value: unknown): Member {
    if (value === undefined) return { name: "requestBody?", type: NEVER };
    const body = this.#types.resolve(value);
    const name = body["required"] === true ? "requestBody" : "requestBody?";
    return this.#types.member(name, body, this.#content(body["content"]));
  }

  #content(content: unknown): TypeText {
    const list = this.#mediaTypes(content);
    const none = { name: '"*/*"?', type: NEVER };
    return members([{ name: "content", type: members(list.length > 0 ? list : [none]) }]);
  }

  #mediaTypes(content: unknown): Member[] {
    return this.#each(content, (media) => this.#types.typeOf(objectOf(media)["schema"]));
  }

  #responses(responses: unknown): TypeText {
    const list = this.#each(responses, (response) => this.#response(response));
    return list.length > 0 ? members(list) : NEVER;
  }

  #response(value: unknown): TypeText {
    const { $ref } = objectOf(value);
    if (typeof $ref === "string") return this.#types.typeOf(value);
    const { headers, content } = objectOf(value);
    const named = Object.entries(objectOf(headers)).map(([name, header]) => {
      const { required, schema } = this.#types.resolve(header);
      const type = this.#types.typeOf(schema);
      return this.#types.member(`${nameOf(name)}${required === true ? "" : "?"}`, header, type);
    });
    const list = this.#mediaTypes(content);
    const body = list.length > 0
      ? { name: "content", type: members(list) }
      : { name: "content?", type: NEVER };
    const open = { name: "[name: string]", type: atom("unknown") };
    return members([{ name: "headers", type: members([...named, open]) }, body]);
  }
}

function declare(name: string, list: readonly Member[]): string {
  if (list.length === 0) return `export type ${name} = Record<string, never>;`;
  const lines = list.map(({ name, type, comment = "" }) => `${comment}${name}: ${type.text};`);
  return `export interface ${name} {\n${indent(lines.join("\n"))}\n}`;
}
