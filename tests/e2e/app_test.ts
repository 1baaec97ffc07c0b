import { suite } from "uvu";
import { z } from "zod";
import { NotFound, Spikard } from "../../mod.ts";
import { expectRejection, expectThrow } from "../support/errors.ts";

const test = suite("app");

/** A value as a program in JavaScript may pass it. */
// deno-lint-ignore no-explicit-any
const untyped = (value: unknown): any => value;

const REFUSED: readonly (readonly [what: string, misuse: (app: Spikard) => void, says: string])[] =
  [
    ["onError() without a handler", (app) => app.onError(untyped(undefined)), "onError()"],
    ["onError() of a class alone", (app) => app.onError(untyped(NotFound)), "is a class"],
    ["onError() of no class", (app) => app.onError(untyped(404), () => {}), "a class of errors"],
    [
      "onError() the wrong way round",
      (app) => app.onError(untyped(() => {}), untyped(NotFound)),
      "a class of",
    ],
    [
      "onError() with a handler that is none",
      (app) => app.onError(Error, untyped(1)),
      "onError(Error)",
    ],
    ["notFound() without a handler", (app) => app.notFound(untyped(undefined)), "notFound()"],
  ];

for (const [what, misuse, says] of REFUSED) {
  test(`${what} is refused`, () => {
    expectThrow(() => misuse(new Spikard()), { code: "SPK_BAD_HANDLER", says: [says] });
  });
}

const TWICE: readonly (readonly [what: string, once: (app: Spikard) => void])[] = [
  ["onError()", (app) => app.onError(() => {})],
  ["onError(NotFound)", (app) => app.onError(NotFound, () => {})],
  ["notFound()", (app) => app.notFound(() => {})],
  ["onValidationError()", (app) => app.onValidationError(() => {})],
];

for (const [what, once] of TWICE) {
  test(`a second ${what} is refused`, () => {
    const app = new Spikard();
    once(app);
    expectThrow(() => once(app), { code: "SPK_DUPLICATE_HANDLER", says: [what, "twice"] });
  });
}

const ANOTHER = z.object({ b: z.int() }).meta({ id: "Started" });
const MISDESCRIBED: readonly (readonly [code: string, set: (app: Spikard) => void])[] = [
  ["SPK_DUPLICATE_OPERATION", (app) => app.get("/b", { operationId: "a" }, () => "")],
  ["SPK_UNKNOWN_SECURITY", (app) => app.get("/b", { security: [{ bearer: [] }] }, () => "")],
  ["SPK_DUPLICATE_SCHEMA", (app) => app.post("/b", { body: ANOTHER }, () => "")],
];

for (const [code, set] of MISDESCRIBED) {
  test(`an app that serves no document does not start with ${code} either`, async () => {
    const app = new Spikard({ openapi: false });
    const body = z.object({ a: z.string() }).meta({ id: "Started" });
    app.post("/a", { body, operationId: "a" }, () => "");
    set(app);
    await expectRejection(app.listen({ port: 0 }), { code, says: [" /b"] });
  });
}

test.run();
