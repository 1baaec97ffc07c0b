import { suite } from "uvu";
import { FaultServer } from "../support/fault_server.ts";
import { sendMixed } from "../support/mixed_load.ts";

const test = suite("fault: a mixed load");
let server: FaultServer;

test.after.each(() => server.end());

test("20,000 requests of every kind get their own answers, and leave nothing behind", async () => {
  server = await FaultServer.start();
  await sendMixed(server.port, 20_000);
  await server.expectNothingLeft();
});

test("no request is lost while garbage is collected over and over", async () => {
  server = await FaultServer.start({ args: ["collect"] });
  await sendMixed(server.port, 2_000);
  await server.expectNothingLeft();
});

test.run();
