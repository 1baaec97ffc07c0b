import { type Context, controller, get, Spikard } from "@spikard/node";
import { testClient } from "@spikard/node/testing";

@controller("/users")
class Users {
  readonly names: ReadonlyMap<string, string> = new Map([["42", "Ada"]]);

  @get("/:id")
  find({ params }: Context<"/:id">): { name: string | undefined } {
    return { name: this.names.get(params.id) };
  }
}

export const app: Spikard = new Spikard();
app.register(Users);

await using client = testClient(app);
console.log(JSON.stringify(await (await client.get("/users/42")).json()));
