/**
 * How a new ARN is written beside others of its policy: where they name their account, their Region or the beginning of a
 * name by a reference that comes to the same, so does it.
 */
import { once } from "../../domains/once.ts";
import { deploymentKey } from "../../policy/text-pattern.ts";
import { splitArn } from "../../policy/arn.ts";
import { nameOfHole } from "../../policy/name-of-hole.ts";
import { type Deployment } from "../../syntax/change.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { type DeploymentFact, type Hole, type ObjectValue, type StringValue, type Value } from "../../syntax/value.ts";

/** What the module says of an ARN comes first. `source`: the text of the file. Keeps nothing but the policy and that text. */
export function besideOthers(expressionOf: ExpressionOf | undefined, root: ObjectValue, source: string): ExpressionOf {
  const words = once(() => wordsIn(root, { source, isOfAll: (name) => OF_MODULE.test(name) }));
  return (text, from) => expressionOf?.(text, from) ?? inWordsOf(text, words(), from.deployment);
}

/** The same in a template file, whose names are those that it is filled in with. */
export function besideOthersInTemplate(root: ObjectValue, source: string): ExpressionOf {
  const words = once(() => {
    const bound = namesOfDirectives(source);
    return wordsIn(root, { source, isOfAll: (name) => !bound.has(name) });
  });
  return (text, from) => inWordsOf(text, words(), from.deployment);
}

interface Writing {
  readonly source: string;
  /** Does a name mean the same in all of the policy, as that of a loop does not? */
  readonly isOfAll: (name: string) => boolean;
}

/** A part of an ARN that the file writes with a reference. */
interface Word {
  readonly written: string;
  readonly comesTo: FilledText;
}

interface Beginning extends Word {
  readonly service: string;
  /** What stands behind it there. */
  readonly sign: string;
}

interface Words {
  /** References that come to a whole ARN, with which others begin. */
  readonly arns: readonly Word[];
  readonly fields: ReadonlyMap<DeploymentFact, readonly Word[]>;
  readonly beginnings: readonly Beginning[];
}

function wordsIn(root: ObjectValue, writing: Writing): Words {
  const fields = new Map<DeploymentFact, Word[]>();
  const beginnings: Beginning[] = [];
  const arns: Word[] = [];
  for (const value of textsIn(root)) {
    const parts = splitArn(value.text);
    const resource = parts.at(-1);
    arns.push(...wholeArnIn(value, writing));
    if (parts.length < 6 || resource?.field !== "resource") continue;
    for (const { field, start, text } of parts) {
      if (field !== "partition" && field !== "region" && field !== "account") continue;
      const word = wordAt(value, { start, end: start + text.length }, writing.source);
      if (word === undefined || !isOneReference(word.written) || !meansTheSame(word.written, writing)) continue;
      const known = fields.get(field);
      if (known === undefined) fields.set(field, [word]);
      else known.push(word);
    }
    const service = parts[2]?.text ?? "";
    beginnings.push(...beginningsOf(value, resource.start, writing).map((one) => ({ ...one, service })));
  }
  return { arns, fields, beginnings: beginnings.toSorted((a, b) => b.comesTo.text.length - a.comesTo.text.length) };
}

/** `${local.table_arn}` of `${local.table_arn}/index/*`, up to the sign behind it. */
function wholeArnIn(value: StringValue, writing: Writing): readonly Word[] {
  const ends = value.text.matchAll(/[/:]/g);
  for (const { index: end } of ends) {
    if (value.holes.some((hole) => hole.start < end && end < hole.end)) continue;
    const { start, end: to } = value.map.outerSpan(0, end);
    const behind = value.map.outerSpan(end, end + 1);
    if (behind.start !== to || writing.source.slice(to, behind.end) !== value.text.charAt(end)) continue;
    const written = writing.source.slice(start, to);
    if (!isOneReference(written) || !meansTheSame(written, writing)) return [];
    const holes = value.holes.filter((hole) => hole.end <= end);
    return [{ written, comesTo: { text: value.text.slice(0, end), holes } }];
  }
  return [];
}

