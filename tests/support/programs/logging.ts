/** A whole program that writes: its requests are logged, since they fail, or it does so itself. */
import { Spikard } from "../../../mod.ts";

const app = new Spikard();
app.get("/", () => "here");
app.get("/throw", () => {
  throw new Error("Thrown to be logged");
});
app.get("/fail", async function* () {
  yield "first";
  throw new Error("Thrown to be logged");
});
app.get("/say", () => {
  say("said");
  return "said";
});
await app.run();
say("stopped");

function say(line: string): void {
  try {
    console.log(line);
  } catch {
    // Deno throws where the disk is full.
  }
}
