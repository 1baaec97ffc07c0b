/** Renders what napi-derive notes about the addon's exports as a TypeScript declaration file. */

/** One line of napi-derive's notes. */
export interface TypeNote {
  readonly kind: string;
  readonly name: string;
  /** Doc comment with its line break, or an empty string. */
  readonly js_doc: string;
  readonly def: string;
}

const HEADER =
  "// Generated from the doc comments of native/src/bridge by scripts/check_generated.ts --write";

/** What the loader exports of its own. */
const OWN_TYPES = `/** Version of this package, which its addon has too. */
export declare const version: string;`;

/** Reads notes: one JSON object a line. */
export function parseNotes(text: string): TypeNote[] {
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** Names of the values an addon exports, in alphabetical order. */
export function valueNames(notes: readonly TypeNote[]): string[] {
  return notes.filter(({ kind }) => kind === "struct" || kind === "fn").map(({ name }) => name)
    .sort();
}

/** The declaration file, in alphabetical order: notes come in the order of compilation. */
export function renderTypes(notes: readonly TypeNote[]): string {
  const declarations = notes.filter(({ kind }) => kind !== "impl")
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .map((note) => note.js_doc + renderNote(note, notes));
  return `${[HEADER, OWN_TYPES, ...declarations].join("\n\n")}\n`;
}

function renderNote({ kind, name, def }: TypeNote, notes: readonly TypeNote[]): string {
  switch (kind) {
    case "fn":
      return `export declare ${def}`;
    case "interface":
      return `export interface ${name} {\n${def}\n}`;
    case "struct":
      return `export declare class ${name} {\n${renderMembers(name, notes)}\n}`;
    default:
      throw new Error(`No rule to render "${name}", which is of kind "${kind}"`);
  }
}

function renderMembers(name: string, notes: readonly TypeNote[]): string {
  return notes.filter((note) => note.kind === "impl" && note.name === name)
    .map(({ def }) => def).join("\n");
}
