import { type Context, controller, get, NotFound, Spikard } from "@spikard/node";

@controller("/users")
class Users {
  readonly names = new Map([["42", "Ada"]]);

  @get("/:id")
  find({ params }: Context<"/:id">) {
    const name = this.names.get(params.id);
    if (name === undefined) throw new NotFound(`There is no user "${params.id}"`);
    return { id: params.id, name };
  }
}

const app = new Spikard();
app.register(Users);
await app.run();
export default app;
