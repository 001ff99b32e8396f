// Where in the sources a place in a bundle comes from. The processes of the tests read no source map (it would take a
// fifth of their memory, for tests that pass): whoever reports what they say looks up what a reader needs.
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";

const IN_BUNDLE = /(?:file:\/\/)?(\/[^\s():]+\.mjs):(\d+):(\d+)/g;
const maps = new Map();

/** The place in a source that the place in a bundle comes from; others stay. Lines and columns are counted from 1. */
export function sourceOf(file, line, column) {
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (entry?.originalSource === undefined) return { file, line, column };
  const source = resolve(dirname(file), entry.originalSource);
  return { file: source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** The text of a stack with the places of the sources in it. */
export function withSources(stack) {
  return stack.replace(IN_BUNDLE, (place, path, line, column) => {
    const source = sourceOf(path, Number(line), Number(column));
    return source.file === path ? place : `${source.file}:${source.line}:${source.column}`;
  });
}

function mapOf(file) {
  if (!maps.has(file)) {
    const path = `${file}.map`;
    maps.set(file, existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, "utf8"))) : undefined);
  }
  return maps.get(file);
}
