import { UsageError } from "../http/usage_error.ts";

/** What decorators read of their context. */
export interface Decoration {
  readonly kind: string;
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  /** Identity of the class body; absent where the compiler gives none. */
  readonly metadata?: object | undefined;
  addInitializer(initializer: (this: object) => void): void;
}

/**
 * Returns the context of a decorated method. Throws TypeError `SPK_LEGACY_DECORATORS` for a legacy
 * call, `SPK_BAD_DECORATOR` for anything but a public instance method; `decorator` names it in
 * messages.
 */
export function checkMethodDecoration(decorator: string, context: unknown): Decoration {
  if (typeof context === "string" || typeof context === "symbol") throw legacy(decorator);
  const decoration = checkDecoration(decorator, context);
  const { kind } = decoration;
  if (kind !== "method") {
    throw misplaced(decorator, decoration, `is ${a(kind)}: put it on a method`);
  }
  if (decoration.static) throw misplaced(decorator, decoration, 'is static: remove "static"');
  if (decoration.private) throw misplaced(decorator, decoration, 'is private: remove the "#"');
  return decoration;
}

/** Returns the context of a decorated class; throws as {@linkcode checkMethodDecoration} does. */
export function checkClassDecoration(decorator: string, context: unknown): Decoration {
  if (context === undefined) throw legacy(decorator);
  const decoration = checkDecoration(decorator, context);
  const { kind } = decoration;
  if (kind !== "class") throw misplaced(decorator, decoration, `is ${a(kind)}: put it on a class`);
  return decoration;
}

function checkDecoration(decorator: string, context: unknown): Decoration {
  if (isDecoration(context)) return context;
  throw new UsageError(
    "SPK_BAD_DECORATOR",
    `${decorator}() got a second argument that is no decorator context: pass the handler alone`,
  );
}

function isDecoration(value: unknown): value is Decoration {
  return typeof value === "object" && value !== null && "kind" in value &&
    "addInitializer" in value;
}

/** Makes the error for a decorator that stands without its call; `call` is the right form. */
export function notCalled(decorator: string, call: string): UsageError {
  return new UsageError(
    "SPK_BAD_DECORATOR",
    `The decorator "${decorator}" was not called: write @${call}`,
  );
}

function a(kind: string): string {
  return kind === "accessor" ? `an ${kind}` : `a ${kind}`;
}

function legacy(decorator: string): UsageError {
  return new UsageError(
    "SPK_LEGACY_DECORATORS",
    `${decorator}() was called as a legacy decorator: remove "experimentalDecorators" from tsconfig.json`,
  );
}

function misplaced(decorator: string, { name }: Decoration, fault: string): UsageError {
  return new UsageError("SPK_BAD_DECORATOR", `@${decorator}: "${String(name)}" ${fault}`);
}
