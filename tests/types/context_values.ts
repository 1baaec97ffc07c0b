import { type ContextKey, contextKey } from "../../src/http/context_key.ts";
import { Router } from "../../src/routing/router.ts";
import { expectType, type Same } from "./expect.ts";

interface User {
  readonly name: string;
}

const app = new Router();
const user = contextKey<User>("user");
const guest = contextKey<User | null>("guest", { fallback: null });
expectType<Same<typeof user, ContextKey<User>>>();

app.get("/", ({ get, provide, signal, log }) => {
  const found = get(user);
  const perhaps = get(guest);
  expectType<Same<typeof found, User>>();
  expectType<Same<typeof perhaps, User | null>>();
  expectType<Same<typeof signal, AbortSignal>>();
  provide(user, { name: "Ada" });
  provide(guest, null);
  // @ts-expect-error the value is not of the key's type
  provide(user, { nmae: "Ada" });
  // @ts-expect-error nor may the value widen it
  provide(user, null);
  // @ts-expect-error a name is no key
  get("user");
  log.info("Found", { user: found.name, error: new Error("late"), nested: { list: [1, "a"] } });
  // @ts-expect-error a function cannot be logged
  log.info("Found", { user: () => found });
  return found;
});

// @ts-expect-error the fallback is not of the key's type
contextKey<User>("user", { fallback: null });
