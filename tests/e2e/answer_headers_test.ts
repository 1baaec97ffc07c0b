import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type HookSet, Router, Spikard } from "../../mod.ts";
import { requestId, securityHeaders } from "../../src/middleware/mod.ts";
import { testClient } from "../../src/testing/mod.ts";
import { connectRaw, getRequest } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("headers of the server's own answers");
const serve = withServer(test);

/** Adds a route for each answer that the server can be brought to give. */
function fill(router: Router): void {
  router.post("/small", { bodyLimit: 4 }, () => "unreachable");
  router.get("/slow", { handlerTimeout: 20 }, () => new Promise<void>(() => {}));
}

const ANSWERS: readonly (readonly [status: number, path: string, init?: RequestInit])[] = [
  [400, "/a%2Fb"],
  [404, "/nowhere"],
  [405, "/small"],
  [413, "/small", { method: "POST", body: "too long" }],
  [504, "/slow"],
  [204, "/small", { method: "OPTIONS" }],
  [200, "/livez"],
];

const CAREFUL: HookSet = securityHeaders({ "x-frame-options": "DENY" });

for (const [status, path, init] of ANSWERS) {
  test(`${status} of ${path} has what the app's middleware gives`, async () => {
    const app = new Spikard().use(requestId(), CAREFUL);
    fill(app);
    const { url } = await serve(app);
    const answers = [await fetch(url + path, init), await fetch(url + path, init)];
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    const ids = answers.map(({ headers }) => headers.get("x-request-id") ?? "");
    for (const { headers, status: given } of answers) {
      assert.equal(
        [given, headers.get("x-content-type-options"), headers.get("x-frame-options")],
        [status, "nosniff", "DENY"],
      );
    }
    assert.match(ids[0] ?? "", /^[a-z0-9-]{10,64}$/);
    assert.is.not(ids[0], ids[1]);
  });

  test(`${status} of ${path} has nothing of a Router's middleware`, async () => {
    const router = new Router().use(requestId(), CAREFUL);
    fill(router);
    const { url } = await serve(new Spikard().register(router));
    const answer = await fetch(url + path, init);
    await answer.arrayBuffer();
    const { status: given, headers } = answer;
    assert.equal(
      [given, headers.has("x-content-type-options"), headers.has("x-request-id")],
      [status, false, false],
    );
  });
}

const UNREAD: readonly (readonly [status: number, what: string, request: string])[] = [
  [400, "a malformed head", getRequest("/").replace("host", "a b")],
  [431, "a head that is too large", getRequest("/").replace("localhost", "x".repeat(20_000))],
];

for (const [status, what, request] of UNREAD) {
  test(`the ${status} to ${what} has none of them`, async () => {
    const { port } = await serve(new Spikard().use(requestId(), CAREFUL).get("/", () => "here"));
    const client = await connectRaw(port);
    const answer = await client.exchange(request);
    await client.close();
    const names = ["connection", "content-length", "date"];
    assert.equal([answer.status, [...answer.headers.keys()].sort()], [status, names]);
  });
}

test("the test client gets them too", async () => {
  const client = testClient(new Spikard().use(requestId(), CAREFUL).get("/", () => "here"));
  const { status, headers } = await client.get("/nowhere");
  assert.equal([status, headers.get("x-frame-options")], [404, "DENY"]);
  assert.ok(headers.has("x-request-id"));
  await client.close();
});

test("an answer of a handler has each of them once", async () => {
  const { url } = await serve(new Spikard().use(requestId(), CAREFUL).get("/", () => "here"));
  const { headers } = await fetch(url);
  assert.is(headers.get("x-frame-options"), "DENY");
  assert.not.match(headers.get("x-request-id") ?? "", ",");
});

test.run();
