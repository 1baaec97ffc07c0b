import type { AnyContext } from "../../src/http/context.ts";
import type { Middleware } from "../../src/http/handler.ts";
import type { Guard, HookFunctions } from "../../src/http/hooks.ts";
import type { RouteLayers } from "../../src/routing/layers.ts";

/** What one layer of {@linkcode recordedLayers} returns or throws, by its name. */
export type Deeds = { readonly [name: string]: (context: AnyContext) => unknown };

/** How {@linkcode recordedLayers} makes layers. */
export interface RecordedOptions {
  /** What layers do beside being written down. Default: nothing. */
  readonly deeds?: Deeds;
  /** Makes every layer asynchronous. */
  readonly isAsync?: boolean;
}

/**
 * Makes two layers of each kind that write their name into `seen` when they run; middleware does so
 * on its way back too.
 */
export function recordedLayers(
  seen: string[],
  { deeds = {}, isAsync = false }: RecordedOptions = {},
): RouteLayers {
  const step = (name: string) => (context: AnyContext): never => {
    seen.push(name);
    const value = deeds[name]?.(context);
    // What a layer returns is the point of these tests, so the types stay out of it.
    return (isAsync ? Promise.resolve().then(() => value) : value) as never;
  };
  const twice = <T>(name: string): readonly T[] => [step(`${name} 1`), step(`${name} 2`)] as T[];
  return {
    middleware: [around("middleware 1", seen), around("middleware 2", seen)],
    hooks: {
      onRequest: twice<HookFunctions["onRequest"]>("onRequest"),
      preValidation: twice<HookFunctions["preValidation"]>("preValidation"),
      preHandler: twice<HookFunctions["preHandler"]>("preHandler"),
      onSend: twice<HookFunctions["onSend"]>("onSend"),
      onResponse: twice<HookFunctions["onResponse"]>("onResponse"),
    },
    guards: twice<Guard>("guard"),
    errorHandlers: [],
  };
}

function around(name: string, seen: string[]): Middleware {
  return async (_context, next) => {
    seen.push(name);
    try {
      return await next();
    } finally {
      seen.push(`${name} back`);
    }
  };
}
