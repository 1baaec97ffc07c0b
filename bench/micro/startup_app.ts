/**
 * An app of 200 routes that says on standard output when it listens: `startup_app.ts KIND`.
 *
 * The schemas of every route are its own, as in a program whose routes take different things.
 *
 * @module
 */
import process from "node:process";
import { Spikard } from "../../mod.ts";

const ROUTES = 200;

type Zod = typeof import("zod").z;
type Schemas = ReturnType<typeof schemasOf>;

const kind = process.argv[2];
const zod = kind === "no zod" ? null : (await import("zod")).z;
const schemas = zod === null ? [] : Array.from({ length: ROUTES }, () => schemasOf(zod));
const app = kind === "documented" ? new Spikard({ openapi: true }) : new Spikard();
for (let index = 0; index < ROUTES; index++) {
  declare(`/shops/:shop/things${index}/:id`, schemas[index]);
}
const server = await app.listen({ port: 0 });
console.log(server.port);

function declare(path: `/${string}`, own: Schemas | undefined): void {
  if (own === undefined || kind === "no schemas") app.post(path, () => ({ id: 1 }));
  else app.post(path, own, ({ params, body }) => ({ ...body, id: params.id, created: "now" }));
}

function schemasOf(z: Zod) {
  const fields = {
    name: z.string().min(1).max(100),
    email: z.email(),
    age: z.int().min(0).max(150),
    tags: z.array(z.string()).max(10),
    active: z.boolean(),
  };
  return {
    params: z.object({ shop: z.string(), id: z.int().min(1) }),
    query: z.object({
      page: z.int().min(1).default(1),
      size: z.int().max(100).optional(),
      sort: z.enum(["name", "price"]).optional(),
    }),
    body: z.object(fields),
    response: { 200: z.object({ ...fields, id: z.int(), created: z.string() }) },
  };
}
