/**
 * As much of curl as documents use: `-X`, `-H`, `-b`, `-d`, `-F`, `-N`, `--json`, `-i` and one URL.
 *
 * @module
 */

const WORD = /'([^']*)'|"([^"]*)"|(\S+)/g;
/** `name=value` or `name=value;filename=name`. */
const FIELD = /^([^=]+)=(.*?)(?:;filename=(.+))?$/;

/** What a command asks for. */
interface Command {
  readonly headers: Headers;
  method?: string;
  body?: string | FormData;
  showsHead?: boolean;
  target?: string;
}

/** What an option does with the word behind it; those that need none are in FLAGS. */
const OPTIONS: Readonly<Record<string, (command: Command, value: string) => void>> = {
  "-X": (command, value) => command.method = value,
  "-H": ({ headers }, value) => headers.set(...splitHeader(value)),
  "-b": ({ headers }, value) => headers.set("cookie", value),
  "-d": (command, value) => send(command, value, "application/x-www-form-urlencoded"),
  "--json": (command, value) => send(command, value, "application/json"),
  "-F": (command, value) => addField(command, value),
};
const FLAGS: Readonly<Record<string, (command: Command) => void>> = {
  "-i": (command) => command.showsHead = true,
  // Its effect is to be seen by people only.
  "-N": () => {},
};

/** Runs a curl command against another origin than it names; resolves to what curl would print. */
export async function curl(text: string, origin: string): Promise<string> {
  const { target = "", showsHead, ...init } = parse(text);
  const url = target.replace(/^http:\/\/[^/]+/, origin);
  const response = await fetch(url, { redirect: "manual", ...init });
  const body = await response.text();
  return showsHead ? `${headOf(response)}\n\n${body}` : body;
}

function parse(text: string): Command {
  const words = [...text.matchAll(WORD)].map(([, ...forms]) => forms.find(Boolean) ?? "");
  if (words.shift() !== "curl") throw new Error(`Only curl is known: ${text}`);
  const command: Command = { headers: new Headers() };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [option, flag] = [OPTIONS[word], FLAGS[word]];
    if (option !== undefined) option(command, words.shift() ?? "");
    else if (flag !== undefined) flag(command);
    else if (word.startsWith("http://")) command.target = word;
    else throw new Error(`The option is not known: ${word}`);
  }
  return command;
}

function splitHeader(text: string): [name: string, value: string] {
  const [name = "", ...value] = text.split(":");
  return [name, value.join(":").trim()];
}

function send(command: Command, body: string, type: string): void {
  command.method ??= "POST";
  command.body = body;
  if (!command.headers.has("content-type")) command.headers.set("content-type", type);
}

function addField(command: Command, text: string): void {
  const [, name = "", value = "", fileName] = FIELD.exec(text) ?? [];
  command.method ??= "POST";
  const form = command.body instanceof FormData ? command.body : new FormData();
  command.body = form;
  if (fileName === undefined) form.append(name, value);
  else form.append(name, new File([value], fileName));
}

function headOf({ status, statusText, headers }: Response): string {
  const fields = [...headers].map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${statusText}`, ...fields].join("\n");
}
