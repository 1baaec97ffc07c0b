import * as assert from "uvu/assert";
import type { ServerStats } from "../../mod.ts";
import { tellsOfPause } from "./captured_log.ts";
import type { Witness } from "./lasting_app.ts";
import { type Program, type ProgramOptions, startProgram } from "./program.ts";
import { connectRaw, getRequest, jsonOf } from "./raw_client.ts";
import { eventually } from "./waiting.ts";

/** What the program says about itself. */
export type FaultStats = ServerStats & Pick<Witness, "begun" | "ended" | "abortedAgain">;

/** The program `fault_server`, and what is asked of it beside its requests. */
export class FaultServer {
  readonly program: Program;
  readonly port: number;

  private constructor(program: Program, port: number) {
    this.program = program;
    this.port = port;
  }

  /** Starts it; with the argument `collect` it collects all garbage over and over. */
  static async start(options?: ProgramOptions): Promise<FaultServer> {
    const program = startProgram("fault_server", options);
    return new FaultServer(program, await program.port());
  }

  /** Its counters; the slot and the connection that ask for them are among them. */
  async stats(): Promise<FaultStats> {
    // Cast: its shape is that of the program's answer.
    return await this.#ask("/stats") as FaultStats;
  }

  /** Bytes it needs once its garbage is collected. */
  async residentSize(): Promise<number> {
    // Cast: its shape is that of the program's answer.
    return (await this.#ask("/memory") as { readonly resident: number }).resident;
  }

  /** Resolves once nothing is left of the requests before; rejects with what is. */
  async expectNothingLeft(): Promise<void> {
    let left = "";
    const isOver = async () => {
      const stats = await this.stats();
      left = leftIn(stats);
      return left === "";
    };
    await eventually("That nothing is left", isOver).catch(() => assert.is(left, ""));
    assert.is((await this.stats()).abortedAgain, 0);
    assert.equal(this.program.errors.all.filter((line) => !tellsOfPause(line)), []);
  }

  /** Resolves once no connection is left. */
  async expectNoConnection(): Promise<void> {
    await eventually("The end of all others", async () => (await this.stats()).connections === 1);
  }

  /** Ends it. */
  end(): Promise<void> {
    return this.program.kill();
  }

  async #ask(path: string): Promise<unknown> {
    const client = await connectRaw(this.port);
    try {
      return jsonOf(await client.exchange(getRequest(path)));
    } finally {
      await client.close();
    }
  }
}

/** Names and numbers of what is left; the request that asks has a slot. */
function leftIn(stats: FaultStats): string {
  const { slotsInUse, streams, bodySources, queuedBytes, begun, ended } = stats;
  const counts = {
    slotsInUse: slotsInUse - 1,
    streams,
    bodySources,
    queuedBytes,
    handlers: begun - ended,
  };
  const left = Object.entries(counts).filter(([, count]) => count !== 0);
  return left.map(([name, count]) => `${count} ${name}`).join(", ");
}
