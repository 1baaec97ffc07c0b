/**
 * The rest of the site: standalone routes, one kind of answer each.
 *
 * @module
 */

import { all, get, html, redirect } from "@spikard/node";

const LOGO = "R0lGODlhAQABAPAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=";

const home = get("/")(() =>
  html("<h1>The bookshop</h1>\n<p>See <a href=/books>our books</a>.</p>")
);

const oldHome = get("/index.html")(() => redirect("/", { status: 308 }));

const robots = get("/robots.txt")(() => "User-agent: *\nDisallow: /books/*/orders\n");

const logo = get("/logo.gif")(({ set }) => {
  set.header("content-type", "image/gif");
  return Uint8Array.from(atob(LOGO), (character) => character.charCodeAt(0));
});

const shelf = get("/shelves/*place")(({ params }) => ({ place: params.place.split("/") }));

const visits = get("/visits")(({ cookie, set }) => {
  const count = Number(cookie("visits") ?? 0) + 1;
  set.cookie("visits", String(count), { httpOnly: true, sameSite: "lax" });
  return { visits: count };
});

const echo = all("/echo")(({ method, header, query, ip }) => (
  { method, agent: header("user-agent"), query, ip }
));

const report = get("/report")(function report() {
  throw new Error("Login failed for user admin with password hunter2");
});

/** Every route of the site that is not about books. */
export const pages = [home, oldHome, robots, logo, shelf, visits, echo, report];
