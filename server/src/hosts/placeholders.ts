/**
 * What tools and readers fill in before AWS sees a policy: `${name}` without a colon, `<name>`, `{{name}}`, in an ARN also
 * `{name}`, `[name]`, `[[name]]` and a shell's `$NAME`, and words that stand where an account or a Region belongs, such as
 * `aws_account_id`; as a whole value also what `placeholder-words.ts` knows.
 */
import { type ArnFieldText, splitArn } from "../policy/arn.ts";
import { isPolicyVariable } from "../policy/template.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { type Hole, type HoleReading } from "../syntax/value.ts";
import { isPlainName, isPlainText } from "./plain-texts.ts";
import { isLeftForLater, LEFT_OUT_OF_ARN, lengthToFillIn } from "./placeholder-words.ts";
import { toolMarksIn } from "./tool-marks.ts";

/** The stretches of a text that are placeholders, in order. */
export function placeholdersIn(text: string): readonly Hole[] {
  return isPlainText(text) ? NO_HOLES : placeholdersSought(text);
}

/** The same of a text of which nothing is known. */
export function placeholdersSought(text: string): readonly Hole[] {
  return [
    toolMarksIn(text),
    marksIn(text),
    wordsIn(text),
    saidIn(text),
    replacedNamesIn(text),
    regionCodesIn(text),
  ].reduce<readonly Hole[]>(
    withThoseBetween,
    bracketed(text, (inside) => isPolicyVariable(inside) && !OF_TOOL.test(inside)),
  );
}

/** `${env:NAME}` and `${opt:stage}` of the Serverless Framework, and a shell's `${NAME:-x}`; IAM has no such keys. */
const OF_TOOL = /^(?:(?:cf|env|file|local|opt|param|self|sls|var):|\w{1,60}:[-=?+])/;

/** Where a text has one of others, in order. */
export function stretchesIn(text: string, sought: readonly string[]): readonly Hole[] {
  return sought.reduce<readonly Hole[]>((found, one) => withThoseBetween(found, placesOf(one, text)), NO_HOLES);
}

function placesOf(sought: string, text: string): readonly Hole[] {
  const places: Hole[] = [];
  for (let at = text.indexOf(sought); at >= 0 && sought !== ""; at = text.indexOf(sought, at + sought.length)) {
    places.push({ start: at, end: at + sought.length });
  }
  return places;
}

/** Both in order and apart: what overlaps a stretch that is known already is part of it. */
export function withThoseBetween(known: readonly Hole[], more: readonly Hole[]): readonly Hole[] {
  if (more.length === 0) return known;
  const all: Hole[] = [];
  let at = 0;
  for (const hole of more) {
    for (let next = known[at]; next !== undefined && next.end <= hole.start; next = known[++at]) all.push(next);
    const next = known[at];
    if (next === undefined || next.start >= hole.end) all.push(hole);
  }
  return [...all, ...known.slice(at)];
}

/**
 * The same of a name: of an element, an operator, a condition key or a type of principal. AWS fills in no variable there,
 * so every `${…}` is some tool's; one that is not closed is still being typed.
 */
export function placeholdersInName(name: string): readonly Hole[] {
  return isPlainName(name) ? NO_HOLES : placeholdersSoughtInName(name);
}

/** The same of a name of which nothing is known. */
export function placeholdersSoughtInName(name: string): readonly Hole[] {
  const holes = [toolMarksIn(name), variablesOfScriptsIn(name), wholeNameIn(name), regionCodesIn(name)].reduce(
    withThoseBetween,
    bracketed(name, () => false),
  );
  const open = name.indexOf("${", holes.at(-1)?.end);
  return open < 0 ? holes : [...holes, { start: open, end: name.length }];
}

/** What a text has as a name, if it was read as a value: a word that stands for a whole value is a part of no name. */
export function holesOfName({ text, holes }: FilledText): readonly Hole[] {
  const asValue = holes.length === 0 ? NO_HOLES : placeholdersIn(text);
  const others = holes.filter(({ start, end }) => !asValue.some((one) => one.start === start && one.end === end));
  return withThoseBetween(others, placeholdersInName(text));
}

/**
 * `{aws}`, the key of any service, `service-prefix:ResourceTag/team`, and what a statement consists of, as guides show it.
 * AWS Step Functions fills in the value of a name that ends in `.$`, which it takes away.
 */
function wholeNameIn(name: string): readonly Hole[] {
  if (SKELETON_NAMES.has(name) || name.endsWith(".$")) return [{ start: 0, end: name.length }];
  const parts = Array.from(name.matchAll(PART_OF_NAME), ({ 0: mark, index }) => ({
    start: index,
    end: index + mark.length,
  }));
  if (parts.length > 0) return parts;
  const isWhole = /^\{[A-Za-z][A-Za-z-]*\}$/.test(name) || (name.includes(":") && lengthToFillIn(name) === name.length);
  return isWhole ? [{ start: 0, end: name.length }] : [];
}

