/**
 * Shows an application at work: starts the bookshop, asks it over HTTP, prints what is said, and
 * stops it. Run it with `deno task demo`.
 *
 * @module
 */

import process from "node:process";
import { BookshopProcess } from "./demo/bookshop_process.ts";
import * as print from "./demo/print.ts";
import { CHAPTERS, type Step } from "./demo/steps.ts";

const bookshop = BookshopProcess.start();
const start = await bookshop.log();
print.printStart(start);

let failures = 0;
for (const [chapter, steps] of CHAPTERS) {
  print.printChapter(chapter);
  for (const step of steps) {
    if (!await show(step)) failures += 1;
  }
}

const answers = [...CHAPTERS.values()].flat().length;
const code = await bookshop.stop();
print.printStop({ answers, failures, code });
process.exitCode = failures === 0 && code === 0 ? 0 : 1;

/** Takes one step; tells whether the answer was the right one. */
async function show(step: Step): Promise<boolean> {
  print.printRequest(step);
  const response = await ask(step);
  print.printAnswer(response, step, await response.text());
  if (step.isLogged) print.printLog(await bookshop.log());
  if (response.status === step.status) return true;
  print.printMismatch(step.status);
  return false;
}

function ask({ request, headers = {}, body }: Step): Promise<Response> {
  const [method = "GET", target = "/"] = request.split(" ");
  const isText = body === undefined || typeof body === "string";
  return fetch(`${start.url}${target}`, {
    method,
    redirect: "manual",
    headers: isText ? headers : { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
}
