import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readBody } from "../../../src/http/body.ts";
import { BadRequest } from "../../../src/http/http_errors.ts";
import { FakeCall } from "../../support/fake_call.ts";

const test = suite("http/body");

const JSON_TYPES = [
  "application/json",
  "Application/JSON",
  "application/json; charset=utf-8",
  'application/json;charset="UTF-8"',
  "text/json",
  "application/problem+json",
];

for (const type of JSON_TYPES) {
  test(`readBody() parses ${type}`, () => {
    assert.equal(read(type, '{"a":[1,"é"]}'), { a: [1, "é"] });
  });
}

test("readBody() gives every JSON value", () => {
  for (const value of [null, false, 0, "", [], {}]) {
    assert.equal(read("application/json", JSON.stringify(value)), value);
  }
});

test("readBody() gives undefined for an empty body, whatever its type", () => {
  for (const type of ["application/json", "text/plain", "image/png"]) {
    assert.is(read(type, ""), undefined);
  }
});

test("readBody() gives a form as a record", () => {
  const form = read("application/x-www-form-urlencoded", "a=1&b=x+y&a=2");
  assert.equal({ ...form as object }, { a: ["1", "2"], b: "x y" });
});

test("readBody() gives text as a string", () => {
  assert.is(
    read("text/csv; charset=utf-8", "é,1\nlonger than a slice"),
    "é,1\nlonger than a slice",
  );
});

test("readBody() gives a multipart form as a FormData", () => {
  const body = new Uint8Array([233]);
  const call = new FakeCall({
    headers: [["content-type", "multipart/form-data; boundary=x"]],
    body: "--x--",
    parts: [{ name: "pdf", fileName: "a.pdf", contentType: "application/pdf", body }],
  });
  const file = (readBody(call) as FormData).get("pdf") as File;
  assert.is(file.name, "a.pdf");
  assert.is(file.size, 1);
});

test("readBody() gives bytes of the caller's own for any other type, and for none", () => {
  for (const headers of [[], [["content-type", "image/png"]]] as const) {
    const call = new FakeCall({ headers, body: new Uint8Array([255, 0]) });
    const body = readBody(call);
    assert.instance(body, Uint8Array);
    assert.equal([...body as Uint8Array], [255, 0]);
    assert.is.not(body, readBody(call));
  }
});

test("readBody() throws nothing of JSON.parse, which quotes the input", () => {
  const error = thrown("application/json", "{'secret':1}");
  assert.instance(error, BadRequest);
  assert.is((error as BadRequest).message, "The body is not valid JSON");
  assert.is((error as BadRequest).cause, undefined);
});

test("readBody() keeps __proto__ in JSON as a key of its own", () => {
  const body = read("application/json", '{"__proto__":{"admin":true}}') as { admin?: boolean };
  assert.is(body.admin, undefined);
  assert.is(Object.getPrototypeOf(body), Object.prototype);
});

function read(type: string, body: string | Uint8Array): unknown {
  return readBody(new FakeCall({ headers: [["content-type", type]], body }));
}

function thrown(type: string, body: string | Uint8Array): unknown {
  try {
    read(type, body);
  } catch (error) {
    return error;
  }
  throw new Error("readBody() did not throw");
}

test.run();
