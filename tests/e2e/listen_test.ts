import { createServer } from "node:net";
import process from "node:process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runServer, type ServerOptions, Spikard } from "../../mod.ts";
import { expectText } from "../support/answers.ts";
import { captureLog } from "../support/captured_log.ts";
import { expectRejection, expectThrow } from "../support/errors.ts";
import { startProgram } from "../support/program.ts";
import { eventually } from "../support/waiting.ts";
import { withServer } from "../support/with_server.ts";

const test = suite("listen and run");
const serve = withServer(test);
const log = captureLog(test);

function app(): Spikard {
  return new Spikard().get("/", () => "hello");
}

/** Whether this machine has the IPv6 loopback address. */
function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(0, "::1", () => probe.close(() => resolve(true)));
  });
}

test("port 0 takes a free port, and says which", async () => {
  const server = await serve(app());
  assert.ok(server.port > 0);
  assert.is(server.host, "127.0.0.1");
  assert.is(server.url, `http://127.0.0.1:${server.port}`);
  assert.is(await expectText(await fetch(server.url)), "hello");
});

test("a port in use is EADDRINUSE, and the app listens elsewhere", async () => {
  const { port } = await serve(app());
  const second = app();
  await expectRejection(second.listen({ port }), {
    code: "EADDRINUSE",
    says: [`${port}`, "in use", '"port"'],
  });
  const server = await serve(second);
  assert.is(await expectText(await fetch(server.url)), "hello");
});

test("an address that this machine does not have is EADDRNOTAVAIL", async () => {
  await expectRejection(app().listen({ host: "192.0.2.1", port: 0 }), {
    code: "EADDRNOTAVAIL",
    says: ['"192.0.2.1"', '"host"', '"0.0.0.0"'],
  });
});

test("a name that nobody knows is ENOTFOUND", async () => {
  // An empty label fails before any name server is asked.
  await expectRejection(app().listen({ host: "no..such.host", port: 0 }), {
    code: "ENOTFOUND",
    says: ['"no..such.host"', '"host"'],
  });
});

test("a name and every interface are hosts too", async () => {
  for (const host of ["localhost", "0.0.0.0"]) {
    const { port } = await serve(app(), { host });
    assert.is(await expectText(await fetch(`http://127.0.0.1:${port}`)), "hello", host);
  }
});

test("IPv6 works where the machine has it, with brackets or without", async () => {
  const expected = { code: "EADDRNOTAVAIL", says: ['"::1"'] };
  if (!await hasIpv6()) return void await expectRejection(serve(app(), { host: "::1" }), expected);
  for (const host of ["::1", "[::1]"]) {
    const server = await serve(app(), { host });
    assert.is(server.host, "::1");
    assert.is(server.url, `http://[::1]:${server.port}`);
    assert.is(await expectText(await fetch(server.url)), "hello");
  }
});

test("an app that runs does not run twice", async () => {
  const running = app();
  const server = await serve(running);
  const expected = { code: "SPK_ALREADY_RUNNING", says: ["runs already", "close()"] };
  await expectRejection(running.listen({ port: 0 }), expected);
  await expectRejection(running.run({ port: 0 }), expected);
  assert.is(await expectText(await fetch(server.url)), "hello");
});

test("nothing can be added to an app that has started", async () => {
  const running = app();
  await serve(running);
  const expected = { code: "SPK_FROZEN", says: ["after the app started", "before"] };
  expectThrow(() => running.get("/late", () => {}), expected);
  expectThrow(() => running.onError(() => {}), expected);
  expectThrow(() => running.notFound(() => {}), expected);
});

test("what a refused start asks for can still be added", async () => {
  const empty = new Spikard();
  await expectRejection(empty.listen({ port: 0 }), { code: "SPK_NO_ROUTES", says: [] });
  empty.get("/", () => "added").notFound(() => "nowhere");
  const { url } = await serve(empty);
  assert.is(await expectText(await fetch(url)), "added");
  assert.is(await expectText(await fetch(`${url}/none`), 404), "nowhere");
});

