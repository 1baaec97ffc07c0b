/** A server one of whose handlers holds its thread for three seconds. */
import { Spikard } from "../../../mod.ts";
import { block } from "../blocking.ts";

/** Milliseconds. */
const LONG = 3_000;

const app = new Spikard();
app.get("/", { handlerTimeout: "200ms" }, () => "here");
app.get("/block", () => {
  block(LONG);
  return "done";
});
const server = await app.listen({ port: 0 });
console.log(server.port);
