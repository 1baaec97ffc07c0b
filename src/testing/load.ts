import { adoptApps, Spikard } from "../app.ts";
import { UsageError } from "../http/usage_error.ts";

/** Imports the file of an app: `() => import("./app.ts")`. */
export type AppFile = () => Promise<{ readonly default: Spikard }>;

/**
 * Returns the app, imported where it is not there yet. Throws TypeError `SPK_NO_APP` for what is no
 * app, and rejects as the import does.
 */
export async function loadApp(app: Spikard | AppFile): Promise<Spikard> {
  const found: unknown = typeof app === "function" ? await importApp(app) : app;
  if (found instanceof Spikard) return found;
  throw new UsageError(
    "SPK_NO_APP",
    'testClient() takes an app, or () => import("./app.ts") of a file that says "export default app"',
  );
}

async function importApp(file: AppFile): Promise<unknown> {
  const leave = adoptApps(() => {});
  try {
    return (await file()).default;
  } finally {
    leave();
  }
}
