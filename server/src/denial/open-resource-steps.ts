/** What a reference in a resource would have to stand for, where AWS's answer tells that it stands for something else. */
import { type Evaluated } from "./reconcile.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type Scalar } from "../policy/policy.ts";
import { splitArn } from "../policy/arn.ts";
import { readTemplate, type TemplatePart } from "../policy/template.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { type Hole, SECRET_SUFFIX } from "../syntax/value.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { type Assumption, type StoodFor } from "./not-known.ts";
import { type NextStep } from "./next-step.ts";
import { fetchSteps } from "./fetch-steps.ts";
import { matchesText } from "./fixes/covers.ts";

/** For the nearest statement of which AWS's answer tells that it did not match, though its resource may be the one. */
export function openResourceSteps(
  assumptions: readonly Assumption[],
  { decision, candidateOf }: Evaluated,
  layer: Layer | undefined,
  request: DeniedRequest,
): readonly NextStep[] {
  const [failed] = assumptions.flatMap((one) => (one.assumption === "conditions-failed" && one.resource ? [one] : []));
  const { arn } = request.asked;
  if (failed === undefined || arn === undefined || layer === undefined) return [];
  const { place, keys } = failed;
  const trace = decision.statements.find(
    (one) => one.statement.span.start === place.span.start && candidateOf(one)?.file === place.file,
  );
  const found = (trace?.statement.resource?.entries ?? []).flatMap((entry) => {
    const deployed = entry.holes.flatMap(({ stands, start, end }) => (stands ? [entry.text.slice(start, end)] : []));
    const all = stoodFor(entry, arn);
    // Names of other services have no slashes: what is behind one is something in the resource.
    if (all?.some(({ value }) => value.includes("/") && !value.startsWith("arn:")) === true && !HAS_SLASHES.test(arn))
      return [];
    // Who gives the name of a secret does not give what is put behind it.
    if (all?.some(({ value }) => SECRET_WITH_SUFFIX.test(arn.slice(0, -value.length) + "|" + value)) === true)
      return [];
    return all === undefined ? [] : [all.filter(({ written }) => !deployed.includes(written))];
  });
  const [references = []] = found.sort((a, b) => lengthOf(a) - lengthOf(b));
  // Where a policy is deployed nobody has to find out.
  if (references.length === 0) return [];
  const commands = fetchSteps(layer, request).flatMap((one) => one.commands);
  return [{ step: "stands-for", place, references, resource: arn, keys, commands }];
}

const SECRET_WITH_SUFFIX = /^arn:[^:]*:secretsmanager:[^:|]*:[^:|]*:secret:[^|]*\|.+-[A-Za-z0-9]{6}$/;

const HAS_SLASHES = /^arn:[^:]*:(?:s3|ssm|secretsmanager|logs|ecr):/;

/** The shorter what is filled in, the more of the resource is what the file says. */
function lengthOf(references: readonly StoodFor[]): number {
  return references.reduce((sum, { value }) => sum + value.length, 0);
}

/**
 * What each reference of an entry has to be for it to cover the resource, none longer than it has to be. Undefined where
 * it does not cover it, or a wildcard or a variable leaves open where a reference ends.
 */
export function stoodFor(entry: Pick<Scalar, "text" | "holes">, arn: string): readonly StoodFor[] | undefined {
  const suffix = suffixOf(entry, arn);
  const { text, holes } = inPlaceOf(suffix === undefined ? entry : withoutHole(entry, suffix), arn);
  const values = valuesOf({ text, holes }, arn);
  return suffix === undefined ? values : values && [...values, { written: suffix.written, value: suffix.value }];
}

interface Suffix extends StoodFor {
  readonly hole: Hole;
}

/** What AWS Secrets Manager puts behind the name of a secret has six characters. Source: "What's in a Secrets Manager secret?" */
function suffixOf({ text, holes }: Pick<Scalar, "text" | "holes">, arn: string): Suffix | undefined {
  const hole = holes.at(-1);
  const [, value] = /-([A-Za-z0-9]{6})$/.exec(arn) ?? [];
  // Alone it is found as any other.
  if (hole?.variable !== SECRET_SUFFIX || hole.end !== text.length || holes.length < 2) return undefined;
  return value === undefined ? undefined : { hole, written: text.slice(hole.start), value };
}

function withoutHole({ text, holes }: Pick<Scalar, "text" | "holes">, { hole, value }: Suffix): FilledText {
  return { text: text.slice(0, hole.start) + value, holes: holes.slice(0, -1) };
}

