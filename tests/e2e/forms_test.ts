import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Spikard } from "../../mod.ts";
import { expectJson, expectProblem } from "../support/answers.ts";
import { eventually } from "../support/waiting.ts";
import { connectPaused } from "../support/wire_reader.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("multipart forms");
const serve = withServer(test);

const KIB = 1024;
const MIB = KIB * KIB;

/** An app that tells what it got. */
function tellingApp(): Spikard {
  const app = new Spikard({ bodyLimit: "32mb" });
  app.post("/", async ({ body }) => await tell(body as FormData)); // the tests send forms only
  app.post("/request", async ({ request }) => await tell(await request.formData()));
  app.post("/small", { bodyLimit: "1kb" }, () => "unreachable");
  return app;
}

async function tell(form: FormData): Promise<unknown> {
  const told: unknown[] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") told.push([name, value]);
    else told.push([name, value.name, value.type.split(";")[0], await sumOf(value)]);
  }
  return told;
}

async function sumOf(file: File): Promise<number> {
  return new Uint8Array(await file.arrayBuffer()).reduce((sum, byte) => sum + byte, 0);
}

function send(url: string, body: string | FormData, boundary = "x"): Promise<Response> {
  if (body instanceof FormData) return fetch(url, { method: "POST", body });
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return fetch(url, { method: "POST", body, headers });
}

function field(name: string, value: string): string {
  return `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

for (const path of ["/", "/request"]) {
  test(`fields and files arrive in their order (${path})`, async () => {
    const { url } = await serve(tellingApp());
    const form = new FormData();
    form.append("title", "é€😀");
    // Bun's own formData() goes by the name and not by the type.
    form.append(
      "file",
      new File([new Uint8Array([0, 255, 13, 10])], "ü.png", { type: "image/png" }),
    );
    form.append("title", "");
    assert.equal(await expectJson(await send(url + path, form)), [
      ["title", "é€😀"],
      ["file", "ü.png", "image/png", 278],
      ["title", ""],
    ]);
  });
}

test("formFileLimit of the app and of a route bounds each file, also over 10 MiB", async () => {
  const app = new Spikard({ bodyLimit: "32mb", formFileLimit: "1kb" });
  app.post("/", () => "taken");
  app.post("/large", { formFileLimit: "20mb" }, () => "taken");
  const { url } = await serve(app);
  const formOf = (length: number) => {
    const form = new FormData();
    for (const name of ["a", "b"]) form.append(name, new File([new Uint8Array(length)], name));
    return form;
  };
  assert.is((await send(url, formOf(KIB))).status, 200);
  await expectProblem(await send(url, formOf(KIB + 1)), 413);
  assert.is((await send(`${url}/large`, formOf(12 * MIB))).status, 200);
});

test("a large file arrives whole", async () => {
  const { url } = await serve(tellingApp());
  const form = new FormData();
  form.append("file", new File([new Uint8Array(5 * MIB).fill(3)], "a"));
  const [[, , , sum]] = await expectJson(await send(url, form)) as [
    [string, string, string, number],
  ];
  assert.is(sum, 15 * MIB);
});

test("a form without a part is a FormData without an entry", async () => {
  const { url } = await serve(tellingApp());
  assert.equal(await expectJson(await send(url, "--x--\r\n")), []);
});

const BROKEN: readonly (readonly [name: string, body: string, boundary?: string])[] = [
  ["no form", "junk"],
  ["a form that ends early", `${field("a", "1")}--x\r\ncontent-disp`],
  ["a form without its end", field("a", "1")],
  ["a part without a name", "--x\r\n\r\n1\r\n--x--\r\n"],
  ["a boundary of 71 characters", `--${"y".repeat(71)}--\r\n`, "y".repeat(71)],
];

for (const [name, body, boundary] of BROKEN) {
  test(`${name} is 400`, async () => {
    const { url } = await serve(tellingApp());
    await expectProblem(await send(url, body, boundary), 400);
  });
}

test("a form without a boundary is 400", async () => {
  const { url } = await serve(tellingApp());
  const headers = { "content-type": "multipart/form-data" };
  await expectProblem(await fetch(url, { method: "POST", body: "--x--", headers }), 400);
});

const OVER: readonly (readonly [name: string, body: () => string | FormData, path?: string])[] = [
  ["a form of 101 parts", () => `${field("a", "1").repeat(101)}--x--\r\n`],
  ["a field over 1 MiB", () => `${field("a", "y".repeat(MIB + 1))}--x--\r\n`],
  ["a file over 10 MiB", () => {
    const form = new FormData();
    form.append("file", new File([new Uint8Array(10 * MIB + 1)], "a"));
    return form;
  }],
  ["a form over the limit of its route", () => `${field("a", "y".repeat(KIB))}--x--\r\n`, "/small"],
];

for (const [name, body, path = "/"] of OVER) {
  test(`${name} is 413`, async () => {
    const { url } = await serve(tellingApp());
    await expectProblem(await send(url + path, body()), 413);
  });
}

test("100 parts, a field of 1 MiB and a file of 10 MiB are within the limits", async () => {
  const { url } = await serve(tellingApp());
  const many = await expectJson(await send(url, `${field("a", "1").repeat(100)}--x--\r\n`));
  assert.is((many as unknown[]).length, 100);
  const form = new FormData();
  form.append("field", "y".repeat(MIB));
  form.append("file", new File([new Uint8Array(10 * MIB)], "a"));
  assert.is((await expectJson(await send(url, form)) as unknown[]).length, 2);
});

test("a client that goes away half-way through a form leaves nothing", async () => {
  const server = await serve(tellingApp());
  const head = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n" +
    "content-type: multipart/form-data; boundary=x\r\n\r\n";
  const client = await connectPaused(server.port, head + field("a", "y".repeat(50_000)));
  await eventually("the connection", () => server.stats().connections === 1);
  client.hangUp();
  await eventually("its end", () => server.stats().connections === 0);
  assert.is(server.stats().slotsInUse, 0);
  assert.is(server.stats().requests, 0);
});

test.run();