/** Of what a condition decides on, too; and not of what a loop makes, whose names mean nothing beside it. */
function textsIn(value: Value | undefined): readonly StringValue[] {
  switch (value?.kind) {
    case "string":
      return /^(?:arn:|\$\{)/.test(value.text) ? [value] : [];
    case "array":
      return value.items.flatMap(textsIn);
    case "object":
      return value.members.flatMap((member) => textsIn(member.value));
    default:
      return [];
  }
}

/** Undefined where nothing is filled in between two signs that are written there. */
function wordAt(value: StringValue, { start, end }: Stretch, source: string): Word | undefined {
  if (start === end) return undefined;
  const span = value.map.outerSpan(start, end);
  const before = value.map.outerSpan(start - 1, start);
  const written = source.slice(span.start, span.end);
  const isBetween =
    before.end === span.start && source.slice(before.start, before.end) === value.text.charAt(start - 1);
  if (!isBetween || !written.includes("${")) return undefined;
  const holes = value.holes.flatMap((hole) =>
    hole.start < start || hole.end > end ? [] : [{ ...hole, start: hole.start - start, end: hole.end - start }],
  );
  return { written, comesTo: { text: value.text.slice(start, end), holes } };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What the name of a resource begins with, up to each sign behind a reference. */
function beginningsOf(value: StringValue, start: number, writing: Writing): readonly Omit<Beginning, "service">[] {
  const found: Omit<Beginning, "service">[] = [];
  for (const { index } of value.text.slice(start).matchAll(/[-_./:]/g)) {
    const end = start + index;
    if (found.length === MOST_BEGINNINGS || value.holes.some((hole) => hole.start < end && end < hole.end)) continue;
    const word = wordAt(value, { start, end }, writing.source);
    if (word?.written.endsWith("}") === true && isWritten(word.written) && meansTheSame(word.written, writing))
      found.push({ ...word, sign: value.text.charAt(end) });
  }
  return found;
}

const MOST_BEGINNINGS = 8;

const REFERENCE = /\$\{\s*([A-Za-z_][\w-]*)((?:\.[\w-]+|\[(?:\d+|"[\w/.-]+")\])*)\s*\}/g;

function isOneReference(written: string): boolean {
  return written.replace(REFERENCE, "") === "" && written.lastIndexOf("${") === 0;
}

/** Nothing but plain text and references. */
function isWritten(written: string): boolean {
  return /^[\w/:.@+=-]*$/.test(written.replace(REFERENCE, ""));
}

function meansTheSame(written: string, { isOfAll }: Writing): boolean {
  return [...written.matchAll(REFERENCE)].every(([, root = ""]) => isOfAll(root));
}

/** Not `each` and `count`, and not what a loop binds. */
const OF_MODULE = /^(?:var|local|data|module|terraform|aws_\w+)$/;

/** Of `%{ for name in … }`. */
function namesOfDirectives(source: string): ReadonlySet<string> {
  const found = source.includes("%{") ? source.matchAll(/%\{~?\s*for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g) : [];
  return new Set([...found].flatMap(([, first, second]) => [first, second].filter((name) => name !== undefined)));
}

/** As an expression; undefined where nothing is known to come to the same. */
function inWordsOf(text: string, words: Words, deployment: Deployment | undefined): string | undefined {
  if (!text.startsWith("arn:")) return undefined;
  return byWholeArn(text, words, deployment) ?? byParts(text, words, deployment);
}

/** What the reference comes to, or something inside that. */
function byWholeArn(text: string, { arns }: Words, deployment: Deployment | undefined): string | undefined {
  for (const { written, comesTo: made } of arns) {
    const arn = settled(made, deployment);
    if (arn?.startsWith("arn:") !== true || !text.startsWith(arn)) continue;
    const behind = text.slice(arn.length);
    if (behind === "") return written.slice(2, -1).trim();
    if (/^[/:]/.test(behind)) return `"${written}${plain(behind)}"`;
  }
  return undefined;
}

function byParts(text: string, { fields, beginnings }: Words, deployment: Deployment | undefined): string | undefined {
  const parts = splitArn(text);
  if (parts.length < 6) return undefined;
  const service = parts[2]?.text;
  const written = parts.map(({ field, text: own }) => {
    if (field === "partition" || field === "region" || field === "account")
      return fields.get(field)?.find((one) => comesTo(one, own, { field, deployment }))?.written;
    const begins = beginnings.find((one) => one.service === service && begin(one, own, deployment));
    if (field !== "resource" || begins === undefined) return undefined;
    return begins.written + plain(own.slice(lengthOf(begins, deployment)));
  });
  if (written.every((one) => one === undefined)) return undefined;
  return `"${parts.map(({ text: own }, at) => written[at] ?? plain(own)).join(":")}"`;
}

function plain(text: string): string {
  return encodeHclText(text, "quoted", "");
}

function begin(one: Beginning, resource: string, deployment: Deployment | undefined): boolean {
  const text = settled(one.comesTo, deployment);
  return text !== undefined && resource.startsWith(text + one.sign);
}

function lengthOf({ comesTo: made }: Beginning, deployment: Deployment | undefined): number {
  return settled(made, deployment)?.length ?? 0;
}

interface PlaceOfField {
  readonly field: DeploymentFact;
  readonly deployment: Deployment | undefined;
}

function comesTo({ comesTo: made }: Word, wanted: string, { field, deployment }: PlaceOfField): boolean {
  if (wanted === "" || wanted === "*") return false;
  const [only] = made.holes;
  const isWhole = only?.start === 0 && only.end === made.text.length;
  if (isWhole && only.stands === field) return isOfDeployment(field, wanted, deployment);
  return settled(made, deployment) === wanted;
}

/** In which of its Regions a thing is, the ARN says, unless the deployment is known to have another. */
function isOfDeployment(field: DeploymentFact, wanted: string, deployment: Deployment | undefined): boolean {
  if (field === "partition") return wanted === "aws";
  if (deployment === undefined) return false;
  return field === "account"
    ? deployment.account === wanted
    : (deployment.region ?? deployment.variables.get(deploymentKey("region")) ?? wanted) === wanted;
}

/** With what its holes are known to be; undefined where one is open. */
function settled({ text, holes }: FilledText, deployment: Deployment | undefined): string | undefined {
  let made = "";
  let at = 0;
  for (const hole of holes) {
    const known = deployment?.variables.get(nameOfHole(hole, text) ?? "") ?? usualText(hole, deployment);
    if (known === undefined) return undefined;
    made += text.slice(at, hole.start) + known;
    at = hole.end;
  }
  return made + text.slice(at);
}

function usualText({ usual, variable = "" }: Hole, deployment: Deployment | undefined): string | undefined {
  return deployment?.byDefault && (deployment.byDefault.get(variable) ?? usual);
}
