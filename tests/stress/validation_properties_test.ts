import { suite } from "uvu";
import { PROPERTIES, watchRejections } from "../support/properties/all.ts";
import { inProcess } from "../support/properties/transport.ts";

const test = suite("validation properties");
watchRejections(test);

/** Requests for each property, at least. */
const REQUESTS = 30_000;
const SCHEMAS = 100;
const VALUES = 60;

for (const [what, property] of PROPERTIES) {
  test(what, async () => {
    const first = Math.floor(Math.random() * 2 ** 31);
    console.log(`${what}: from the seed ${first}`);
    let requests = 0;
    for (let seed = first; requests < REQUESTS; seed += SCHEMAS) {
      requests += await property({ seed, schemas: SCHEMAS, values: VALUES, connect: inProcess });
    }
    console.log(`${what}: ${requests} requests`);
  });
}

test.run();