/** Names of keys, tags, operators and elements have no brackets, and none says that it is for later. */
const PART_OF_NAME = /\[[A-Za-z][\w .-]{2,60}\](?!\()|(?<!\w)(?:CHANGE_?ME|REPLACE_?(?:ME|THIS))(?!\w)/g;

const SKELETON_NAMES: ReadonlySet<string> = new Set([
  ...["condition", "condition-operator", "condition-type", "operator"],
  ...["condition-key", "context-key", "key", "key-name"],
]);

/** How a reader is told of them. */
export const PLACEHOLDERS: HoleReading = { holesIn: placeholdersIn, holesInName: placeholdersInName };

function bracketed(text: string, isOfPolicy: (inside: string) => boolean): readonly Hole[] {
  if (!/[{<>]/.test(text)) return NO_HOLES;
  // Knowing the last closing bracket keeps a text of many unclosed ones linear.
  const lastClosing: Record<string, number> = {};
  // Some guides have them the wrong way round: `arn:aws:iam::>account<:role/>name<`.
  const brackets = /^[^<>]*>[^<>]+</.test(text) ? [REVERSED] : BRACKETS;
  const holes: Hole[] = [];
  let at = 0;
  for (const { index } of text.matchAll(/[$#%{<>]/g)) {
    if (index < at) continue;
    const bracket = brackets.find(({ opening }) => text.startsWith(opening, index));
    if (bracket === undefined) continue;
    const last = (lastClosing[bracket.closing] ??= text.lastIndexOf(bracket.closing));
    if (last < index + bracket.opening.length) continue;
    const close = text.indexOf(bracket.closing, index + bracket.opening.length);
    const inside = text.slice(index + bracket.opening.length, close);
    const end = endOfSection(text, inside, close) ?? close + bracket.closing.length;
    const start = text[index - 1] === "$" ? index - 1 : index;
    if (bracket.opening !== "${" || !isOfPolicy(inside)) holes.push({ start, end });
    at = end;
  }
  return holes;
}

/** What stands between `{{#name}}` and `{{/name}}` belongs to the mark (Mustache, Handlebars). */
function endOfSection(text: string, inside: string, from: number): number | undefined {
  const section = /^[#^] ?([\w.-]{1,60})/.exec(inside)?.[1];
  if (section === undefined) return undefined;
  const ending = `{{/${section}}}`;
  const at = text.indexOf(ending, from);
  return at < 0 ? undefined : at + ending.length;
}

const NO_HOLES: readonly Hole[] = [];

/** The longer ones first. */
const BRACKETS = [
  { opening: "${{", closing: "}}" },
  { opening: "{{{", closing: "}}}" },
  { opening: "<<<", closing: ">>>" },
  { opening: "<<", closing: ">>" },
  { opening: "${", closing: "}" },
  { opening: "#{", closing: "}" },
  { opening: "%{", closing: "}" },
  { opening: "{{", closing: "}}" },
  { opening: "<", closing: ">" },
] as const;

const REVERSED = { opening: ">", closing: "<" } as const;

/**
 * `{account id}`, `[bucket]` and a script's `$region`: in an ARN, as all of the text, or for the start of an
 * ARN. Elsewhere brackets may be meant.
 */
function marksIn(text: string): readonly Hole[] {
  if (!/[{[$]/.test(text)) return [];
  if (SCRIPT_VARIABLE.test(text)) return [{ start: 0, end: text.length }];
  const marks = stretchesOf(MARK, text);
  if (text.startsWith("arn:")) return marks;
  const isName = !/[\s*?]/.test(text);
  return marks.filter(({ start, end }) => {
    if (isName && text[start] === "[" && /^(?:[-/.]|$)/.test(text.slice(end)))
      return start === 0 || text[start - 1] === "-";
    return start === 0 && (end === text.length || /arn/i.test(text.slice(start, end)));
  });
}

/** Most texts have none, which is sooner told than a list of none is made. */
function stretchesOf(mark: RegExp, text: string): readonly Hole[] {
  if (text.search(mark) < 0) return NO_HOLES;
  return Array.from(text.matchAll(mark), ({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

const NAME = "[A-Za-z][A-Za-z0-9_ .-]{0,60}";
const MARK = new RegExp(
  [
    `\\{${NAME}\\}`,
    // Not `[a-z]`, as regular expressions have it.
    "(?<!\\[)\\[(?!\\w-\\w)[A-Za-z][A-Za-z0-9_ .-]{2,60}\\](?!\\])",
    // Behind a colon: `/$default/` and `*_$folder$` are AWS's.
    "(?<=:)\\$(?!(?:aws|default|latest|connect|disconnect)\\b)[a-z]\\w{1,60}(?=[:/]|$)",
  ].join("|"),
  "g",
);

/** A variable of a script: `$other_account`. Names such as `$default` are those of AWS. */
const SCRIPT_VARIABLE = /^\$(?!(?:aws|default|latest|connect|disconnect)$)[a-z]\w{1,60}$/i;

/** The same in a name, which has no dollar sign otherwise: `$OIDC_PROVIDER:aud`, `aws:RequestTag/$TAG`. */
function variablesOfScriptsIn(name: string): readonly Hole[] {
  return name.includes("$") ? stretchesOf(VARIABLE_IN_NAME, name) : NO_HOLES;
}

const VARIABLE_IN_NAME = /\$[A-Za-z_]\w{0,60}/g;

/** As AWS's guides write a Region in the name of a host: `oidc.eks.region-code.amazonaws.com/id/…`. */
function regionCodesIn(text: string): readonly Hole[] {
  if (!text.includes(REGION_CODE)) return [];
  return Array.from(text.matchAll(/(?<![\w-])region-code(?![\w-])/g), ({ index }) => ({
    start: index,
    end: index + REGION_CODE.length,
  }));
}

const REGION_CODE = "region-code";

/** Names in capitals between underscores, which are replaced by ARNs that are known later: `_BUCKET_ARN_`, `__QUEUE__`. */
function replacedNamesIn(text: string): readonly Hole[] {
  if (!text.includes("_")) return [];
  const names = text.matchAll(/(?<!\w)_(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|_[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_)_(?!\w)/g);
  return Array.from(names, ({ 0: name, index }) => ({ start: index, end: index + name.length }));
}

function wordsIn(text: string): readonly Hole[] {
  const length = lengthToFillIn(text);
  if (length > 0) return [{ start: 0, end: length }];
  if (!text.startsWith("arn:")) return [];
  const leftOut = stretchesOf(LEFT_OUT_OF_ARN, text);
  if (leftOut.length > 0) return leftOut;
  const fields = splitArn(text);
  const [, partition, service, region, account] = fields;
  if (fields.length < 6 || partition === undefined || service === undefined) return [];
  if (region === undefined || account === undefined) return [];
  return [
    ...(isPartitionWord(partition) ? [partition] : []),
    ...(SERVICE_WORDS.has(service.text.toLowerCase()) || isLeftForLater(service.text) ? [service] : []),
    ...(isRegionWord(region) ? [region] : []),
    ...(isInItsPlace(region) && isAccountWord(account) ? [account] : []),
  ];
}

/** As AWS's guides write a partition and a service that the reader knows: `arn:partition:service:…`. */
function isPartitionWord({ text }: ArnFieldText): boolean {
  return (/partition/i.test(text) && !text.includes("${")) || isLeftForLater(text);
}

const SERVICE_WORDS: ReadonlySet<string> = new Set(["service", "service-name", "service-prefix", "servicename"]);

/** What is to stand there, as a path of words: `name/of/the/bucket/that/has/the/results`. */
function saidIn(text: string): readonly Hole[] {
  if (!text.startsWith("arn:") || !text.includes("/of/the/")) return [];
  const said = text.matchAll(/\b[a-z]+\/of\/the\/[\w/-]*/gi);
  return Array.from(said, ({ 0: words, index }) => ({ start: index, end: index + words.length }));
}

/**
 * An account has a number: what holds other characters than digits, wildcards and what is written between digits is to be
 * replaced, by a reader or by a tool (`%ACCOUNT%`, `@account@`). Things of AWS and of its partners have a name there:
 * `arn:aws:iam::aws:policy/…`, `arn:aws:iam::partner:policy/…`.
 */
function isAccountWord({ text }: ArnFieldText): boolean {
  const isWord = /[^\d*?.\s-]/.test(text) || /^\.{2,}$/.test(text);
  const isOther = OWNERS.has(text) || REGION.test(text) || TYPES.has(text.toLowerCase());
  return isWord && !isOther && !text.includes("${");
}

/** Where another word stands in its place, fields are missing, and the account is not where it seems to be. */
function isInItsPlace(region: ArnFieldText): boolean {
  const { text } = region;
  return text === "" || /[*?$]/.test(text) || REGION.test(text) || isRegionWord(region) || !/^[a-z]+$/.test(text);
}

/** Also a zone of one. */
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d[a-z]?$/;

/** What the resource part of an ARN begins with: here fields before it are missing. */
const TYPES: ReadonlySet<string> = new Set([
  ...[
    "alarm",
    "certificate",
    "cluster",
    "db",
    "event-bus",
    "function",
    "group",
    "instance",
    "key",
    "layer",
    "log-group",
  ],
  ...["parameter", "policy", "repository", "role", "rule", "secret", "statemachine", "stream", "table", "user", "vpc"],
]);

const OWNERS: ReadonlySet<string> = new Set(["aws", "cloudfront", "partner"]);

/** The names of Regions are in lower case, and none has the word in it. */
function isRegionWord({ text }: ArnFieldText): boolean {
  return /[^a-z\d*?\s.-]|region|^x+(?:-x+)*(?:-\d)?$/.test(text) && !text.includes("${");
}
