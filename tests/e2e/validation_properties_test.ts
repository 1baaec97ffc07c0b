import { suite } from "uvu";
import { PROPERTIES, watchRejections } from "../support/properties/all.ts";
import { inProcess, overSockets } from "../support/properties/transport.ts";

const test = suite("validation properties");
watchRejections(test);

for (const [what, property] of PROPERTIES) {
  test(what, async () => {
    await property({ seed: 20_26, schemas: 24, values: 16, connect: inProcess });
  });
  test(`${what}, over sockets`, async () => {
    await property({ seed: 5, schemas: 10, values: 8, connect: overSockets });
  });
}

test.run();
