import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PayloadTooLarge, Spikard } from "../../mod.ts";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { connectRaw, jsonOf } from "../support/raw_client.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("body");
const serve = withServer(test);

/** An app that tells what kind of body it got. */
function tellingApp(): Spikard {
  const app = new Spikard({ bodyLimit: "4mb" });
  app.post("/", ({ body }) => ({ kind: kindOf(body), body: body ?? null }));
  app.post("/echo", ({ body }) => body as Uint8Array | string); // the test knows what it sends
  return app;
}

function kindOf(body: unknown): string {
  return body instanceof Uint8Array ? "bytes" : typeof body;
}

function post(url: string, type: string | undefined, body: BodyInit): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body,
    headers: type === undefined ? {} : { "content-type": type },
  });
}

test("JSON is parsed", async () => {
  const { url } = await serve(tellingApp());
  const types = [
    "application/json",
    "APPLICATION/JSON; charset=UTF-8",
    "application/vnd.api+json",
    "text/json",
  ];
  for (const type of types) {
    const answer = await expectJson(await post(url, type, '{"name":"é€😀","list":[1,null]}'));
    assert.equal(answer, { kind: "object", body: { name: "é€😀", list: [1, null] } }, type);
  }
});

test("JSON may be any value", async () => {
  const { url } = await serve(tellingApp());
  for (const value of ['"text"', "1", "true", "[]"]) {
    const answer = await expectJson(await post(url, "application/json", value));
    assert.equal(answer, { kind: typeof JSON.parse(value), body: JSON.parse(value) });
  }
});

test("text is a string", async () => {
  const { url } = await serve(tellingApp());
  const answer = await expectJson(await post(url, "text/markdown", "# é€😀"));
  assert.equal(answer, { kind: "string", body: "# é€😀" });
});

test("an urlencoded form is a record", async () => {
  const { url } = await serve(tellingApp());
  const answer = await post(url, "application/x-www-form-urlencoded", "name=A+da&tag=%C3%A9&tag=y");
  assert.equal(await expectJson(answer), {
    kind: "object",
    body: { name: "A da", tag: ["é", "y"] },
  });
});

test("another type, or none, is bytes", async () => {
  const { url } = await serve(tellingApp());
  const bytes = new Uint8Array([0, 127, 128, 255]);
  for (const type of ["application/octet-stream", "image/png", undefined]) {
    const answer = await post(`${url}/echo`, type, bytes);
    assert.equal(new Uint8Array(await answer.arrayBuffer()), bytes);
  }
});

test("no body is undefined, whatever the content type", async () => {
  const { url } = await serve(tellingApp());
  for (const type of ["application/json", "text/plain", "image/png"]) {
    assert.equal(await expectJson(await post(url, type, "")), { kind: "undefined", body: null });
  }
});

test("a body that is read twice is the same", async () => {
  const app = new Spikard();
  app.post("/", (context) => ({ isSame: context.body === context.body, body: context.body }));
  const { url } = await serve(app);
  const answer = await expectJson(await post(url, "application/json", '{"a":1}'));
  assert.equal(answer, { isSame: true, body: { a: 1 } });
});

for (const length of [0, 1, 4_095, 4_096, 4_097, 65_535, 65_536, 65_537, 3_000_000]) {
  test(`${length} bytes of JSON, of text and of anything arrive whole`, async () => {
    const { url } = await serve(tellingApp());
    const text = "aé".repeat(Math.ceil(length / 3)).slice(0, length);
    assert.is(
      await (await post(`${url}/echo`, "application/json", JSON.stringify(text))).text(),
      text,
    );
    const bytes = new Uint8Array(length).map((_, index) => index % 251);
    const answer = await post(`${url}/echo`, "application/octet-stream", bytes);
    if (length === 0) assert.is(answer.status, 204);
    assert.equal(new Uint8Array(await answer.arrayBuffer()), bytes);
  });
}

