/**
 * A whole program with schemas of one library, or none. It answers its own requests and prints, as one
 * line of JSON, what came of them and whether Zod was loaded.
 */
import process from "node:process";
import { type AnySchema, Spikard } from "../../../mod.ts";

/** What the program prints. */
export interface Report {
  /** Whether Zod's own globals are there. */
  readonly hasZod: boolean;
  /** Keys of Zod's own settings before the app starts. */
  readonly configBefore: readonly string[];
  /** The same when the app has answered. */
  readonly configAfter: readonly string[];
  /** Statuses of a good and a bad request. */
  readonly statuses: readonly number[];
}

const byHand: AnySchema = {
  "~standard": {
    version: 1,
    vendor: "by-hand",
    validate: (value) =>
      typeof Reflect.get(Object(value), "name") === "string"
        ? { value }
        : { issues: [{ message: "No name" }] },
  },
};

async function schemaOf(library: string | undefined): Promise<AnySchema | undefined> {
  if (library === "zod") {
    const { z } = await import("zod");
    return z.object({ name: z.string() });
  }
  if (library === "zod-mini") {
    const { object, string } = await import("zod/mini");
    return object({ name: string() });
  }
  if (library === "valibot") {
    const { object, string } = await import("valibot");
    return object({ name: string() });
  }
  if (library === "arktype") {
    const { type } = await import("arktype");
    return type({ name: "string" });
  }
  return library === "by-hand" ? byHand : undefined;
}

/** Where Zod keeps them; nothing before it is loaded. */
function configKeys(): readonly string[] {
  return Object.keys(Reflect.get(globalThis, "__zod_globalConfig") ?? {});
}

const body = await schemaOf(process.argv[2]);
const app = new Spikard();
if (body === undefined) app.post("/", ({ body }) => ({ body }));
else app.post("/", { body, response: { 200: body } }, ({ body }) => body as { name: string });
const configBefore = configKeys();
const server = await app.listen({ port: 0 });
const statuses: number[] = [];
for (const text of ['{ "name": "Ada" }', '{ "name": 7 }']) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(server.url, { method: "POST", headers, body: text });
  await answer.text();
  statuses.push(answer.status);
}
await server.close();
const hasZod = "__zod_globalConfig" in globalThis;
const report: Report = { hasZod, configBefore, configAfter: configKeys(), statuses };
console.log(JSON.stringify(report));
