/** What stands above policies and statements, where somebody wants it there: in few words, and nothing that is not sure. */
import { type Action, type Catalog } from "../../catalog/catalog.ts";
import { hasWildcard, isOnlyStars } from "../../catalog/match-name.ts";
import { quotaOf } from "../../checks/policy-quota.ts";
import { proofOfStatement } from "../../checks/proofs.ts";
import { NO_SURROUNDINGS } from "../../checks/surroundings.ts";
import { onceForEach } from "../../domains/once.ts";
import { isSettled, type ListElement, type Scalar, type Statement } from "../../policy/policy.ts";
import { writtenSize } from "../../policy/written-size.ts";
import { type DeadPart } from "../../proof/proof.ts";
import { type Span } from "../../text/span.ts";
import { typeTest } from "../../wording/arn-template.ts";
import { counted, countOf } from "../../wording/phrase.ts";
import { type DocumentPolicy, type PolicyDocument } from "../document.ts";
import { actionsNamed } from "../statement-actions.ts";
import { type ProofSources } from "../statement-proof.ts";

export const LENS_KINDS = ["grantedActions", "size", "deadEntries", "matchingRequest", "expandWildcards"] as const;
export type LensKind = (typeof LENS_KINDS)[number];

export interface Lens {
  readonly lens: LensKind;
  readonly title: string;
  /** What it is about. */
  readonly span: Span;
  /** The text that its command is about; undefined for one that only says something. */
  readonly target: Span | undefined;
}

/** In the order of the text. A step for each statement. */
export function* lensSteps(
  document: PolicyDocument,
  wanted: ReadonlySet<string>,
  resource: string | undefined,
  sources: ProofSources,
): Generator<undefined, readonly Lens[]> {
  const lenses: Lens[] = [];
  for (const found of document.policies) {
    const size = wanted.has("size") ? sizeOf(found, resource, sources) : undefined;
    if (size !== undefined) lenses.push(size);
    for (const statement of found.policy.statements) {
      for (const kind of LENS_KINDS) {
        const title = wanted.has(kind) ? titleOf(kind, found, statement, sources) : undefined;
        if (title !== undefined) lenses.push({ lens: kind, span: statement.span, ...title });
      }
      yield;
    }
  }
  return lenses;
}

type Titled = Pick<Lens, "title" | "target">;

function titleOf(
  kind: LensKind,
  found: DocumentPolicy,
  statement: Statement,
  sources: ProofSources,
): Titled | undefined {
  switch (kind) {
    case "size":
      return undefined;
    case "grantedActions":
      return grantedActions(statement, sources.catalog);
    case "deadEntries":
      return deadEntries(found, statement, sources);
    case "matchingRequest":
      return { title: "Show a matching request", target: statement.span };
    case "expandWildcards": {
      const first = statement.action?.entries.find(isPattern) ?? statement.notAction?.entries.find(isPattern);
      return first && { title: "Expand wildcard", target: first.span };
    }
  }
}

function isPattern(entry: Scalar): boolean {
  return isSettled(entry) && hasWildcard(entry.text) && !isOnlyStars(entry.text);
}

function sizeOf(
  { policy, kind, site }: DocumentPolicy,
  resource: string | undefined,
  { catalog, memory }: ProofSources,
): Lens | undefined {
  const quota = quotaOf({
    policy,
    kind,
    catalog,
    memory,
    broken: site.broken,
    surroundings: NO_SURROUNDINGS,
    ...(resource === undefined ? {} : { resource }),
  });
  if (quota === undefined || site.broken || policy.openNames) return undefined;
  const size = writtenSize(policy.object)[quota.counts];
  const most = quota.otherwise?.most ?? quota.most;
  const share = Math.round((100 * size) / quota.most);
  const title =
    size > most
      ? `${counted(size)} characters: ${counted(size - most)} more than ${quota.otherwise?.policy ?? quota.policy} can have`
      : `${counted(size)} of ${counted(quota.most)} characters of ${quota.policy} (${share} %)`;
  return { lens: "size", title, span: policy.span, target: undefined };
}

/** `Allows 12 actions: 8 Read, 4 Write`. Nothing where not every action is known. */
function grantedActions({ effect, action, resource }: Statement, catalog: Catalog): Titled | undefined {
  if (action === undefined || action.open || !action.entries.every(isSettled)) return undefined;
  if (effect === undefined || !isSettled(effect)) return undefined;
  const verb = effect.text === "Allow" ? "Allows" : effect.text === "Deny" ? "Denies" : undefined;
  const texts = action.entries.map(({ text }) => text);
  if (verb === undefined || texts.length === 0) return undefined;
  if (texts.some(isOnlyStars)) return { title: `${verb} every action of every service`, target: undefined };
  const { actions: named, complete } = actionsNamed(texts, catalog);
  if (!complete) return undefined;
  const actions = actingOn(resource, named, catalog);
  const levels = new Map<string, number>();
  for (const { accessLevels } of actions) {
    const level = accessLevels.join(" and ");
    levels.set(level, (levels.get(level) ?? 0) + 1);
  }
  const byLevel = [...levels].sort(([, one], [, other]) => other - one).map(([level, count]) => `${count} ${level}`);
  return { title: `${verb} ${countOf(actions.length, "action")}: ${byLevel.join(", ")}`, target: undefined };
}

/** Those that the reference lists with a type of the resources: `s3:*` on a bucket alone does nothing with objects. */
function actingOn(resource: ListElement | undefined, actions: readonly Action[], catalog: Catalog): readonly Action[] {
  const entries = resource?.entries ?? [];
  const areArns = entries.every((entry) => isSettled(entry) && /^arn:[^$]*$/.test(entry.text));
  if (resource === undefined || resource.open || !areArns || entries.length > MOST_ARNS) return actions;
  const fits = entries.map(({ text }) => typeTest(text));
  const typesIn = onceForEach((prefix: string): ReadonlySet<string> => {
    const types = catalog.service(prefix)?.resourceTypes ?? [];
    return new Set(types.filter(({ arn }) => fits.some((test) => test(arn))).map(({ name }) => name));
  });
  const acting = actions.filter(
    ({ service, resources, resourcesAttested }) =>
      !resourcesAttested || resources.some(({ type }) => typesIn(service).has(type)),
  );
  return acting.length === 0 ? actions : acting;
}

/** Of longer lists it is not looked up. */
const MOST_ARNS = 50;

/** `Dead: 2 of 9 actions`, or that the whole statement never matches. */
function deadEntries(
  { policy, kind, site }: DocumentPolicy,
  statement: Statement,
  { memory }: ProofSources,
): Titled | undefined {
  if (site.broken) return undefined;
  const proof = proofOfStatement({ policy, kind, memory }, statement);
  if (proof.verdict === "never") return { title: "Never matches", target: undefined };
  const parts = [
    deadIn(proof.dead, ["Action", "NotAction"], "action", statement),
    deadIn(proof.dead, ["Resource", "NotResource"], "resource", statement),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : { title: `Dead: ${parts.join(", ")}`, target: undefined };
}

function deadIn(
  dead: readonly DeadPart[],
  elements: readonly string[],
  noun: string,
  { action, notAction, resource, notResource }: Statement,
): string | undefined {
  const count = dead.filter(({ part }) => elements.includes(String(part[0])) && part.length === 2).length;
  const list = noun === "action" ? (action ?? notAction) : (resource ?? notResource);
  return count === 0 || list === undefined ? undefined : `${count} of ${countOf(list.entries.length, noun)}`;
}
