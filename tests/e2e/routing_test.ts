import { suite } from "uvu";
import * as assert from "uvu/assert";
import { get, Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectRawProblem, expectText } from "../support/answers.ts";
import { expectRejection } from "../support/errors.ts";
import { connectRaw, getRequest, textOf } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("routing");
const serve = withServer(test);

/** An app whose routes answer with their own path. */
function appOf(...paths: `/${string}`[]): Spikard {
  const app = new Spikard();
  for (const path of paths) app.get(path, ({ route }) => route.path);
  return app;
}

/** What the app answers to a path that is sent as it stands. */
async function answerTo(app: Spikard, path: string): Promise<string> {
  const { port } = await serve(app);
  const client = await connectRaw(port);
  const response = await client.exchange(getRequest(path));
  await client.close();
  return response.status === 200 ? textOf(response) : String(response.status);
}

test("a literal goes before a parameter, and that before a rest", async () => {
  const { url } = await serve(appOf("/*rest", "/users/:id", "/users/me"));
  assert.is(await expectText(await fetch(`${url}/users/me`)), "/users/me");
  assert.is(await expectText(await fetch(`${url}/users/7`)), "/users/:id");
  assert.is(await expectText(await fetch(`${url}/users/7/posts`)), "/*rest");
});

test("the order of registration does not matter", async () => {
  for (const paths of [["/a/:b", "/a/b"], ["/a/b", "/a/:b"]] as const) {
    assert.is(await answerTo(appOf(...paths), "/a/b"), "/a/b");
  }
});

test("routes of one shape may name their parameters differently", async () => {
  const app = new Spikard();
  app.get("/users/:id", ({ params }) => params);
  app.put("/users/:name", ({ params }) => params);
  app.get("/users/:owner/posts", ({ params }) => params);
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(`${url}/users/7`)), { id: "7" });
  const put = await fetch(`${url}/users/7`, { method: "PUT" });
  assert.equal(await expectJson(put), { name: "7" });
  assert.equal(await expectJson(await fetch(`${url}/users/7/posts`)), { owner: "7" });
});

test("a rest takes nothing, one segment or many", async () => {
  const app = new Spikard();
  app.get("/files/*path", ({ params }) => ({ path: params.path }));
  const { url } = await serve(app);
  for (const path of ["", "a", "a/b/c.txt"]) {
    assert.equal(await expectJson(await fetch(`${url}/files/${path}`)), { path });
  }
  await expectProblem(await fetch(`${url}/files`), 404);
});

test("a path without a route is a 404 problem that repeats nothing of it", async () => {
  const { url } = await serve(appOf("/users"));
  const problem = await expectProblem(await fetch(`${url}/secret-path`), 404);
  assert.is(problem.type, "https://spikard.dev/errors/not-found");
  assert.is(problem.title, "Not Found");
  assert.not.match(JSON.stringify(problem), "secret-path");
});

test("a slash at the end makes another path", async () => {
  const { url } = await serve(appOf("/users", "/posts/"));
  await expectProblem(await fetch(`${url}/users/`), 404);
  await expectProblem(await fetch(`${url}/posts`), 404);
  assert.is(await expectText(await fetch(`${url}/posts/`)), "/posts/");
});

test("paths are case-sensitive", async () => {
  const { url } = await serve(appOf("/users"));
  await expectProblem(await fetch(`${url}/Users`), 404);
});

test("an escape of what needs none matches as if it were not there", async () => {
  assert.is(await answerTo(appOf("/users"), "/%75ser%73"), "/users");
  assert.is(await answerTo(appOf("/%75sers"), "/users"), "/%75sers");
});

test("literals beyond ASCII match their escapes in either case", async () => {
  assert.is(await answerTo(appOf("/café"), "/caf%C3%A9"), "/café");
  assert.is(await answerTo(appOf("/café"), "/caf%c3%a9"), "/café");
  assert.is(await answerTo(appOf("/a%20b"), "/a%20b"), "/a%20b");
});

test("two slashes in a row match neither a parameter nor a rest", async () => {
  const app = appOf("/files/*path", "/users/:id", "/");
  const { port } = await serve(app);
  const client = await connectRaw(port);
  for (const path of ["/files//etc/passwd", "/users//", "//"]) {
    expectRawProblem(await client.exchange(getRequest(path)), 404);
  }
});

test("routes of a prefix stand below it with one slash", async () => {
  const app = new Spikard();
  app.register(get("/")(({ route }) => route.path), { prefix: "/v1/" });
  app.register(get("/users")(({ route }) => route.path), { prefix: "/v1" });
  const { url } = await serve(app);
  assert.is(await expectText(await fetch(`${url}/v1`)), "/v1");
  assert.is(await expectText(await fetch(`${url}/v1/users`)), "/v1/users");
});

test("a parameter in a prefix reaches the handler", async () => {
  const app = new Spikard();
  app.register(get("/items/:item")(({ params }) => params), { prefix: "/shops/:shop" });
  const { url } = await serve(app);
  const answer = await expectJson(await fetch(`${url}/shops/1/items/2`));
  assert.equal(answer, { shop: "1", item: "2" });
});

test("a hundred routes each answer for themselves", async () => {
  const paths = Array.from({ length: 100 }, (_, index) => `/r${index}/:id/x${index}` as const);
  const { url } = await serve(appOf(...paths));
  for (const path of paths) {
    assert.is(await expectText(await fetch(url + path.replace(":id", "1"))), path);
  }
});

test("a duplicate route is refused when the app starts, and both sources are named", async () => {
  const app = new Spikard();
  app.get("/users/:id", function find() {});
  app.get("/users/:name", function search() {});
  await expectRejection(app.listen({ port: 0 }), {
    code: "SPK_DUPLICATE_ROUTE",
    says: ["GET /users/:id (find)", "GET /users/:name (search)"],
  });
});

test("an app without routes is refused when it starts", async () => {
  await expectRejection(new Spikard().listen({ port: 0 }), {
    code: "SPK_NO_ROUTES",
    says: ["nothing is registered", "app.get(", "app.register("],
  });
});

test.run();
