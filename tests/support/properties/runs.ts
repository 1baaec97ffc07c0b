/**
 * How often a property is tried, and with what.
 *
 * @module
 */
import fc from "fast-check";
import * as assert from "uvu/assert";
import { Spikard } from "../../../mod.ts";
import { declaredBy, type Operation } from "./declared.ts";
import type { Connect, Send } from "./transport.ts";

/** How long a property is looked for a counterexample. */
export interface Runs {
  /** Where randomness begins: the same seed tries the same. */
  readonly seed: number;
  /** Schemas, each on a route of its own. */
  readonly schemas: number;
  /** Requests for each schema. */
  readonly values: number;
  /** How the server is reached. */
  readonly connect: Connect;
}

/** A property of routes, one for each subject. */
export interface RouteProperty<Subject extends { readonly text: string }, Value> {
  /** Makes subjects, such as schemas. */
  readonly subjects: fc.Arbitrary<Subject>;
  /** Adds the route of a subject under a path, and names its operation. */
  readonly route: (app: Spikard, path: `/${string}`, subject: Subject) => Operation;
  /** What is sent to it. */
  readonly values: (subject: Subject) => fc.Arbitrary<Value>;
  /** Sends a value, and throws where the property does not hold. */
  readonly check: (trial: Trial<Subject, Value>) => Promise<void>;
}

/** One request. */
export interface Trial<Subject, Value> {
  readonly send: Send;
  readonly path: string;
  readonly subject: Subject;
  readonly value: Value;
}

/**
 * Looks for a value that breaks a property, or gets an answer that the document of the app does not
 * declare; reports the smallest with its schema and seed. Returns how many requests it took.
 */
export async function holds<Subject extends { readonly text: string }, Value>(
  property: RouteProperty<Subject, Value>,
  { seed, schemas, values, connect }: Runs,
): Promise<number> {
  const subjects = fc.sample(property.subjects, { seed, numRuns: schemas });
  const app = new Spikard();
  const operations = subjects.map((subject, index) => property.route(app, `/${index}`, subject));
  const declares = declaredBy(app);
  const transport = await connect(app);
  const expectClean = watchPrototypes();
  let count = 0;
  const tryOne = async (index: number, subject: Subject, value: Value) => {
    count++;
    const answers: Response[] = [];
    const send: Send = async (path, init) => {
      const answer = await transport.send(path, init);
      answers.push(answer.clone());
      return answer;
    };
    await property.check({ send, path: `/${index}`, subject, value });
    for (const answer of answers) await declares(operations[index]!, answer);
    expectClean();
  };
  try {
    for (const [index, subject] of subjects.entries()) {
      const check = (value: Value) => tryOne(index, subject, value);
      const one = fc.asyncProperty(property.values(subject), check);
      await tried(subject, one, { seed: seed + index, numRuns: values });
    }
  } finally {
    await transport.close();
  }
  return count;
}

async function tried<Value>(
  subject: { readonly text: string },
  property: fc.IAsyncProperty<Value>,
  parameters: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  try {
    await fc.assert(property, parameters);
  } catch (cause) {
    throw new Error(`With ${subject.text}: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { cause: inner, message } = cause;
  if (!(inner instanceof assert.Assertion)) return `${message}\n${String(inner)}`;
  return `${message}\n${inner.message}\n${inner.details}`;
}

const SHARED = [Object.prototype, Array.prototype, Function.prototype, String.prototype];

/** Returns what throws once a prototype that everything shares has got or lost a member. */
export function watchPrototypes(): () => void {
  const keys = () => SHARED.map((prototype) => Reflect.ownKeys(prototype).length);
  const before = keys();
  return () => assert.equal(keys(), before, "A prototype was changed");
}
