/**
 * The contenders that run at the same time, less those that failed.
 *
 * @module
 */
import { checkAnswers } from "./answers.ts";
import { CONTENDERS } from "./contenders.ts";
import { prepare } from "./prepare.ts";
import { type RunningServer, startServer } from "./server.ts";

/** A contender that failed, and why. Nothing of it is measured from then on. */
export interface Failure {
  readonly contender: string;
  readonly reason: string;
}

/** The contenders that are still in the race. */
export class Field {
  readonly #servers = new Map<string, RunningServer>();
  readonly #failures: Failure[];

  constructor(failures: Failure[]) {
    this.#failures = failures;
  }

  /** Starts and checks the contenders of these names. */
  async start(names: ReadonlySet<string>, { isPinned }: { isPinned: boolean }): Promise<void> {
    for (const name of names) {
      try {
        const contender = CONTENDERS.get(name)!;
        await prepare(contender);
        this.#servers.set(name, await startServer(contender, { isPinned }));
        await this.attempt(name, checkAnswers);
      } catch (cause) {
        this.#failures.push({ contender: name, reason: String(cause) });
      }
    }
  }

  /** Runs `action` on a contender that is still there; its failure ends the contender's race. */
  async attempt<Result>(
    name: string,
    action: (server: RunningServer) => Promise<Result>,
  ): Promise<Result | null> {
    const server = this.#servers.get(name);
    if (!server) return null;
    try {
      return await action(server);
    } catch (cause) {
      this.#servers.delete(name);
      this.#failures.push({ contender: name, reason: `${cause} ${server.lastWords()}`.trim() });
      await server.stop();
      return null;
    }
  }
}
