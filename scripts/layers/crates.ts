/** Which crates and which power the two halves of the native code may use. */
import type { Finding, Source } from "./source.ts";

interface Rule {
  readonly applies: (path: string) => boolean;
  readonly pattern: RegExp;
  readonly message: string;
}

const RULES: readonly Rule[] = [
  {
    applies: (path) => path.startsWith("native/src/server/"),
    pattern: /\bnapi(_derive)?\b/,
    message: "the server knows nothing of napi",
  },
  {
    applies: (path) => path.startsWith("native/src/bridge/"),
    pattern: /\b(axum|hyper|hyper_util)\b/,
    message: "the bridge knows nothing of axum and hyper",
  },
  {
    applies: (path) => !path.startsWith("native/src/bridge/"),
    pattern: /\bunsafe\b/,
    message: "unsafe code stands in native/src/bridge only",
  },
];

/** Finds lines of Rust that break the border between server and bridge; comments do not count. */
export function findCrateFaults({ path, text }: Source): Finding[] {
  const rules = RULES.filter(({ applies }) => applies(path));
  return text.split("\n").flatMap((line, index) =>
    rules.filter(({ pattern }) => pattern.test(line.replace(/\/\/.*/, "")))
      .map(({ message }) => ({ path, line: index + 1, message }))
  );
}
