/** A whole program, run from start to stop; says on standard output which handlers run. */
import { setTimeout as sleep } from "node:timers/promises";
import { Spikard } from "../../../mod.ts";

const app = new Spikard({ handlerTimeout: 0 });
app.get("/", () => "here");
app.get("/slow", async () => {
  console.log("slow");
  await sleep(300);
  return "done";
});
app.get("/never", () => {
  console.log("never");
  return new Promise(() => {});
});
await app.run();
console.log("stopped");
