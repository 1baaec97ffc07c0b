/** Where things of this checkout are, for tests that run as they are and for compiled ones. */

/** Extension of the sources as this runtime runs them: `.ts`, or `.js` in the compiled copy. */
export const EXTENSION: string = import.meta.url.slice(import.meta.url.lastIndexOf("."));

/** Whether this is the copy that was compiled for a runtime without type stripping. */
export const isCompiled: boolean = EXTENSION === ".js";

/** Root of the checkout; the compiled copy lies in target/compiled. */
export const ROOT: URL = new URL(isCompiled ? "../../../../" : "../../", import.meta.url);

/** The package's entry point, as this runtime runs it. */
export const MOD: URL = new URL(`../../mod${EXTENSION}`, import.meta.url);
