/**
 * TypeScript types as text.
 *
 * @module
 */

import { type JsonObject, listOf } from "./json_document.ts";

/** A type, and how tightly its text holds together. */
export interface TypeText {
  /** The type as it is written. */
  readonly text: string;
  /** What binds its parts; an atom needs no parentheses anywhere. */
  readonly kind: "atom" | "intersection" | "union";
}

/** One member of an object type. */
export interface Member {
  /** Name, with a `?` where it is optional. */
  readonly name: string;
  /** Its type. */
  readonly type: TypeText;
  /** Comment before it, ended by a line feed; empty for none. */
  readonly comment?: string;
}

const NAME = /^[A-Za-z_$][\w$]*$|^(0|[1-9]\d*)$/;

/** A type that is one word, or closed in brackets. */
export function atom(text: string): TypeText {
  return { text, kind: "atom" };
}

/** The type of one value of JSON. */
export function literal(value: unknown): TypeText {
  if (Array.isArray(value)) return atom(`[${value.map((item) => literal(item).text).join(", ")}]`);
  if (typeof value !== "object" || value === null) return atom(JSON.stringify(value));
  return members(
    Object.entries(value).map(([key, member]) => ({ name: nameOf(key), type: literal(member) })),
  );
}

/** Any of the types, each once. */
export function union(types: readonly TypeText[]): TypeText {
  if (types.some(({ text }) => text === "unknown")) return atom("unknown");
  return join(types.filter(({ text }) => text !== "never"), "union", " | ") ?? atom("never");
}

/** All of the types at once. */
export function intersection(types: readonly TypeText[]): TypeText {
  return join(types.filter(({ text }) => text !== "unknown"), "intersection", " & ") ??
    atom("unknown");
}

/** A list of a type. */
export function arrayOf(item: TypeText): TypeText {
  return atom(`${enclosed(item)}[]`);
}

/** An object type with these members. */
export function members(list: readonly Member[]): TypeText {
  if (list.length === 0) return atom("Record<string, never>");
  const lines = list.map(({ name, type, comment = "" }) => `${comment}${name}: ${type.text};`);
  return atom(`{\n${indent(lines.join("\n"))}\n}`);
}

/** A name as TypeScript writes it, quoted where it must be. */
export function nameOf(name: string): string {
  return NAME.test(name) ? name : JSON.stringify(name);
}

/** Moves every line two columns to the right. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

/** The comment of a schema, a parameter or an operation; empty where it says nothing. */
export function commentOf(holder: JsonObject): string {
  const { title, summary, description, format, deprecated, example } = holder;
  const texts = [title, summary, description].filter((text) => typeof text === "string" && text);
  const tags = [
    ...(typeof format === "string" ? [`Format: ${format}`] : []),
    ...(deprecated === true ? ["@deprecated"] : []),
    ...("default" in holder ? [`@default ${valueText(holder["default"])}`] : []),
    ...("example" in holder ? [example] : []).concat(listOf(holder["examples"])).map((value) =>
      `@example ${valueText(value)}`
    ),
  ];
  return comment([...texts.map((text) => String(text).trim()), ...tags].join("\n"));
}

/** A comment of these lines, ended by a line feed; empty for no text. */
export function comment(text: string): string {
  if (text === "") return "";
  const lines = text.replaceAll("*/", "*\\/").split(/\r\n|[\n\r\u2028\u2029]/);
  if (lines.length === 1) return `/** ${text.replaceAll("*/", "*\\/")} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function join(
  types: readonly TypeText[],
  kind: "intersection" | "union",
  sign: string,
): TypeText | undefined {
  const texts = new Map(types.map((type) => [type.text, type]));
  const [first, ...others] = texts.values();
  if (first === undefined || others.length === 0) return first;
  const parts = [first, ...others].map((type) =>
    type.kind === "union" && kind === "intersection" ? enclosed(type) : type.text
  );
  return { text: parts.join(sign), kind };
}

function enclosed({ text, kind }: TypeText): string {
  return kind === "atom" ? text : `(${text})`;
}
