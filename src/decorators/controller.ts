import "./metadata.ts";
import { checkOptions } from "../http/options.ts";
import { checkPrefix, type Path } from "../routing/path.ts";
import { recordController } from "../routing/registry.ts";
import { checkTags } from "../routing/spec.ts";
import { checkClassDecoration, notCalled } from "./misuse.ts";

/** What {@linkcode controller} takes beside the prefix. */
export interface ControllerOptions {
  /** Tags of every route, before its own. Default: none. */
  readonly tags?: readonly string[];
}

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
 * Gives the routes of a class a prefix and tags; a subclass without its own keeps them.
 *
 * Throws TypeError `SPK_BAD_PATH` for the prefix, `SPK_LEGACY_DECORATORS` and `SPK_BAD_DECORATOR` for
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
  checkOptions(options, { owner: "controller()", keys: ["tags"] });
  const settings = { prefix, tags: checkTags(options.tags ?? [], "controller()") };
  return (target, context: unknown) => {
    const decoration = checkClassDecoration("controller", context);
    recordController(target, settings);
    // Another decorator may put a class of its own in the place of this one.
    decoration.addInitializer(function () {
      recordController(this, settings);
    });
  };
}
