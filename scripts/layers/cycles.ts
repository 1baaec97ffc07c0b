/** Imports that lead back to where they started. */
import ts from "typescript";
import { type Finding, lineAt, type Source } from "./source.ts";

interface Import {
  readonly target: string;
  readonly line: number;
}

/** Finds each import that closes a circle, with the way around it. Type-only imports count. */
export function findCycles(sources: readonly Source[]): Finding[] {
  const graph = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const done = new Set<string>();
  return [...graph.keys()].flatMap((path) => walk(path, [], graph, done));
}

function walk(
  path: string,
  way: readonly string[],
  graph: ReadonlyMap<string, readonly Import[]>,
  done: Set<string>,
): Finding[] {
  if (done.has(path)) return [];
  const here = [...way, path];
  const findings = (graph.get(path) ?? []).flatMap(({ target, line }) => {
    const start = here.indexOf(target);
    if (start < 0) return walk(target, here, graph, done);
    const message = `import cycle: ${[...here.slice(start), target].join(" -> ")}`;
    return [{ path, line, message }];
  });
  done.add(path);
  return findings;
}

function importsOf({ path, text }: Source): Import[] {
  return ts.preProcessFile(text).importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName, pos }) => ({
      target: new URL(fileName, `file:///${path}`).pathname.slice(1),
      line: lineAt(text, pos),
    }));
}