test("a body that comes in chunks arrives whole", async () => {
  const { url } = await serve(tellingApp());
  const parts = ["one ", "é", " three"];
  const body = new ReadableStream({
    pull: (controller) => {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
  // The types of Deno know no `duplex`, which Node asks for.
  const init = { method: "POST", body, duplex: "half", headers: { "content-type": "text/plain" } };
  assert.is(await expectText(await fetch(`${url}/echo`, init as RequestInit)), "one é three");
});

test("malformed JSON is a 400 problem without the input", async () => {
  const { url } = await serve(tellingApp());
  for (const body of ['{"password": hunter2', "hunter2", "{'a':1}", "[1,]", "\ufeff{}"]) {
    const problem = await expectProblem(await post(url, "application/json", body), 400);
    assert.match(
      problem.detail ?? "",
      /^The body (is not valid JSON at byte|begins with a byte order)/,
    );
    assert.not.match(JSON.stringify(problem), "hunter2");
  }
});

test("text and JSON that are not UTF-8 are a 400 problem", async () => {
  const { url } = await serve(tellingApp());
  for (const type of ["text/plain", "application/json", "application/x-www-form-urlencoded"]) {
    await expectProblem(await post(url, type, new Uint8Array([0x22, 0xff, 0x22])), 400);
  }
});

test("a charset other than UTF-8 is a 415 problem", async () => {
  const { url } = await serve(tellingApp());
  for (const type of ["application/json; charset=latin1", "text/plain; charset=utf-16"]) {
    const problem = await expectProblem(await post(url, type, "{}"), 415);
    assert.is(problem.type, "https://spikard.dev/errors/unsupported-media-type");
  }
});

test("a content type that is none is a 415 problem", async () => {
  const { url } = await serve(tellingApp());
  for (
    const type of ["json", "application/json\t;a=b", "application/json x", "text/plain;a=1;a=2"]
  ) {
    await expectProblem(await post(url, type, "{}"), 415);
  }
});

test("a __proto__ in JSON is a 400 problem and pollutes nothing", async () => {
  const app = new Spikard();
  app.post("/", () => "taken");
  const { url } = await serve(app);
  for (const body of ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}']) {
    await expectProblem(await post(url, "application/json", body), 400);
  }
  assert.not("admin" in {});
});

test("a body over the limit of the app is a 413 problem, one at the limit is not", async () => {
  const app = new Spikard({ bodyLimit: 1_000 });
  app.post("/", ({ body }) => String(body).length);
  const { url } = await serve(app);
  assert.is(await expectJson(await post(url, "text/plain", "x".repeat(1_000))), 1_000);
  const problem = await expectProblem(await post(url, "text/plain", "x".repeat(1_001)), 413);
  assert.is(problem.type, "https://spikard.dev/errors/payload-too-large");
  assert.is(problem.title, new PayloadTooLarge().title);
});

test("a route may set its own limit, above or below that of the app", async () => {
  const app = new Spikard({ bodyLimit: "1kb" });
  app.post("/large", { bodyLimit: "2kb" }, ({ body }) => String(body).length);
  app.post("/small", { bodyLimit: 10 }, ({ body }) => String(body).length);
  const { url } = await serve(app);
  assert.is(await expectJson(await post(`${url}/large`, "text/plain", "x".repeat(2_048))), 2_048);
  await expectProblem(await post(`${url}/large`, "text/plain", "x".repeat(2_049)), 413);
  await expectProblem(await post(`${url}/small`, "text/plain", "x".repeat(11)), 413);
});

test("without an option the limit is 1 MiB", async () => {
  const app = new Spikard();
  app.post("/", ({ body }) => String(body).length);
  const { url } = await serve(app);
  const size = 1_024 * 1_024;
  assert.is(await expectJson(await post(url, "text/plain", "x".repeat(size))), size);
  await expectProblem(await post(url, "text/plain", "x".repeat(size + 1)), 413);
});

test("GET may have a body", async () => {
  const { port } = await serve(new Spikard().get("/", ({ body }) => ({ body })));
  const client = await connectRaw(port);
  const request =
    "GET / HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nhi";
  assert.equal(jsonOf(await client.exchange(request)), { body: "hi" });
});

test.run();
