/** A server whose handlers keep its thread busy, and that counts how often its timers fire. */
import { Spikard } from "../../../mod.ts";

/** Milliseconds that a handler takes; so the requests are more than the thread can bear. */
const WORK = 0.2;

const fired = { intervals: 0, timeouts: 0, immediates: 0 };
setInterval(() => fired.intervals++, 1);
(function repeat(): void {
  setTimeout(() => {
    fired.timeouts++;
    repeat();
  }, 1);
})();

const app = new Spikard();
app.get("/fired", () => fired);
app.get("/sync", () => {
  work();
  return "worked";
});
app.get("/async", async () => {
  work();
  await null;
  return "worked";
});
const server = await app.listen({ port: 0 });
console.log(server.port);

function work(): void {
  const end = performance.now() + WORK;
  while (performance.now() < end);
}
