/**
 * What a fix of a template writes by the reference that a statement has already: an object in the bucket
 * `aws_s3_bucket.orders.arn` is `"${aws_s3_bucket.orders.arn}/a.csv"`, and not an ARN with a name that other deployments
 * do not have.
 */
import { everythingOfType, holdsTypeWord, startsWithType } from "../../catalog/arn-template.ts";
import { type Request } from "../../evaluation/request.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { extended } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar, scalarOfString, type Statement } from "../../policy/policy.ts";
import { keyOfHole } from "../../policy/text-pattern.ts";
import { type NewValue } from "../../syntax/change.ts";
import { patternOf } from "../../syntax/filled-text.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type StoodFor } from "../not-known.ts";
import { inPlaceOf, stoodFor } from "../open-resource-steps.ts";
import { type FixScene } from "./proposal.ts";
import { isOfSameService } from "./reach.ts";
import { nameStart } from "../settled-share.ts";
import { isSettledIn, withReferences } from "./said-references.ts";

export interface ByReference {
  readonly value: NewValue;
  /** The resource itself, or as a statement is shown where the files leave open what the reference stands for. */
  readonly shown: string;
  readonly risks: readonly FixRisk[];
}

/**
 * The resource as something inside what an entry of the list refers to; undefined where none may be that, or the host has
 * no way to say it.
 */
export function insideReference(list: ListElement, resource: string, scene: ReferringScene): ByReference | undefined {
  const { request } = scene;
  for (const entry of list.entries.flatMap((one) => [one, ...beginningOf(one)])) {
    if (!entry.certain) continue;
    const end = borders(resource, isOfCallersAccount(resource, request)).find((at) =>
      mayHold(entry, resource, at, scene),
    );
    if (end === undefined) continue;
    const more = resource.slice(end);
    const value = extended(entry, more);
    if (value === undefined) continue;
    const risks = standingRisks(entry, resource.slice(0, end), request);
    return { value, shown: risks.length === 0 ? resource : entry.text + more, risks };
  }
  return undefined;
}

export type ReferringScene = Pick<FixScene, "request" | "arnTemplates">;

/** May the entry be what the resource is in, as far as the place? */
function mayHold(entry: Scalar, resource: string, at: number, { request, arnTemplates }: ReferringScene): boolean {
  const container = resource.slice(0, at);
  if (isSettled(entry)) return inPlaceOf(entry, container).text === container;
  if (isOfEvery(entry, arnTemplates) || !standsAsKnown(entry, container, request)) return false;
  // Of what a reference stands for as a whole, only the service says where the name of a resource ends.
  return !isReferenceAlone(entry) || everythingOfType(resource, container, arnTemplates) !== undefined;
}

/** Nothing is known of what it stands for. */
export function isReferenceAlone({ text, holes }: Scalar): boolean {
  return holes.some(({ start, end }) => start === 0 && end === text.length);
}

/** What a statement for another service refers to as a whole is something of that one. */
export function referredIn(
  { action, resource }: Statement,
  { action: asked }: Pick<FixScene, "action">,
): ListElement | undefined {
  if (resource === undefined) return undefined;
  if (action?.entries.some(({ text }) => isOfSameService(text, asked)) === true) return withReferences(resource);
  return { ...resource, entries: resource.entries.filter((entry) => !isReferenceAlone(entry)) };
}

export interface ReferenceTo {
  readonly entry: Scalar;
  readonly risks: readonly FixRisk[];
}

/** The entry that may stand for the resource itself; undefined where none may. */
export function referenceTo(
  { entries }: ListElement,
  resource: string,
  scene: ReferringScene,
): ReferenceTo | undefined {
  const entry = entries.find((one) => mayStandFor(one, resource, scene));
  return entry && { entry, risks: standingRisks(entry, resource, scene.request) };
}

function mayStandFor(entry: Scalar, resource: string, { request, arnTemplates }: ReferringScene): boolean {
  if (!entry.certain || isSettled(entry) || isOfEvery(entry, arnTemplates)) return false;
  if (!standsAsKnown(entry, resource, request)) return false;
  // A backup is in the table `table/${TableName}`, and no table is called `orders/backup/01`.
  const values = isReferenceAlone(entry) ? [] : (stoodFor(entry, resource) ?? []);
  return values.every(({ value }) => !holdsTypeWord(value.slice(nameStart(value)), arnTemplates));
}

/**
 * `arn:aws:states:${AWS::Region}:${AWS::AccountId}:*` is all that the account has there, or all of a type, and not all that
 * is in one thing: the objects of a bucket, the methods of an API.
 */