/** Any Region and any account that it names in an ARN are those of the resource. */
export function inPlaceOf({ text, holes }: FilledText, arn: string): FilledText {
  if (!text.startsWith("arn:") || !text.includes(":*:")) return { text, holes };
  const fields = splitArn(arn);
  let made: FilledText = { text, holes };
  for (const { field, text: own, start } of [...splitArn(text)].reverse()) {
    const told = fields.find((one) => one.field === field)?.text ?? "";
    if ((field !== "region" && field !== "account") || own !== "*" || told === "") continue;
    made = replacedAt(made, start, told);
  }
  return made;
}

/** One character, by a text. */
function replacedAt({ text, holes }: FilledText, at: number, by: string): FilledText {
  const more = by.length - 1;
  const moved = (hole: Hole): Hole =>
    hole.start < at ? hole : { ...hole, start: hole.start + more, end: hole.end + more };
  return { text: text.slice(0, at) + by + text.slice(at + 1), holes: holes.map(moved) };
}

function valuesOf({ text, holes }: FilledText, arn: string): readonly StoodFor[] | undefined {
  const parts = readTemplate(text, holes, { variables: true, wildcards: true });
  const end = parts.findIndex(({ kind }) => kind === "wildcard" || kind === "variable");
  const fixed = end < 0 ? parts : parts.slice(0, end);
  const rest = parts.slice(fixed.length);
  if (!rest.every(({ kind }) => kind === "wildcard" || kind === "literal")) return undefined;
  const filled = fill(fixed, text, arn, rest.length > 0);
  if (filled === undefined || filled.references.length === 0) return undefined;
  const tail = text.slice(rest[0]?.start ?? text.length);
  if (!filled.references.every(({ value, from }) => isPlain(value, arn.slice(0, from)))) return undefined;
  const values = new Map(filled.references.map(({ written, value }) => [written, value]));
  if (filled.references.some(({ written, value }) => values.get(written) !== value)) return undefined;
  if (!holes.every(({ start, end, madeOf }) => mayBeMadeOf(madeOf, values.get(text.slice(start, end)))))
    return undefined;
  return matchesText(tail, arn.slice(filled.at))
    ? filled.references.map(({ written, value }) => ({ written, value }))
    : undefined;
}

interface Filled extends StoodFor {
  /** Where in the ARN. */
  readonly from: number;
}

/**
 * A name that CloudFormation makes up has the logical id in it, cut short where the name would be too long, and behind a
 * hyphen what nobody knows. Source: "Name type" of the reference guide.
 */
function mayBeMadeOf(logicalId: string | undefined, name: string | undefined): boolean {
  // The logical ids of a loop are made of others.
  if (logicalId === undefined || name === undefined || !/^[A-Za-z0-9]+$/.test(logicalId)) return true;
  const parts = name.toLowerCase().split("-").slice(0, -1);
  return parts.some((part) => part !== "" && logicalId.toLowerCase().startsWith(part));
}

/** A whole ARN, or a part of it that crosses no border: only behind a slash, and in names of secrets, are there slashes. */
function isPlain(value: string, before: string): boolean {
  const hasSlashes = before.includes("/") || /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/.test(before);
  return value !== "" && (before === "" || !(hasSlashes ? /:/ : /[:/]/).test(value));
}

/** `at`: where in the ARN the parts end. With `more`, something follows them. */
function fill(
  parts: readonly TemplatePart[],
  text: string,
  arn: string,
  more: boolean,
): { readonly references: readonly Filled[]; readonly at: number } | undefined {
  const references: Filled[] = [];
  let at = 0;
  let open: TemplatePart | undefined;
  for (const [index, part] of parts.entries()) {
    if (part.kind === "hole") {
      if (open !== undefined) return undefined;
      open = part;
      continue;
    }
    if (part.kind !== "literal") return undefined;
    const isLast = index === parts.length - 1 && !more;
    const found = open === undefined ? at : isLast ? arn.length - part.text.length : arn.indexOf(part.text, at + 1);
    if (found < at || !arn.startsWith(part.text, found)) return undefined;
    if (open !== undefined)
      references.push({ written: text.slice(open.start, open.end), value: arn.slice(at, found), from: at });
    open = undefined;
    at = found + part.text.length;
  }
  if (open === undefined) return { references, at };
  // Nothing tells where it would end.
  if (more) return undefined;
  references.push({ written: text.slice(open.start, open.end), value: arn.slice(at), from: at });
  return { references, at: arn.length };
}
