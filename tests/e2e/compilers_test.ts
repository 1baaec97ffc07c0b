import { suite } from "uvu";
import * as assert from "uvu/assert";
import { COMPILERS } from "../support/compilers.ts";

const test = suite("compilers");

/** Controllers of every form, and what each compiler does in its own way. */
const PROGRAM = `
import { controller, type Context, get, guard, post, put, Spikard } from "@spikard/node";

class Store {
  #items = new Map<string, string>([["1", "tea"]]);

  @get("/:id")
  find({ params }: Context<"/:id">) {
    return this.#items.get(params.id) ?? "none";
  }

  @put("/:id")
  put({ params, body }: Context<"/:id">) {
    this.#items.set(params.id, String(body));
  }

  @get("/moved")
  moved() {
    return "base";
  }

  count = get("/all/count")(() => String(this.#items.size));
}

@controller("/shop", { tags: ["shop"] })
@guard(({ header }) => header("x-key") !== "wrong")
class Shop extends Store {
  accessorless = 1;

  @guard(({ header }) => header("x-key") === "right")
  @post("/orders")
  order() {
    return "ordered " + this.accessorless;
  }

  override find(context: Context<"/:id">) {
    return super.find(context) + "!";
  }

  @get("/here")
  @post("/here")
  override moved() {
    return "moved";
  }
}

const app = new Spikard();
app.register(Shop);
app.register(new Store(), { prefix: "/store" });
await app.run();
`;

const EXPECTED: readonly (readonly [request: string, answer: string, key?: string])[] = [
  ["GET /shop/1", "200 tea!"],
  ["GET /store/1", "200 tea"],
  ["GET /shop/all/count", "200 1"],
  ["PUT /store/2", "204 "],
  ["GET /store/2", "200 body"],
  ["GET /shop/2", "200 none!"],
  ["GET /shop/here", "200 moved"],
  ["POST /shop/here", "200 moved"],
  ["GET /shop/moved", "200 none!"],
  ["GET /store/moved", "200 base"],
  ["POST /shop/orders", "200 ordered 1", "right"],
  ["POST /shop/orders", "403 "],
  ["GET /shop/1", "403 ", "wrong"],
];

/** Status and text of an answer, but for the text of errors. */
async function ask(url: string, request: string, key = "any"): Promise<string> {
  const [method = "", path = ""] = request.split(" ");
  const body = method === "PUT" ? { body: "body" } : {};
  const headers = { "x-key": key, "content-type": "text/plain" };
  const response = await fetch(url + path, { method, headers, ...body });
  const text = await response.text();
  return `${response.status} ${response.ok ? text : ""}`;
}

for (const { name, start } of COMPILERS) {
  test(`controllers of every form answer as ${name} compiles them`, async () => {
    const program = await start(new Map([["main.ts", PROGRAM]]));
    try {
      const { url } = JSON.parse(await program.errors.next());
      for (const [request, answer, key] of EXPECTED) {
        assert.is(await ask(url, request, key), answer, request);
      }
      program.signal("SIGTERM");
      assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
    } finally {
      await program.kill();
    }
  });
}

const LEGACY = '{ "compilerOptions": { "experimentalDecorators": true } }';

for (const { name, start } of COMPILERS.filter(({ hasLegacy }) => hasLegacy)) {
  test(`decorators that ${name} compiles the legacy way name the option to remove`, async () => {
    const program = await start(new Map([["main.ts", PROGRAM], ["tsconfig.json", LEGACY]]));
    try {
      assert.equal(await program.exit(), { code: 1, signal: null });
      assert.match(String(program.errors), /SPK_LEGACY_DECORATORS: get\(\) was called as a legacy/);
      assert.match(String(program.errors), '"experimentalDecorators" from tsconfig.json');
    } finally {
      await program.kill();
    }
  });
}

test.run();
