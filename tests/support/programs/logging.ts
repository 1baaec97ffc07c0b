/** A whole program whose requests are logged, since they fail. */
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
await app.run();
