/**
 * Writes the golden document and the golden types anew, for a change that is meant: then read the difference.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { writePathsModule } from "../../src/cli/mod.ts";
import { buildDocument } from "../../src/openapi/mod.ts";
import { clientApp } from "./client_app.ts";
import { DOCUMENTED_INFO, documentedApp } from "./documented_app.ts";

const document = buildDocument(documentedApp().routes, DOCUMENTED_INFO, console.warn);
const file = new URL("golden/library.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);

const types = new URL("golden/client_paths.ts", import.meta.url);
writeFileSync(types, writePathsModule(clientApp().openapi()));
