/**
 * As much of curl as documents use: `-X`, `-H`, `--json`, `-i` and one URL.
 *
 * @module
 */

const WORD = /'([^']*)'|"([^"]*)"|(\S+)/g;

/** Runs a curl command against another origin than it names; resolves to what curl would print. */
export async function curl(command: string, origin: string): Promise<string> {
  const words = [...command.matchAll(WORD)].map(([, ...forms]) => forms.find(Boolean) ?? "");
  if (words.shift() !== "curl") throw new Error(`Only curl is known: ${command}`);
  const init: RequestInit & { headers: Record<string, string> } = {
    redirect: "manual",
    headers: {},
  };
  let target = "";
  let showsHead = false;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "-i") showsHead = true;
    else if (word === "-X") init.method = words.shift() ?? "";
    else if (word === "--json") addJson(init, words.shift() ?? "");
    else if (word.startsWith("http://")) target = word.replace(/^http:\/\/[^/]+/, origin);
    else throw new Error(`The option is not known: ${word}`);
  }
  const response = await fetch(target, init);
  const body = await response.text();
  return showsHead ? `${headOf(response)}\n\n${body}` : body;
}

function addJson(init: RequestInit & { headers: Record<string, string> }, body: string): void {
  init.method ??= "POST";
  init.body = body;
  init.headers["content-type"] = "application/json";
}

function headOf({ status, statusText, headers }: Response): string {
  const fields = [...headers].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${statusText}`, ...fields].join("\n");
}
