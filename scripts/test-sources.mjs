// Where in the sources a place in a bundle comes from. The processes of the tests read no source map (it would take a
// fifth of their memory, for tests that pass): whoever reports what they say looks up what a reader needs.
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";

const IN_BUNDLE = /(?:file:\/\/)?(\/[^\s():]+\.mjs):(\d+):(\d+)/g;
const SOURCE = /^\/\/ (\S+\.ts)$/;
const maps = new Map();
const beginnings = new Map();

/** The place in a source that the place in a bundle comes from; others stay. Lines and columns are counted from 1. */
export function sourceOf(file, line, column) {
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (entry?.originalSource === undefined) return { file, line, column };
  const source = resolve(dirname(file), entry.originalSource);
  return { file: source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/**
 * The source that a line of a bundle comes from, by the line before it with which esbuild begins each source: for how long
 * each file takes, of ten thousand tests that pass, no map has to be read.
 */
export function sourceFileOf(file, line) {
  let found = file;
  for (const { first, source } of beginningsIn(file)) {
    if (first > line) break;
    found = source;
  }
  return found;
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

function beginningsIn(file) {
  if (!beginnings.has(file)) {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    const sources = lines.map((text) => SOURCE.exec(text)?.[1]);
    const found = sources.map((source, index) => ({ first: index + 1, source }));
    beginnings.set(
      file,
      found.filter(({ source }) => source !== undefined).map((one) => ({ ...one, source: resolve(one.source) })),
    );
  }
  return beginnings.get(file);
}
