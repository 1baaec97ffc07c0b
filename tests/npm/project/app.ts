import { Spikard } from "@spikard/node";

const app: Spikard = new Spikard();
app.get("/users/:id", ({ params }) => params.id);
export default app;