test("a start that is refused for its routes freezes nothing", async () => {
  const twice = app().get("/", () => "again");
  await expectRejection(twice.listen({ port: 0 }), { code: "SPK_DUPLICATE_ROUTE", says: [] });
  assert.not.throws(() => twice.onError(() => {}).notFound(() => {}).get("/more", () => {}));
});

test("close() of the app closes its server, and is done at once where there is none", async () => {
  const running = app();
  await running.close();
  const { url } = await serve(running);
  await running.close();
  const answer = await fetch(url).then(() => "answered", () => "refused");
  assert.is(answer, "refused");
  await running.close();
});

test("close() refuses an unknown option and goes on serving", async () => {
  const server = await serve(app());
  // deno-lint-ignore no-explicit-any
  const options: any = { timeOut: 1 };
  const expected = { code: "SPK_UNKNOWN_OPTION", says: ["close()", '"timeout"?'] };
  await expectRejection(server.close(options), expected);
  assert.is(await expectText(await fetch(server.url)), "hello");
});

test("a server closes at the end of an `await using` block", async () => {
  let url = "";
  {
    await using server = await app().listen({ port: 0 });
    url = server.url;
    assert.is(await expectText(await fetch(url)), "hello");
  }
  assert.is(await fetch(url).then(() => "answered", () => "refused"), "refused");
});

/** Runs an app until it says where it listens, asks it, and closes it. */
async function visit(running: Spikard, options: ServerOptions): Promise<string> {
  const ended = runServer(running, options);
  await Promise.race([eventually("A line in the log", () => log.length > 0), ended]);
  const { url } = JSON.parse(log[0] ?? "");
  const answer = await expectText(await fetch(url));
  await running.close();
  await ended;
  return answer;
}

test("run() says where it listens, and at the end what was drained", async () => {
  const titled = new Spikard({ title: "Greeter", version: "1.2.3" }).get("/", () => "hello");
  assert.is(await visit(titled, { port: 0 }), "hello");
  const [start, stop, ...more] = log.map((line) => JSON.parse(line));
  assert.equal(more, []);
  assert.is(start.message, "Listening");
  assert.is(start.app, "Greeter 1.2.3");
  assert.match(start.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.is(start.routes, 1);
  assert.is(stop.message, "Stopped");
  assert.is(stop.cut, 0);
});

test("run() without a banner says nothing, and may run again", async () => {
  const running = app();
  for (let round = 0; round < 2; round++) {
    const ended = running.run({ port: 0, banner: false });
    await running.close();
    await ended;
  }
  assert.equal(log, []);
});

test("HOST and PORT of the environment stand in for what run() is not told", async () => {
  const { port } = await serve(app());
  const { HOST, PORT } = process.env;
  Object.assign(process.env, { HOST: "127.0.0.1", PORT: String(port) });
  try {
    await expectRejection(app().run(), { code: "EADDRINUSE", says: [String(port)] });
    assert.is(await visit(app(), { port: 0 }), "hello");
    process.env.PORT = "80a";
    await expectRejection(app().run(), { code: "SPK_BAD_OPTION", says: ['"PORT"', '"80a"'] });
  } finally {
    restore({ HOST, PORT });
  }
});

if ("Deno" in globalThis) {
  const denied: readonly (readonly [permissions: string[], flag: string])[] = [
    [["--allow-net"], "--allow-ffi"],
    [["--allow-ffi"], "--allow-net=127.0.0.1:0"],
    [["--allow-ffi", "--allow-net=127.0.0.1:9"], "--allow-net=127.0.0.1:0"],
    [["--allow-ffi", "--allow-net", "--deny-net=127.0.0.1"], "--allow-net=127.0.0.1:0"],
  ];
  for (const [permissions, flag] of denied) {
    test(`Deno with ${permissions.join(" ")} is told to add ${flag}`, async () => {
      const program = startProgram("closing", { permissions });
      assert.is((await program.exit()).code, 1);
      assert.match(String(program.errors), /SPK_PERMISSION: Deno .*\. Add --allow-/);
      assert.match(String(program.errors), `Add ${flag} to the`);
    });
  }
}

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

test.run();
