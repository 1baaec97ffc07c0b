/**
 * Whether an answer is one that the document of its app declares.
 *
 * @module
 */
import { Ajv2020 } from "ajv/dist/2020.js";
import * as assert from "uvu/assert";
import type { Spikard } from "../../../mod.ts";

/** One operation of a document. */
export interface Operation {
  /** Path as the document has it: `/users/{id}`. */
  readonly path: string;
  readonly method: "get" | "post";
}

/** Throws where the document of an app does not declare an answer, whose body is read. */
export type Declares = (operation: Operation, answer: Response) => Promise<void>;

/** Returns what holds answers against the document of an app. */
export function declaredBy(app: Spikard): Declares {
  const document = app.openapi();
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    // Else the constructor of every object is a property.
    ownProperties: true,
    // Zod allows for what numbers cannot hold.
    multipleOfPrecision: 9,
  });
  ajv.addSchema(document, "document");
  return async ({ path, method }, answer) => {
    const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
    const responses = document.paths[path]?.[method]?.responses ?? {};
    const status = answer.status in responses ? answer.status : "default";
    const declared = responses[status];
    const what = `${answer.status} of ${type} is not declared for ${method} ${path}`;
    assert.ok(declared, what);
    // Where nothing is known of a success, its body may be anything.
    if (declared?.content === undefined) return;
    assert.ok(declared.content[type], what);
    const pointer = ["paths", path, method, "responses", status, "content", type, "schema"];
    const text = await answer.text();
    const body = type === "text/plain" ? text : JSON.parse(text);
    const isValid = ajv.validate({ $ref: `document#/${pointer.map(escaped).join("/")}` }, body);
    assert.ok(isValid, `${method} ${path} answered ${text}: ${ajv.errorsText()}`);
  };
}

function escaped(token: string | number): string {
  return encodeURIComponent(String(token).replaceAll("~", "~0").replaceAll("/", "~1"));
}
