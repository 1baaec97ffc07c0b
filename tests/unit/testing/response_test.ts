import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BadRequest } from "../../../src/http/http_errors.ts";
import { responseTo } from "../../../src/testing/response.ts";
import { MemorySource } from "../../support/memory_source.ts";

const test = suite("testing/response");

const GET = { method: "GET", signal: undefined };
const hi = [new Uint8Array([104]), new Uint8Array([105])];

function answer(source: MemorySource, status = 200, headers = "x-a\x001\0set-cookie\0a=1\0") {
  return { status, headers: `${headers}set-cookie\0b=2\0`, body: source };
}

async function reason(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (thrown) {
    return thrown;
  }
  assert.unreachable();
}

test("responseTo() has status, headers, every cookie, and the body", async () => {
  const response = responseTo(GET, answer(new MemorySource(hi), 201));
  assert.is(response.status, 201);
  assert.is(response.headers.get("x-a"), "1");
  assert.equal(response.headers.getSetCookie(), ["a=1", "b=2"]);
  assert.is(await response.text(), "hi");
});

test("responseTo() reads the body as it is read, and lets go of it when it is cancelled", async () => {
  const source = new MemorySource(hi);
  const response = responseTo(GET, answer(source));
  const reader = response.body?.getReader();
  assert.equal((await reader?.read())?.value, hi[0]);
  assert.is(source.reads, 1);
  await reader?.cancel();
  assert.is(source.isCancelled, true);
});

for (
  const [method, status] of [["HEAD", 200], ["GET", 204], ["GET", 304]] as const
) {
  test(`responseTo() has no body for ${method} and ${status}`, () => {
    const source = new MemorySource([]);
    const response = responseTo({ ...GET, method }, answer(source, status));
    assert.is(response.body, null);
    assert.is(source.isCancelled, true);
  });
}

const ENDS: readonly (readonly [how: string, end: (response: Response) => unknown])[] = [
  ["was read", (response) => response.text()],
  ["was cancelled", (response) => response.body?.cancel()],
];

for (const [how, end] of ENDS) {
  test(`responseTo() leaves no listener at the signal once the body ${how}`, async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...listener: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(signal, listener);
    };
    signal.removeEventListener = (...listener: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(signal, listener);
    };
    const response = responseTo({ ...GET, signal }, answer(new MemorySource(hi)));
    assert.is(listeners, 1);
    await end(response);
    assert.is(listeners, 0);
  });
}

test("responseTo() fails the body and hangs up once the request is aborted", async () => {
  const controller = new AbortController();
  const source = new MemorySource(hi);
  const response = responseTo({ ...GET, signal: controller.signal }, answer(source));
  controller.abort();
  assert.is((await reason(response.text()) as Error).name, "AbortError");
  assert.is(source.isCancelled, true);
});

for (const signal of [undefined, new AbortController().signal]) {
  test("responseTo() fails a body that broke off as fetch does", async () => {
    const source = new MemorySource(hi, new BadRequest("The body of the request broke off"));
    const error = await reason(responseTo({ ...GET, signal }, answer(source)).text());
    assert.instance(error, TypeError);
    assert.is((error as Error).message, "The body of the response broke off");
  });
}

test.run();
