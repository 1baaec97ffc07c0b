import { suite } from "uvu";
import * as assert from "uvu/assert";
import { noContent, Spikard } from "../../mod.ts";
import { expectJson, expectProblem } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("cookies");
const serve = withServer(test);
captureLog(test);

test("cookies are read by name and as a record", async () => {
  const app = new Spikard();
  app.get("/", ({ cookie, cookies }) => [cookie("b"), cookie("none") ?? null, cookies]);
  const { url } = await serve(app);
  const answer = await fetch(url, { headers: { cookie: 'a=1; b=caf%C3%A9; c="q"; a=2; broken' } });
  assert.equal(await expectJson(answer), ["café", null, { a: "1", b: "café", c: "q" }]);
});

test("a request without cookies has an empty record", async () => {
  const app = new Spikard();
  app.get("/", ({ cookie, cookies }) => [cookie("a") ?? null, Object.keys(cookies)]);
  const { url } = await serve(app);
  assert.equal(await expectJson(await fetch(url)), [null, []]);
});

test("names that objects inherit are plain names", async () => {
  const app = new Spikard();
  app.get("/", ({ cookies }) => [cookies.__proto__ ?? null, cookies.toString ?? null]);
  const { url } = await serve(app);
  const answer = await fetch(url, { headers: { cookie: "__proto__=x" } });
  assert.equal(await expectJson(answer), ["x", null]);
});

test("more than 100 cookies are a 400 problem", async () => {
  const app = new Spikard();
  app.get("/", ({ cookies }) => Object.keys(cookies).length);
  const { url } = await serve(app);
  const cookie = (count: number) => Array.from({ length: count }, (_, i) => `c${i}=1`).join("; ");
  assert.is(await expectJson(await fetch(url, { headers: { cookie: cookie(100) } })), 100);
  await expectProblem(await fetch(url, { headers: { cookie: cookie(101) } }), 400);
});

test("each cookie that is set is a header of its own", async () => {
  const app = new Spikard();
  app.get("/", ({ set }) => {
    set.cookie("sid", "a b", { httpOnly: true, secure: true, sameSite: "strict", maxAge: 60 });
    return noContent().cookie("theme", "dark", { path: "/app" });
  });
  const { url } = await serve(app);
  assert.equal((await fetch(url)).headers.getSetCookie(), [
    "sid=a%20b; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict",
    "theme=dark; Path=/app",
  ]);
});

test("a cookie that could split the answer is a 500, and none of it is sent", async () => {
  const app = new Spikard();
  app.get("/name", ({ set }) => set.cookie("a\r\nx-evil: 1", ""));
  app.get("/path", ({ set }) => set.cookie("a", "", { path: "/; HttpOnly" }));
  const { url } = await serve(app);
  for (const path of ["/name", "/path"]) {
    const response = await fetch(url + path);
    assert.is(response.headers.get("x-evil"), null);
    assert.equal(response.headers.getSetCookie(), []);
    await expectProblem(response, 500);
  }
});

test.run();
