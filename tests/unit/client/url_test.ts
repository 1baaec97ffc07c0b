import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fillPath, makeUrl, type Values } from "../../../src/client/url.ts";

const test = suite("client/url");

const URLS: readonly (readonly [base: string | URL, path: string, url: string])[] = [
  ["https://a.test", "/users", "https://a.test/users"],
  ["https://a.test/", "/users", "https://a.test/users"],
  ["https://a.test///", "/", "https://a.test/"],
  ["https://a.test/api/v1/", "/users", "https://a.test/api/v1/users"],
  [new URL("https://a.test/api/"), "/users", "https://a.test/api/users"],
  ["", "/users", "/users"],
  ["/api", "/users", "/api/users"],
];

for (const [base, path, url] of URLS) {
  test(`"${base}" and "${path}" are ${url}`, () => {
    assert.is(makeUrl(base, path), url);
  });
}

const QUERIES: readonly (readonly [values: Values, query: string])[] = [
  [{}, ""],
  [{ none: undefined, nil: null }, ""],
  [{ q: "a b&c=d+é" }, "?q=a+b%26c%3Dd%2B%C3%A9"],
  [
    { page: 2, exact: false, big: 12345678901234567890n },
    "?page=2&exact=false&big=12345678901234567890",
  ],
  [{ tags: ["x", "y"], none: [] }, "?tags=x&tags=y"],
  [{ tags: ["x", undefined, null] }, "?tags=x"],
  [{ at: new Date(0) }, "?at=1970-01-01T00%3A00%3A00.000Z"],
  [{ query: { a: 1, b: ["x", "y"] } }, "?a=1&b=x&b=y"],
  [{ "": "", empty: "" }, "?=&empty="],
  [JSON.parse('{ "__proto__": "p", "constructor": "c" }'), "?__proto__=p&constructor=c"],
];

for (const [values, query] of QUERIES) {
  test(`a query is written as "${query}"`, () => {
    assert.is(makeUrl("", "/", values), `/${query}`);
  });
}

const PATHS: readonly (readonly [template: string, values: Values, path: string])[] = [
  ["/users", {}, "/users"],
  ["/users/{id}", { id: "a/b ?#%" }, "/users/a%2Fb%20%3F%23%25"],
  ["/users/:id", { id: "a/b" }, "/users/a%2Fb"],
  ["/users/:id/posts/:post", { id: 1, post: true }, "/users/1/posts/true"],
  ["/{a}/{a-b}", { a: "1", "a-b": "2" }, "/1/2"],
  ["/v1/users:batch", {}, "/v1/users:batch"],
  ["/files/*path", { path: "a b/c.txt" }, "/files/a%20b/c.txt"],
  ["/files/*path", { path: "a//b/" }, "/files/a//b/"],
  ["/files/*path", { path: "" }, "/files/"],
  ["/files/{path}", { path: ["a b", "c/d"] }, "/files/a%20b/c%2Fd"],
  ["/:at", { at: new Date(0) }, "/1970-01-01T00%3A00%3A00.000Z"],
  ["/{__proto__}/{constructor}", JSON.parse('{ "__proto__": "p", "constructor": "c" }'), "/p/c"],
  ["/:id", { id: "$&$1" }, "/%24%26%241"],
  ["/:id", { id: "..." }, "/..."],
];

for (const [template, values, path] of PATHS) {
  test(`"${template}" is filled as "${path}"`, () => {
    assert.is(fillPath(template, values), path);
  });
}

const REFUSED: readonly (readonly [template: string, values: Values, is: string])[] = [
  ["/users/{id}", {}, "missing"],
  ["/users/:id", { id: undefined }, "missing"],
  ["/users/:id", { id: null }, "missing"],
  ["/users/:id", { id: "" }, '""'],
  ["/users/:id", { id: "." }, '"."'],
  ["/users/:id", { id: ".." }, '".."'],
  ["/users/:id", { id: ["a", "b"] }, "a list"],
  ["/users/{id}", { id: [] }, '""'],
  ["/users/{id}", { id: [""] }, '""'],
  ["/files/*path", {}, "missing"],
  ["/files/*path", { path: [] }, '""'],
  ["/files/*path", { path: "a/../../secret" }, '".."'],
  ["/files/{path}", { path: ["a", ".."] }, '".."'],
  ["/{__proto__}", {}, "missing"],
  ["/{toString}", {}, "missing"],
];

for (const [template, values, is] of REFUSED) {
  test(`"${template}" cannot be filled with ${JSON.stringify(values)}`, () => {
    assert.throws(
      () => fillPath(template, values),
      (error: Error) =>
        error instanceof TypeError && error.message.includes(`" is ${is}: no path can carry that`),
    );
  });
}

test.run();
