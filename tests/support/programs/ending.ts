/**
 * A server that ends the way its argument says, on GET /end: `ending.ts close|exit|throw|reject`.
 *
 * @module
 */
import process from "node:process";
import { Spikard } from "../../../mod.ts";

const ENDINGS: Readonly<Record<string, () => void>> = {
  close: () => void server.close(),
  exit: () => process.exit(7),
  throw: () => {
    throw new Error("Thrown to end the program");
  },
  reject: () => void Promise.reject(new Error("Rejected to end the program")),
};
const end = ENDINGS[process.argv[2] ?? ""];
if (end === undefined) throw new Error("Say how to end");

const app = new Spikard();
app.get("/sync", () => ({ message: "Hello" }));
app.get("/async", () => new Promise((resolve) => setTimeout(() => resolve("later"), 1)));
app.get("/end", () => {
  setTimeout(end);
  return "ending";
});
const server = await app.listen({ port: 0 });
console.log(server.port);
