/** Holds the event loop in a handler, until the file that the program was given is there. */
import { existsSync } from "node:fs";
import process from "node:process";
import { Spikard } from "../../../mod.ts";

const release = process.argv[2] ?? "";
const app = new Spikard({ handlerTimeout: 0, openapi: true });
app.get("/block", () => {
  console.log("blocked");
  while (!existsSync(release));
  return "free";
});
const server = await app.listen({ port: 0 });
console.log(server.port);
