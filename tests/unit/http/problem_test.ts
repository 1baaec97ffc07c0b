import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HttpError, type HttpErrorOptions } from "../../../src/http/http_error.ts";
import { problemText, problemType } from "../../../src/http/problem.ts";

const test = suite("http/problem");

const CASES: readonly [
  status: number,
  detail: string | undefined,
  options: HttpErrorOptions,
  text: string,
][] = [
  [
    404,
    undefined,
    {},
    '{"type":"https://spikard.dev/errors/not-found","title":"Not Found","status":404}',
  ],
  [
    409,
    "Taken",
    {},
    '{"type":"about:blank","title":"Conflict","status":409,"detail":"Taken"}',
  ],
  [
    402,
    "No funds",
    { type: "https://a.example/funds", title: "Funds", code: "funds", extensions: { b: 1, a: 2 } },
    '{"type":"https://a.example/funds","title":"Funds","status":402,"detail":"No funds",' +
    '"code":"funds","b":1,"a":2}',
  ],
];

for (const [status, detail, options, text] of CASES) {
  test(`problemText() writes ${text}`, () => {
    assert.is(problemText(new HttpError(status, detail, options)), text);
  });
}

test("problemText() keeps the five members from untyped extensions", () => {
  const extensions = { status: 200, title: "x", type: "y", detail: "z", more: 1 };
  // What the types forbid, JavaScript can still do.
  const error = new HttpError(500, undefined, { extensions } as unknown as HttpErrorOptions);
  assert.equal(JSON.parse(problemText(error)), {
    type: "https://spikard.dev/errors/internal-server-error",
    title: "Internal Server Error",
    status: 500,
    more: 1,
  });
});

test("problemText() throws for what JSON cannot hold", () => {
  const error = new HttpError(500, "x", { extensions: { n: 1n } });
  assert.throws(() => problemText(error), (thrown: unknown) => thrown instanceof TypeError);
});

test("problemType() has a URI for what the server answers, about:blank for others", () => {
  for (const status of [400, 404, 405, 413, 414, 415, 431, 500, 503, 504]) {
    assert.match(problemType(status), /^https:\/\/spikard\.dev\/errors\/[a-z-]+$/);
  }
  for (const status of [401, 403, 409, 418, 422, 502]) {
    assert.is(problemType(status), "about:blank");
  }
});

test.run();
