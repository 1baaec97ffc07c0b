/** Serves a request, closes, and has nothing left that could keep the process alive. */
import { Spikard } from "../../../mod.ts";

const app = new Spikard();
app.get("/", () => "here");
for (let round = 0; round < 3; round++) {
  const server = await app.listen({ port: 0 });
  const answer = await fetch(server.url);
  console.log(await answer.text());
  await server.close();
}
