import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { expectJson, expectRawProblem } from "../support/answers.ts";
import { connectRaw, getRequest, jsonOf } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("params");
const serve = withServer(test);

function app(): Spikard {
  const app = new Spikard();
  app.get("/users/:id", ({ params }) => ({ id: params.id }));
  app.get("/users/:id/posts/:post", ({ params }) => params);
  app.get("/files/*path", ({ params }) => params);
  return app;
}

test("a parameter is percent-decoded once", async () => {
  const { url } = await serve(app());
  for (const id of ["7", "a b", "100%", "%41", "a+b", "é€😀", "a?b#c", ":id", "a:b@c"]) {
    const answer = await fetch(`${url}/users/${encodeURIComponent(id)}`);
    assert.equal(await expectJson(answer), { id });
  }
});

test("parameters keep their places", async () => {
  const { url } = await serve(app());
  const answer = await expectJson(await fetch(`${url}/users/1/posts/2`));
  assert.equal(answer, { id: "1", post: "2" });
});

test("a rest is percent-decoded, its slashes left alone", async () => {
  const { url } = await serve(app());
  const answer = await expectJson(await fetch(`${url}/files/a%20b/%C3%A9.txt`));
  assert.equal(answer, { path: "a b/é.txt" });
});

test("what could change the path after the match is a 400 problem", async () => {
  const { port } = await serve(app());
  const client = await connectRaw(port);
  const paths = ["a%2Fb", "a%2fb", "a%5Cb", "a\\b", "a%00", "..", ".", "%2e%2e", "%2E/x"];
  for (const path of paths) {
    const problem = expectRawProblem(await client.exchange(getRequest(`/files/${path}`)), 400);
    assert.is(problem.type, "https://spikard.dev/errors/bad-request", path);
  }
});

test("a parameter of 1,000 characters arrives whole, kept or not", async () => {
  const kept: string[] = [];
  const app = new Spikard();
  app.get("/:id", ({ params }) => {
    kept.push(params.id);
    return params.id;
  });
  const { url } = await serve(app);
  const ids = Array.from({ length: 50 }, (_, index) => `${index}-${"x".repeat(1_000)}`);
  await Promise.all(
    ids.map(async (id) => assert.is(await (await fetch(`${url}/${id}`)).text(), id)),
  );
  assert.equal(kept.sort(), ids.sort());
});

test("names that objects inherit are plain names", async () => {
  const app = new Spikard();
  app.get("/:constructor/:__proto__", ({ params }) => (
    { keys: Object.keys(params), inherited: "toString" in params }
  ));
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const answer = jsonOf(await client.exchange(getRequest("/a/b")));
  assert.equal(answer, { keys: ["constructor", "__proto__"], inherited: false });
});

test.run();
