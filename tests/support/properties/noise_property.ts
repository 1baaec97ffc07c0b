/**
 * No request makes the server fail, whatever it is: bodies of any bytes and type, any query, headers
 * and cookies.
 *
 * @module
 */
import fc from "fast-check";
import * as assert from "uvu/assert";
import * as z from "zod";
import { anyStyle, spoiled, writeJson } from "./json_text.ts";
import { hostileValue, isPolluting, MARKER } from "./json_values.ts";
import { rawText } from "./raw_texts.ts";
import type { RouteProperty } from "./runs.ts";

/** A route that reads all there is to read. */
interface NoiseCase {
  readonly text: string;
  readonly accepts: readonly string[];
  readonly body: z.ZodType;
}

interface Noise {
  readonly query: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly cookie: string;
}

const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];

const CASES: readonly NoiseCase[] = [
  { text: "JSON", accepts: ["application/json"], body: z.object({ a: z.int().optional() }) },
  { text: "any JSON", accepts: ["application/json"], body: z.json() },
  {
    text: "forms",
    accepts: FORMS,
    body: z.object({ a: z.array(z.int()).optional(), b: z.file().optional() }),
  },
  { text: "anything", accepts: ["*/*"], body: z.unknown() },
];

const TYPES: readonly string[] = [
  "application/json",
  "application/json; charset=utf-8",
  "application/json; charset=utf-16",
  "application/vnd.api+json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  "text/plain",
  "text/plain; charset=latin1",
  "junk",
  "",
];

const texts = fc.oneof(
  spoiled(fc.tuple(hostileValue, anyStyle).map(([value, style]) => writeJson(value, style))),
  fc.array(fc.tuple(rawText, rawText), { maxLength: 4 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&")),
  fc.tuple(rawText, rawText).map(([name, value]) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`
  ),
);

const bodies: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  { weight: 3, arbitrary: texts.map((text) => new TextEncoder().encode(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from(bytes)) },
);

const query = fc.string({ unit: fc.constantFrom(..."a=&%+2z;[]0\\é"), maxLength: 12 });
const cookie = fc.string({ unit: fc.constantFrom(...'a=; "%2z\\,'), maxLength: 12 });

/** For what no client would send. */
export const noiseProperty: RouteProperty<NoiseCase, Noise> = {
  subjects: fc.constantFrom(...CASES),
  route: (app, path, { accepts, body }) => {
    const Loose = z.looseObject({ a: z.int().optional() });
    const spec = { accepts, body, query: Loose, cookies: Loose };
    app.post(path, spec, ({ body }) => ({ isPolluting: isPolluting(body) }));
    return { path, method: "post" };
  },
  values: () => fc.record({ query, type: fc.constantFrom(...TYPES), body: bodies, cookie }),
  check: async ({ send, path, value }) => {
    const { query, type, body, cookie } = value;
    const headers = { "content-type": type, cookie: cookie.trim() };
    const answer = await send(`${path}?${query}`, { method: "POST", headers, body });
    const text = await answer.text();
    assert.ok([200, 400, 415, 422].includes(answer.status), `${answer.status}: ${text}`);
    if (answer.status === 200) {
      // In the record of a form, which has no prototype, any name is just a name.
      const isForm = FORMS.some((form) => type.startsWith(form));
      return assert.ok(isForm || text === '{"isPolluting":false}', text);
    }
    assert.is(answer.headers.get("content-type"), "application/problem+json");
    assert.not(text.includes(MARKER), "The answer shows what was sent");
  },
};
