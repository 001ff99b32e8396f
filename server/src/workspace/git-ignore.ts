/**
 * What a `.gitignore` file says of paths. Its patterns come from whoever wrote the repository, so matching takes time in
 * proportion to pattern times path, and no regular expression is made of them.
 * Source: Git's documentation, "gitignore", "Pattern format".
 */
import { append } from "../domains/append.ts";
import { matchesSequence, type Wildcards } from "./glob.ts";

export interface IgnoreRules {
  /**
   * What the last pattern that matches says; undefined if none does. `names` are those of the path's folders and its
   * own, from the folder of the `.gitignore` file on. The folders above the path are not looked at: a walk does not
   * enter what is ignored.
   */
  verdictOn(names: readonly string[], type: "file" | "folder"): "ignored" | "not-ignored" | undefined;
}

/** `letters` says whether the case of letters counts: it does where the file system tells them apart. */
export function readIgnoreRules(text: string, letters: "exact" | "any-case"): IgnoreRules {
  const fold = (one: string): string => (letters === "exact" ? one : one.toLowerCase());
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const rules = lines.flatMap((line) => readRule(fold(line))).reverse();
  return {
    verdictOn(names, type) {
      const characters = names.map((name) => Array.from(fold(name)));
      const rule = rules.find(
        ({ path, onlyFolders }) => (!onlyFolders || type === "folder") && matchesSequence(path, characters, NAMES),
      );
      return rule?.verdict;
    },
  };
}

interface Rule {
  readonly path: readonly Step[];
  readonly onlyFolders: boolean;
  readonly verdict: "ignored" | "not-ignored";
}

/** Any number of folders, or one name. */
type Step = "folders" | readonly Part[];

type Part =
  | { readonly part: "character"; readonly character: string }
  | { readonly part: "one" | "run" }
  | {
      readonly part: "set";
      readonly negated: boolean;
      readonly ranges: readonly (readonly [from: string, to: string])[];
    };

/** A list of one, or of none for a line that matches nothing. */
function readRule(line: string): readonly Rule[] {
  const negated = line.startsWith("!");
  const written = withoutTrailingBlanks(negated ? line.slice(1) : line);
  const names = readNames(written);
  if (names === undefined) return [];
  const onlyFolders = names.length > 1 && names.at(-1)?.length === 0;
  const wanted = onlyFolders ? names.slice(0, -1) : names;
  // A slash at the start or in the middle, be it in a set, ties the pattern to the file's own folder.
  const tied = written.slice(0, -1).includes("/");
  const steps = wanted.map(toStep);
  const path = tied && wanted[0]?.length === 0 ? steps.slice(1) : steps;
  if (path.length === 0 || path.some((step) => step.length === 0)) return [];
  // "Everything inside" is at least one name.
  if (tied && path.at(-1) === "folders") path.push([{ part: "run" }]);
  if (!tied) path.unshift("folders");
  return [{ path, onlyFolders, verdict: negated ? "not-ignored" : "ignored" }];
}

function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " " && line[end - 2] !== "\\") end--;
  return line.slice(0, end);
}

/** Between slashes; undefined for a pattern that Git takes for broken, which matches nothing. */
function readNames(pattern: string): readonly (readonly Part[])[] | undefined {
  const names: Part[][] = [[]];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    const name = names.at(-1);
    if (character === "/") names.push([]);
    else if (character === "*") name?.push({ part: "run" });
    else if (character === "?") name?.push({ part: "one" });
    else if (character === "[") {
      const set = readSet(characters, at + 1);
      if (set === undefined) return undefined;
      name?.push(set.part);
      at = set.end;
    } else if (character === "\\") {
      const next = characters[++at];
      if (next === undefined) return undefined;
      if (next !== "/") name?.push({ part: "character", character: next });
      // It separates names all the same, but neither ties a pattern to its folder nor stands for one at the end.
      else if (at === 1 || at === characters.length - 1) return undefined;
      else names.push([]);
    } else name?.push({ part: "character", character });
  }
  return names;
}

/** `from` is after the opening bracket; a closing one at once is a member, and so is a hyphen at either end. */
function readSet(
  characters: readonly string[],
  from: number,
): { readonly part: Part; readonly end: number } | undefined {
  const negated = characters[from] === "!" || characters[from] === "^";
  const ranges: (readonly [from: string, to: string])[] = [];
  let at = negated ? from + 1 : from;
  const read = (): string | undefined => (characters[at] === "\\" ? characters[++at] : characters[at]);
  for (let first = true; first || characters[at] !== "]"; first = false, at++) {
    const named = namedClass(characters, at);
    if (named !== undefined) {
      append(ranges, named.ranges);
      at = named.end;
      continue;
    }
    const start = read();
    if (start === undefined) return undefined;
    if (characters[at + 1] === "-" && characters[at + 2] !== undefined && characters[at + 2] !== "]") {
      at += 2;
      const end = read();
      if (end === undefined) return undefined;
      // Where the end comes before the start, Git still takes the start by itself.
      ranges.push([start, start], [start, end]);
    } else ranges.push([start, start]);
  }
  return { part: { part: "set", negated, ranges }, end: at };
}

/** `[:digit:]` and its like, within a set. */
function namedClass(
  characters: readonly string[],
  at: number,
): { readonly ranges: readonly (readonly [from: string, to: string])[]; readonly end: number } | undefined {
  if (characters[at] !== "[" || characters[at + 1] !== ":") return undefined;
  const close = characters.indexOf(":", at + 2);
  const ranges =
    close < 0 || characters[close + 1] !== "]" ? undefined : CLASSES.get(characters.slice(at + 2, close).join(""));
  return ranges === undefined ? undefined : { ranges, end: close + 1 };
}

/** Of ASCII, as Git has them: the first and the last character of each range. */
const CLASSES: ReadonlyMap<string, readonly (readonly [from: string, to: string])[]> = new Map(
  Object.entries({
    alpha: ["AZ", "az"],
    digit: ["09"],
    alnum: ["09", "AZ", "az"],
    upper: ["AZ"],
    lower: ["az"],
    xdigit: ["09", "AF", "af"],
    space: ["\t\r", "  "],
    blank: ["\t\t", "  "],
    punct: ["!/", ":@", "[`", "{~"],
    cntrl: ["\0\x1f", "\x7f\x7f"],
    graph: ["!~"],
    print: [" ~"],
  }).map(([name, ranges]) => [name, ranges.map((range) => [range.charAt(0), range.charAt(1)])]),
);

/** Two asterisks or more, alone between slashes, are folders; elsewhere asterisks side by side are one. */
function toStep(name: readonly Part[], _index: number, names: readonly (readonly Part[])[]): Step {
  const alone = name.length > 1 && name.every(({ part }) => part === "run");
  return alone && names.length > 1 ? "folders" : name;
}

const CHARACTERS: Wildcards<Part, string> = {
  isMany: ({ part }) => part === "run",
  matchesOne(part, character) {
    switch (part.part) {
      case "character":
        return part.character === character;
      case "set":
        return part.ranges.some(([from, to]) => from <= character && character <= to) !== part.negated;
      case "one":
      case "run":
        return true;
    }
  },
};

const NAMES: Wildcards<Step, readonly string[]> = {
  isMany: (step) => step === "folders",
  matchesOne: (step, name) => step !== "folders" && matchesSequence(step, name, CHARACTERS),
};
