import "./metadata.ts";
import { checkPrefix, type Path } from "../routing/path.ts";
import { recordController } from "../routing/registry.ts";
import { checkScopeSpec, type SharedSpec } from "../routing/shared_spec.ts";
import { checkClassDecoration, notCalled } from "./misuse.ts";

/** What {@linkcode controller} takes beside the prefix: what it declares for all its routes. */
export type ControllerOptions = SharedSpec;

/** The context of a standard class decorator, structurally. */
export interface ControllerContext {
  /** A class. */
  readonly kind: "class";
  /** Name of the class. */
  readonly name: string | undefined;
  /** Adds a function that runs once, on the class. */
  addInitializer(initializer: (this: never) => void): void;
}

/** A decorator for any class. */
export type ControllerDecorator = (
  target: abstract new (...values: never) => object,
  context: ControllerContext,
) => void;

/**
 * Gives the routes of a class a prefix, tags and schemas; a subclass without its own keeps them.
 *
 * Throws TypeError `SPK_BAD_PATH` for the prefix, `SPK_UNKNOWN_OPTION`, `SPK_NO_SCHEMA`, and `SPK_LEGACY_DECORATORS` and `SPK_BAD_DECORATOR` for
 * misuse.
 *
 * @example
 * ```ts
 * @controller("/users", { tags: ["users"] })
 * class Users {
 *   @get("/:id") find({ params }: Context<"/:id">) { return { id: params.id }; }
 * }
 * app.register(Users);
 * ```
 */
export function controller(prefix: Path, options: ControllerOptions = {}): ControllerDecorator {
  if (typeof prefix === "function") throw notCalled("controller", 'controller("/")');
  checkPrefix(prefix);
  const settings = { prefix, spec: checkScopeSpec(options, "controller()") };
  return (target, context: unknown) => {
    const decoration = checkClassDecoration("controller", context);
    recordController(target, settings);
    // Another decorator may put a class of its own in the place of this one.
    decoration.addInitializer(function () {
      recordController(this, settings);
    });
  };
}
