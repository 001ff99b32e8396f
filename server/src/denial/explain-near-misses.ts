/** Of the statements that did not match, those that almost did, the nearest first, and what most likely went wrong. */
import { isNearName } from "../domains/nearest-name.ts";
import { type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { splitArn } from "../policy/arn.ts";
import { isSettled, type ListElement } from "../policy/policy.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { findingsOf, type StatementPlacer } from "./explain-elements.ts";
import { type CandidatePolicy, type ElementFinding, type NearMiss, type NearMissHint } from "./explanation.ts";

export interface TracedPolicy {
  readonly trace: StatementTrace;
  readonly policy: CandidatePolicy;
}

export interface NearMissSearch {
  readonly request: Request;
  readonly placer: StatementPlacer;
  /** Is there an action of that name? One that there is was hardly meant to be another. */
  readonly isAction: (name: string) => boolean;
}

const MOST_NEAR_MISSES = 5;

export function findNearMisses(traces: readonly TracedPolicy[], search: NearMissSearch): readonly NearMiss[] {
  const ranked = traces.flatMap((traced) => rankedMiss(traced, search) ?? []);
  ranked.sort((a, b) => a.distance - b.distance);
  return ranked.slice(0, MOST_NEAR_MISSES).map(({ traced: { trace, policy }, elements, hints }) => ({
    place: search.placer.placeOf(trace, policy),
    elements,
    hints,
  }));
}

interface RankedMiss extends Pick<NearMiss, "elements" | "hints"> {
  readonly traced: TracedPolicy;
  readonly distance: number;
}

function rankedMiss(traced: TracedPolicy, search: NearMissSearch): RankedMiss | undefined {
  const { trace, policy } = traced;
  const ofAction = actionHints(trace, search);
  if (ofAction.length === 0 && isAboutSomethingElse(trace, search.request)) return undefined;
  const elements = findingsOf(trace, search.request);
  const hints = [
    ...ofAction,
    ...resourceHints(trace.statement.resource, trace.resource.truth, search.request.resource.arn),
    ...elements.flatMap(conditionHints),
    ...(policy.basis === "none" ? [{ hint: "not-attached" } as const] : []),
  ];
  return { traced, elements, hints, distance: distanceOf(elements, hints) };
}

function isAboutSomethingElse(trace: StatementTrace, { action }: Request): boolean {
  return trace.action.truth === "no" && (!isOfService(trace, action) || trace.resource.truth === "no");
}

function distanceOf(elements: readonly ElementFinding[], hints: readonly NearMissHint[]): number {
  const typo = hints.some(({ hint }) => hint === "action-typo");
  const weights = elements.map(({ element, truth }) => {
    if (truth === "yes") return 0;
    if (truth === "unknown") return 1;
    if (element === "action") return typo ? 2 : 6;
    return element === "condition" ? 2 : 3;
  });
  const hinted = hints.some(({ hint }) => hint !== "not-attached") ? -0.5 : 0;
  const attached = hints.some(({ hint }) => hint === "not-attached") ? 2 : 0;
  return weights.reduce<number>((sum, weight) => sum + weight, 0) + hinted + attached;
}

function isOfService({ statement }: StatementTrace, action: string): boolean {
  const service = serviceOf(action);
  const entries = (statement.action ?? statement.notAction)?.entries ?? [];
  return entries.some(({ text }) => serviceOf(text) === service);
}

function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
}

function actionHints({ statement, action }: StatementTrace, { request, isAction }: NearMissSearch): NearMissHint[] {
  if (action.truth !== "no") return [];
  const wanted = request.action;
  const typo = statement.action?.entries.find(
    (entry) => isSettled(entry) && !/[*?]/.test(entry.text) && !isAction(entry.text) && isSlipFor(entry.text, wanted),
  );
  return typo === undefined ? [] : [{ hint: "action-typo", written: typo.text, meant: wanted }];
}

/** The same service with a near name, or the same name with a near service. */
function isSlipFor(written: string, wanted: string): boolean {
  const nameOf = (action: string): string => action.slice(action.indexOf(":") + 1).toLowerCase();
  if (serviceOf(written) === serviceOf(wanted)) return isNearName(nameOf(written), nameOf(wanted));
  return nameOf(written) === nameOf(wanted) && isNearName(serviceOf(written), serviceOf(wanted));
}

function resourceHints(
  element: ListElement | undefined,
  truth: StatementTrace["matches"],
  wanted: string,
): NearMissHint[] {
  if (truth !== "no" || element === undefined) return [];
  for (const entry of element.entries) {
    const hint = isSettled(entry) ? resourceHint(entry.text, wanted) : undefined;
    if (hint !== undefined) return [hint];
  }
  return [];
}

function resourceHint(written: string, wanted: string): NearMissHint | undefined {
  if (wanted.startsWith(`${written}/`) || wanted.startsWith(`${written}:`)) {
    return { hint: "lacks-what-is-inside", written };
  }
  if (written.startsWith(`${wanted}/`)) return { hint: "only-what-is-inside", written };
  if (written.toLowerCase() === wanted.toLowerCase()) return { hint: "case-differs", written, wanted };
  const fields = splitArn(written);
  const wantedFields = splitArn(wanted);
  if (fields.length !== 6 || wantedFields.length !== 6) return undefined;
  const different = fields.filter(({ text }, at) => text !== "*" && text !== wantedFields[at]?.text);
  const [field, ...more] = different;
  if (field === undefined || more.length > 0 || field.field === "resource") return undefined;
  const needed = wantedFields.find((one) => one.field === field.field)?.text ?? "";
  return { hint: "other-arn-field", field: field.field, written: field.text, wanted: needed };
}

function conditionHints({ truth, condition }: ElementFinding): NearMissHint[] {
  if (truth !== "no" || condition === undefined) return [];
  const { entry, because, requestValues } = condition;
  if (because !== "no-value-matches") return [];
  for (const { text } of entry.values.entries) {
    const wanted = requestValues.find((value) => value.toLowerCase() === text.toLowerCase());
    if (wanted !== undefined) return [{ hint: "case-differs", written: text, wanted }];
    if (entry.key.toLowerCase() === "aws:principalarn" && readAccountCaller(text)?.kind === "session") {
      return [{ hint: "session-instead-of-role", written: text }];
    }
  }
  return [];
}
