import { created, Spikard } from "@spikard/node";
import { z } from "zod";

const app = new Spikard();
const NewUser = z.object({ name: z.string().min(1), age: z.int().min(0) });
const User = NewUser.extend({ id: z.int() });

app.post("/users", { body: NewUser, response: { 201: User } }, ({ body }) => {
  return created({ id: 1, ...body });
});
await app.run();
export default app;
