/**
 * Writes the golden document anew, for a change that is meant: then read the difference.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { buildDocument } from "../../src/openapi/mod.ts";
import { DOCUMENTED_INFO, documentedApp } from "./documented_app.ts";

const document = buildDocument(documentedApp().routes, DOCUMENTED_INFO, console.warn);
const file = new URL("golden/library.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
