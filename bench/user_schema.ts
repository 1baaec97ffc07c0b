/**
 * The user that servers validate with Zod. It stands outside of http/, so that Spikard and its peers
 * share one copy of Zod: the program's own.
 *
 * @module
 */
import { z } from "zod";

/** A user of five fields. The servers with a schema language of their own say the same in theirs. */
export const User: z.ZodObject<{
  name: z.ZodString;
  email: z.ZodEmail;
  age: z.ZodInt;
  tags: z.ZodArray<z.ZodString>;
  active: z.ZodBoolean;
}> = z.object({
  name: z.string().min(1).max(100),
  email: z.email(),
  age: z.int().min(0).max(150),
  tags: z.array(z.string()).max(10),
  active: z.boolean(),
});