function isOfEvery({ text, holes }: Scalar, templates: readonly string[]): boolean {
  const [start, , , , , ...named] = patternOf({ text, holes }).split(":");
  const found = /^([\w-]+[/:])?\*+$/.exec(named.join(":"));
  if (start !== "arn" || found === null || !text.endsWith("*")) return false;
  const words = found.slice(1).filter((word: string | undefined) => word !== undefined);
  return words.every((word) => startsWithType(word, templates));
}

/** Is there nothing that its references would have to be, and are known not to be? */
export function standsAsKnown(
  entry: Pick<Scalar, "text" | "holes">,
  resource: string,
  { filled, filledOfResource }: Request,
): boolean {
  const all = stoodFor(entry, resource);
  return (
    all?.every(({ written, value }) => {
      const hole = entry.holes.find(({ start, end }) => entry.text.slice(start, end) === written);
      const key = hole === undefined ? undefined : keyOfHole(hole);
      const known = key === undefined ? undefined : (filledOfResource?.get(key) ?? filled?.get(key));
      return known === undefined || known === value;
    }) === true
  );
}

/** What an entry begins with, before what it says by itself; not where that goes on with a name, as in `${prefix}-*`. */
function beginningOf({ node, text, certain }: Scalar): readonly Scalar[] {
  const begins = node.kind === "string" ? node.begins : undefined;
  if (begins === undefined || !text.startsWith(begins.text)) return [];
  return /^[/:]/.test(text.slice(begins.text.length)) ? [scalarOfString(begins, certain)] : [];
}

/** The resource by what a list refers to: that itself, or something inside it. */
export function inWordsOf(
  list: ListElement | undefined,
  resource: string,
  scene: ReferringScene,
): ByReference | undefined {
  if (list === undefined) return undefined;
  const same = referenceTo(list, resource, scene);
  const { node } = same?.entry ?? {};
  const isHere = node?.kind === "string" && node.extended !== undefined && isSettledIn(node, list);
  if (same !== undefined && isHere) return written(same.entry, { copyOf: node }, resource, same.risks);
  return besideReference(list, resource, scene);
}

/** The same where no entry is the resource itself: something inside one, or what one begins with. */
export function besideReference(list: ListElement, resource: string, scene: ReferringScene): ByReference | undefined {
  const { request } = scene;
  const inside = insideReference(list, resource, scene);
  if (inside !== undefined) return inside;
  const beginning = list.entries.flatMap(beginningOf).find((one) => mayStandFor(one, resource, scene));
  const alone = beginning && extended(beginning, "");
  return beginning === undefined || alone === undefined
    ? undefined
    : written(beginning, alone, resource, standingRisks(beginning, resource, request));
}

function written({ text }: Scalar, value: NewValue, resource: string, risks: readonly FixRisk[]): ByReference {
  return { value, shown: risks.length === 0 ? resource : text, risks };
}

/** It is right in every deployment of the template. */
export const LESS_BY_REFERENCE = 0.1;

/** What another account has is not written by the account that a template is deployed in. */
export function isOfCallersAccount(resource: string, { principal }: Request): boolean {
  const account = readArn(resource)?.account ?? "";
  return account !== "" && readAccountCaller(principal)?.account === account;
}

/** Where one name in an ARN ends and the next begins, behind the account; `withAccount`: and where that ends. */
export function borders(arn: string, withAccount: boolean): readonly number[] {
  const found: number[] = [];
  let colons = 0;
  for (let at = 0; at < arn.length && found.length < MOST_BORDERS; at++) {
    const sign = arn.charAt(at);
    if (sign === ":") colons++;
    const isBorder = sign === "/" || (sign === ":" && (withAccount || colons > ACCOUNT_ENDS));
    if (colons >= ACCOUNT_ENDS && isBorder) found.push(at);
  }
  return found;
}

const ACCOUNT_ENDS = 5;
/** An object's key may have hundreds of steps. */
const MOST_BORDERS = 8;

/** What is known of where a policy is deployed, or of a variable by the caller's name, is no question. */
export function standingRisks(
  entry: Pick<Scalar, "text" | "holes">,
  resource: string,
  request: Request,
): readonly FixRisk[] {
  const { filled, filledOfCaller, filledOfResource } = request;
  const known = new Set(
    entry.holes.flatMap((hole) => {
      const { start, end, stands } = hole;
      const key = keyOfHole(hole) ?? "";
      const isTold = [filled, filledOfCaller, filledOfResource].some((texts) => texts?.has(key) === true);
      const isKnown = stands !== undefined || isTold;
      return isKnown ? [entry.text.slice(start, end)] : [];
    }),
  );
  const references = (stoodFor(entry, resource) ?? []).filter(({ written }: StoodFor) => !known.has(written));
  return references.length === 0 ? [] : [{ risk: "only-if-stands-for", references }];
}
