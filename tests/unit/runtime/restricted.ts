// Run by the tests of this room as a process of its own, without most permissions.
import { isContainer } from "../../../src/runtime/container.ts";
import { isTerminal, writeLine } from "../../../src/runtime/console.ts";
import { readEnvironment } from "../../../src/runtime/environment.ts";
import { requestListen, requestRead } from "../../../src/runtime/permission.ts";
import { onSignal } from "../../../src/runtime/signals.ts";

const ask = (address: string) =>
  requestListen(address).then(() => "granted", (error) => ({ ...error, text: error.message }));

onSignal(["SIGINT", "SIGTERM"], () => {})();
writeLine(
  "stdout",
  JSON.stringify({
    home: readEnvironment("HOME") ?? null,
    container: isContainer(),
    terminal: isTerminal("stdout"),
    granted: await ask("127.0.0.1:8000"),
    other: await ask("127.0.0.1:8001"),
    junk: await ask("a b:8000"),
    read: await Promise.resolve("/srv/x").then(requestRead).catch((error) => ({
      ...error,
      text: error.message,
    })),
  }),
);
