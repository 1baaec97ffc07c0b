import { readdirSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { expectJson, expectProblem, expectText } from "../support/answers.ts";
import { ROOT } from "../support/checkout.ts";
import { startFile } from "../support/program.ts";
import { type ListeningProgram, type Sources, startUserProgram } from "../support/user_program.ts";

const test = suite("examples");

/** What Deno has to permit a program, and no more. */
const PERMISSIONS = ["--allow-ffi", "--allow-net"];

const EXAMPLES = new URL("examples/", ROOT);

/** One file of examples/. */
function file(name: string): Sources {
  return new Map([[name, readFileSync(new URL(name, EXAMPLES), "utf8")]]);
}

/** All files of a folder of examples/, `app.ts` first. */
function folder(name: string): Sources {
  const files = readdirSync(new URL(`${name}/`, EXAMPLES)).filter((path) => path !== "app.ts");
  return new Map(["app.ts", ...files].flatMap((path) => [...file(`${name}/${path}`)]));
}

/** Runs an example, asks it, and stops it as Ctrl+C does. */
async function visit(sources: Sources, ask: (url: string) => Promise<void>): Promise<void> {
  const { program, url }: ListeningProgram = await startUserProgram(sources, {
    permissions: PERMISSIONS,
  });
  try {
    await ask(url);
    program.signal("SIGINT");
    assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
    assert.match(String(program.errors), '"message":"Stopped"');
  } finally {
    await program.kill();
  }
}

test("hello greets", () =>
  visit(file("hello.ts"), async (url) => {
    assert.equal(await expectJson(await fetch(url)), { message: "Hello" });
    assert.equal(await expectJson(await fetch(`${url}/users/42`)), { id: "42" });
  }));

test("class_form finds users", () =>
  visit(file("class_form.ts"), async (url) => {
    assert.equal(await expectJson(await fetch(`${url}/users/42`)), { id: "42", name: "Ada" });
    const { detail } = await expectProblem(await fetch(`${url}/users/1`), 404);
    assert.is(detail, 'There is no user "1"');
  }));

test("validated takes users that its schema takes", () =>
  visit(file("validated.ts"), async (url) => {
    const users = `${url}/users`;
    const added = await send(users, "POST", { name: "Ada", age: 36, admin: true });
    assert.equal(await expectJson(added, 201), { name: "Ada", age: 36, id: 1 });
    const { errors } = await expectProblem(await send(users, "POST", { name: "Ada" }), 422);
    assert.match(JSON.stringify(errors), /"missing","loc":\["body","age"\]/);
  }));

test("notes keeps them behind a token, and says so in its document", () =>
  visit(file("notes.ts"), async (url) => {
    const headers = { authorization: "Bearer correct-horse", "content-type": "application/json" };
    const write = (body: object) =>
      fetch(`${url}/notes`, { method: "POST", headers, body: JSON.stringify(body) });
    await expectProblem(await fetch(`${url}/notes`), 401);
    const note = await expectJson(await write({ text: "Tea", tags: ["a"] }), 201);
    assert.match(JSON.stringify(note), /^{"id":1,"text":"Tea","tags":\["a"\],"writtenAt":"\d{4}-/);
    await write({ text: "Cake" });
    const found = await expectJson(await fetch(`${url}/notes?tag=a`, { headers }));
    assert.equal(found, [note]);
    const { errors } = await expectProblem(await write({ text: "" }), 422);
    assert.match(JSON.stringify(errors), '"loc":["body","text"]');
    await expectProblem(await fetch(`${url}/notes/3`, { headers }), 404);
    const document = JSON.stringify(await expectJson(await fetch(`${url}/openapi.json`)));
    assert.match(document, /"\/notes\/{id}".*"security":\[{"bearer":\[\]}\]/);
  }));

test("bookshop lists, finds, saves, changes and removes books", () =>
  visit(folder("bookshop"), async (url) => {
    const books = `${url}/books`;
    const dune = await expectJson(await fetch(`${books}?author=Herbert`));
    assert.equal(dune, [await expectJson(await fetch(`${books}/9780441172719`))]);
    const details = { title: "Solaris", author: "Stanisław Lem", price: 1000, stock: 1 };
    const solaris = `${books}/9780156027601`;
    const saved = await send(solaris, "PUT", details);
    assert.is(saved.headers.get("location"), "/books/9780156027601");
    assert.equal(await expectJson(saved, 201), { isbn: "9780156027601", ...details });
    assert.equal(
      await expectJson(await send(solaris, "PUT", details)),
      await expectJson(await fetch(solaris)),
    );
    const changed = await expectJson(await send(solaris, "PATCH", { price: 900 }));
    assert.equal(changed, { isbn: "9780156027601", ...details, price: 900 });
    assert.equal(await expectJson(await send(books, "QUERY", { title: "Sol" })), [changed]);
    assert.is(await expectText(await send(solaris, "DELETE"), 204), "");
    await expectProblem(await fetch(solaris), 404);
  }));

test("bookshop sells until a book is out of stock", () =>
  visit(folder("bookshop"), async (url) => {
    const orders = `${url}/books/9780060512750/orders`;
    const sold = await expectJson(await send(orders, "POST"), 201);
    assert.equal(sold, { id: 1, isbn: "9780060512750", total: 1400 });
    const none = await expectJson(await send(orders, "POST"), 409);
    assert.equal(none, { error: "out of stock", isbn: "9780060512750" });
  }));

test("bookshop sells its last copy once", () =>
  visit(folder("bookshop"), async (url) => {
    const orders = `${url}/books/9780060512750/orders`;
    const buyers = Array.from({ length: 8 }, () => send(orders, "POST"));
    const statuses = (await Promise.all(buyers)).map(({ status }) => status);
    assert.equal(statuses.toSorted(), [201, ...Array(7).fill(409)]);
  }));

test("bookshop refuses bad input and hides its own faults", () =>
  visit(folder("bookshop"), async (url) => {
    const book = `${url}/books/1`;
    await expectProblem(await send(book, "PUT", { title: 1 }), 422);
    await expectProblem(await send(`${url}/books/9780441172719`, "PATCH", []), 422);
    const text = JSON.stringify(await expectProblem(await fetch(`${url}/report`), 500));
    assert.not.match(text, "hunter2");
    assert.equal(await expectJson(await fetch(`${url}/none`), 404), {
      error: "not found",
      path: "/none",
      see: "/books",
    });
  }));

test("bookshop has pages of every kind", () =>
  visit(folder("bookshop"), async (url) => {
    assert.match(await expectText(await fetch(url)), "<h1>The bookshop</h1>");
    const old = await fetch(`${url}/index.html`, { redirect: "manual" });
    assert.equal([old.status, old.headers.get("location")], [308, "/"]);
    assert.match(await expectText(await fetch(`${url}/robots.txt`)), "User-agent: *");
    const logo = await fetch(`${url}/logo.gif`);
    assert.is(logo.headers.get("content-type"), "image/gif");
    assert.match(new TextDecoder("latin1").decode(await logo.arrayBuffer()), /^GIF89a/);
    const shelf = await expectJson(await fetch(`${url}/shelves/second-floor/a/3`));
    assert.equal(shelf, { place: ["second-floor", "a", "3"] });
    const visit = await fetch(`${url}/visits`, { headers: { cookie: "visits=6" } });
    assert.match(visit.headers.get("set-cookie") ?? "", "visits=7; Path=/; HttpOnly");
    assert.equal(await expectJson(visit), { visits: 7 });
    assert.match(await expectText(await fetch(`${url}/echo`, { method: "PURGE" })), '"PURGE"');
  }));

// The demo is a task of Deno's, and starts its server as Deno does.
if ("Deno" in globalThis) {
  test("demo shows the bookshop at work", async () => {
    const program = startFile(new URL("demo.ts", EXAMPLES));
    assert.equal(await program.exit(), { code: 0, signal: null }, String(program.errors));
    assert.match(
      String(program.output),
      /Stopped {2}\d+ answers, all as they should be; exit code 0/,
    );
  });
}

function send(url: string, method: string, body?: object): Promise<Response> {
  if (body === undefined) return fetch(url, { method });
  const headers = { "content-type": "application/json" };
  return fetch(url, { method, headers, body: JSON.stringify(body) });
}

test.run();
