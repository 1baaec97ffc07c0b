import { get, Spikard } from "@spikard/node";
import { testClient } from "@spikard/node/testing";

class Users {
  readonly names: ReadonlyMap<string, string> = new Map([["42", "Ada"]]);

  find = get("/users/:id")(({ params }) => ({ name: this.names.get(params.id) }));
}

export const app: Spikard = new Spikard();
app.register(new Users());

await using client = testClient(app);
console.log(JSON.stringify(await (await client.get("/users/42")).json()));
