/**
 * What the validators of OpenAPI documents overlook: patterns, examples, references, security.
 *
 * @module
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import type { OpenApiDocument, OperationObject } from "../../src/openapi/mod.ts";

type Json = Record<string, unknown>;

/** Keywords that hold values, not schemas. */
const VALUES = ["default", "examples", "const", "enum"];

/** Compiles its own schema of schemas at first, which takes longer than all it does then. */
const AJV = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

/** Returns every fault of a document, with the place of each; none for a good one. */
export function faultsOf(document: OpenApiDocument): string[] {
  AJV.removeSchema().addSchema(document, "document");
  const faults = [...operationFaults(document)];
  for (const [pointer, node] of nodesOf(document)) {
    const add = (fault: string) => faults.push(`${pointer}: ${fault}`);
    if (typeof node.$ref === "string" && !isKnown(document, node.$ref)) {
      add(`dangling ${node.$ref}`);
    }
    if (!isSchemaPlace(pointer)) continue;
    if (!AJV.validateSchema(node)) add(AJV.errorsText());
    if (typeof node.pattern === "string") patternFaults(node.pattern).forEach(add);
    for (const value of [...list(node.examples), ...("default" in node ? [node.default] : [])]) {
      const isValid = AJV.validate({ $ref: `document#${encodeURI(pointer)}` }, value);
      if (!isValid) add(`${JSON.stringify(value)} is no example: ${AJV.errorsText()}`);
    }
  }
  return faults;
}

function* operationFaults({ paths, components, security = [] }: OpenApiDocument): Iterable<string> {
  const schemes = Object.keys(components?.securitySchemes ?? {});
  const ids = new Set<string>();
  for (const [path, item] of Object.entries(paths)) {
    for (const operation of Object.values(item) as OperationObject[]) {
      const { operationId, parameters = [] } = operation;
      if (ids.has(operationId)) yield `${operationId} is twice`;
      ids.add(operationId);
      for (const name of (operation.security ?? security).flatMap((one) => Object.keys(one))) {
        if (!schemes.includes(name)) yield `${operationId} asks for ${name}`;
      }
      const names = parameters.filter(({ in: place }) => place === "path").map(({ name }) => name);
      const wanted = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => name);
      if (names.join() !== wanted.join()) yield `${operationId} has ${names}, not ${wanted}`;
    }
  }
}

/** Every object of a document by JSON pointer, values of schemas left out. */
function nodesOf(value: unknown, pointer = ""): [string, Json][] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).filter(([key]) => !VALUES.includes(key) || isMap(pointer));
  const nodes = inner.flatMap(([key, member]) =>
    nodesOf(member, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`)
  );
  return Array.isArray(value) ? nodes : [[pointer, value as Json], ...nodes];
}

function isMap(pointer: string): boolean {
  return pointer.endsWith("/properties");
}

/** Places of whole schemas: what stands under them is looked at on its own. */
function isSchemaPlace(pointer: string): boolean {
  return /\/schema$|^\/components\/schemas\/[^/]+$|\/properties\/[^/]+$|\/items$/.test(pointer);
}

function patternFaults(pattern: string): string[] {
  try {
    new RegExp(pattern, "u");
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function isKnown({ components }: OpenApiDocument, ref: string): boolean {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(ref)?.[1];
  return name !== undefined && Object.hasOwn(components?.schemas ?? {}, name);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
