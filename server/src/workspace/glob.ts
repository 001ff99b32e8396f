/**
 * File patterns of the workspace file. Patterns come from the workspace, which nobody vouches for, so matching takes
 * time in proportion to pattern times path whatever the pattern is; no regular expression is made of it.
 */

export type Glob = (path: string) => boolean;

export type GlobReading =
  { readonly glob: Glob; readonly problem: undefined } | { readonly glob: undefined; readonly problem: string };

/** `{a,b}{c,d}…` multiplies; beyond this many patterns it is a mistake or a trap. */
const MOST_ALTERNATIVES = 64;
const LONGEST_GLOB = 1000;

/**
 * `*` and `?` stay within one name, `**` is any number of folders, `{a,b}` is either. A pattern without a slash
 * matches names in the folder it is relative to, not below it. Paths have forward slashes; letter case counts.
 */
export function readGlob(pattern: string): GlobReading {
  const trimmed = pattern.replace(/^(?:\.?\/)+/, "");
  const problem = problemOf(trimmed);
  if (problem !== undefined) return { glob: undefined, problem };
  const alternatives = expandBraces(trimmed);
  if (alternatives === undefined) {
    return { glob: undefined, problem: `it stands for more than ${MOST_ALTERNATIVES} patterns` };
  }
  const patterns = alternatives.map((alternative) => alternative.split("/"));
  // Thousands of patterns are held against thousands of paths. `a/**` is `a`, too.
  const [literal = ""] = trimmed.split(/\/?[*?{]/, 1);
  return {
    glob: (path) =>
      path.startsWith(literal) && patterns.some((names) => matchesSequence(names, path.split("/"), NAMES)),
    problem: undefined,
  };
}

function problemOf(pattern: string): string | undefined {
  if (pattern === "") return "it is empty";
  if (pattern.length > LONGEST_GLOB) return `it is longer than ${LONGEST_GLOB} characters`;
  if (pattern.includes("\\")) return "it has a backslash; folders are separated by '/'";
  if (pattern.split("/").includes("..")) return "it leaves its folder with '..'";
  return undefined;
}

/** The patterns without braces; undefined if there are too many. A brace that is never closed is an ordinary character. */
function expandBraces(pattern: string): readonly string[] | undefined {
  let expanded: readonly string[] = [""];
  let at = 0;
  while (at < pattern.length) {
    const open = pattern.indexOf("{", at);
    const close = open < 0 ? -1 : pattern.indexOf("}", open);
    const literal = close < 0 ? pattern.slice(at) : pattern.slice(at, open);
    const choices = close < 0 ? [""] : pattern.slice(open + 1, close).split(",");
    if (expanded.length * choices.length > MOST_ALTERNATIVES) return undefined;
    expanded = expanded.flatMap((before) => choices.map((choice) => before + literal + choice));
    at = close < 0 ? pattern.length : close + 1;
  }
  return expanded;
}

/** How parts of a pattern match items: a part that is "many" matches any number of them, any other exactly one. */
export interface Wildcards<Part, Item> {
  readonly isMany: (part: Part) => boolean;
  readonly matchesOne: (part: Part, item: Item) => boolean;
}

const CHARACTERS: Wildcards<string, string> = {
  isMany: (character) => character === "*",
  matchesOne: (character, item) => character === "?" || character === item,
};

const NAMES: Wildcards<string, string> = {
  isMany: (name) => name === "**",
  matchesOne: (name, item) => matchesSequence(Array.from(name), Array.from(item), CHARACTERS),
};

/** Greedy matching that goes back to the last "many" only: at worst in proportion to pattern times items. */
export function matchesSequence<Part, Item>(
  pattern: readonly Part[],
  items: readonly Item[],
  wildcards: Wildcards<Part, Item>,
): boolean {
  let at = 0;
  let item = 0;
  let lastMany = -1;
  let manyFrom = 0;
  while (item < items.length) {
    const part = pattern[at];
    const current = items[item];
    if (part !== undefined && wildcards.isMany(part)) {
      lastMany = at++;
      manyFrom = item;
    } else if (part !== undefined && current !== undefined && wildcards.matchesOne(part, current)) {
      at++;
      item++;
    } else if (lastMany >= 0) {
      at = lastMany + 1;
      item = ++manyFrom;
    } else return false;
  }
  return pattern.slice(at).every((part) => wildcards.isMany(part));
}
