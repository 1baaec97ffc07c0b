/**
 * The package with one difference, for programs that name their port: `run()` takes any free one.
 *
 * @module
 */
import { type ServerOptions, Spikard as RealSpikard } from "../../mod.ts";

export * from "../../mod.ts";

/** The app; what it is run with is what the program says, but for the port. */
export class Spikard extends RealSpikard {
  override run(options: ServerOptions = {}): Promise<void> {
    return super.run({ ...options, port: 0 });
  }
}
