/**
 * Modules of many routes, to see what the compiler has to do for them.
 *
 * @module
 */

/** How many routes a module has, half of them POST with a body, half GET with two parameters. */
export const ROUTES = 600;

/** Text for each route, one after the other. */
export function forEachRoute(text: (index: number) => string): string {
  return Array.from({ length: ROUTES }, (_, index) => text(index)).join("\n");
}

/** Schemas of a route, a body and an answer. */
export function schemasOf(index: number): string {
  return `const In${index} = z.object({ name: z.string(), n${index}: z.number() });
const Out${index} = z.object({ id: z.string(), n${index}: z.number(), tags: z.array(z.string()) });`;
}

/** The parts of a route as text. */
export interface RouteText {
  readonly verb: string;
  readonly path: string;
  readonly spec: string;
  readonly handler: string;
  /** What its handler returns, but for the status. */
  readonly answer: string;
}

/** One of the routes: a POST with a body, or a GET with two parameters. */
export function routeOf(index: number): RouteText {
  const answer = `{ id: "1", n${index}: 1, tags: [] }`;
  return index % 2 === 0
    ? {
      verb: "post",
      path: `/items${index}`,
      spec: `{ body: In${index}, response: { 201: Out${index} } }`,
      handler: `({ body }) => created({ id: body.name, n${index}: body.n${index}, tags: [] })`,
      answer,
    }
    : {
      verb: "get",
      path: `/items${index}/:a/of/:b`,
      spec: `{ response: { 200: Out${index} } }`,
      handler: `({ params }) => ({ id: params.a + params.b, n${index}: 1, tags: [] })`,
      answer,
    };
}

/** A module of standalone routes. */
export function standaloneModule(): string {
  return `import { z } from "zod";
import { get, post } from "../../src/decorators/verbs.ts";
import { created } from "../../src/http/replies.ts";
${
    forEachRoute((index) => {
      const { verb, path, spec, handler } = routeOf(index);
      return `${schemasOf(index)}
export const route${index} = ${verb}("${path}", ${spec})(${handler});`;
    })
  }
`;
}
