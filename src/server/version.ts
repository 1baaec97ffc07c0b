/** Version of this package; a check compares it with deno.json. */
export const VERSION = "0.1.0";
