/** Conditions that compare a tag with the caller's own: `aws:ResourceTag/team` with `${aws:PrincipalTag/team}`. */
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry } from "../../policy/policy.ts";
import { isChoosable } from "./choosable.ts";
import { type FixScene } from "./proposal.ts";
import { type FactToSatisfy } from "./value-for.ts";

/** A tag of the caller that is to be the same as the request's value, which is known. */
export function callersTag(entry: ConditionEntry, holds: boolean, scene: FixScene): FactToSatisfy | undefined {
  const [wanted, ...others] = entry.values.entries;
  const key = others.length > 0 ? undefined : CALLERS.exec(wanted?.text ?? "")?.[1];
  const now = scene.request.context.entry(entry.key);
  const use = operatorOf(entry);
  const [value] = now.state === "present" ? now.values : [];
  if (!holds || key === undefined || value === undefined || use === undefined || use.operator.negated) return undefined;
  if (use.setOperator !== undefined || !isChoosable(key, "Allow", scene)) return undefined;
  return { shown: { key, value }, entry: { state: "present", form: "single", values: [value] } };
}

/**
 * A tag that is to have the value of the caller's own, of which nobody told either: that they differ is all that AWS's answer
 * says. Source: "IAM tutorial: Define permissions to access AWS resources based on tags".
 */
export function tagLikeCallers(
  entry: ConditionEntry,
  holds: boolean,
  { request }: FixScene,
): FactToSatisfy | undefined {
  const use = operatorOf(entry);
  const [wanted, ...others] = entry.values.entries;
  const sameAs = others.length > 0 ? undefined : CALLERS.exec(wanted?.text ?? "")?.[1];
  const isEqual = use?.operator.family === "string" && use.setOperator === undefined && use.operator.negated !== holds;
  if (sameAs === undefined || !isEqual || !TAG.test(entry.key) || entry.key.toLowerCase() === sameAs.toLowerCase())
    return undefined;
  const { context } = request;
  if (context.entry(sameAs).state !== "unknown" || context.entry(entry.key).state === "present") return undefined;
  const same = { state: "present", form: "single", values: [SOMETHING] } as const;
  return { shown: { key: entry.key, value: "", sameAs }, entry: same, beside: [sameAs.toLowerCase(), same] };
}

/** Is it compared with nothing but a tag of the caller? */
export function isTagOfCaller({ values: { entries, open } }: ConditionEntry): boolean {
  return !open && entries.every(({ text }) => CALLERS.test(text));
}

const CALLERS = /^\$\{(aws:PrincipalTag\/[^},]+)\}$/i;
const TAG = /^[a-z0-9-]+:(?:resource|request)tag\//i;
const SOMETHING = "x";
