/**
 * The ARN of a secret that a template makes of a name, without what Secrets Manager puts behind that. Source: "Identity-based
 * policies" of AWS Secrets Manager, on the six question marks.
 */
import { addEntriesOf, withMore } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { stoodFor } from "../open-resource-steps.ts";
import { isReferenceAlone, standingRisks, standsAsKnown } from "./by-reference.ts";
import { type FixRisk } from "./fix-risk.ts";
import { changing, type FixProposal, type FixScene } from "./proposal.ts";
import { ANY_SUFFIX, nameOfSecret, textWhere } from "./reach.ts";

/** `base`: what each correction of the statement has. */
export function withSecretSuffix(
  one: TracedPolicy,
  list: ListElement,
  { exact = "", request, placeOf }: FixScene,
  base: Pick<FixProposal, "kind" | "given" | "attached" | "risks">,
): readonly FixProposal[] {
  const name = nameOfSecret(exact);
  if (name === undefined) return [];
  return list.entries.flatMap((entry) => {
    const risks = risksOf(entry, name, request);
    const written = risks && withMore(entry, ANY_SUFFIX, name + ANY_SUFFIX);
    if (risks === undefined || written === undefined) return [];
    return changing(one, addEntriesOf(one.trace.statement, list, [name + ANY_SUFFIX]), {
      ...base,
      change: {
        change: "correct-resource",
        place: placeOf(one),
        written: entry.text,
        to: entry.text + ANY_SUFFIX,
      },
      risks: [...risks, ...base.risks],
      written: [{ policy: one.policy, changes: written }],
      isSlip: true,
      cost: 0.5,
    });
  });
}

/**
 * The ARN as the list writes others of the kind: with six question marks for what Secrets Manager puts behind the name, where
 * every secret that is named there has them. It goes on matching when the secret is made anew under its name.
 */
export function asSecretsEnd(arn: string, { entries }: ListElement): string {
  const name = nameOfSecret(arn);
  const secrets = name === undefined ? [] : entries.filter(({ text }) => text.includes(":secret:"));
  const areAlike = secrets.length > 0 && secrets.every(({ text }) => text.endsWith(ANY_SUFFIX));
  return name !== undefined && areAlike ? name + ANY_SUFFIX : arn;
}

/** Undefined where it does not end with the name. */
function risksOf(entry: Scalar, name: string, request: FixScene["request"]): readonly FixRisk[] | undefined {
  if (isSettled(entry) || isReferenceAlone(entry) || !entry.certain) return undefined;
  if (textWhere(name, entry, request.filled) === name) return [];
  const isIt = stoodFor(entry, name) !== undefined && standsAsKnown(entry, name, request);
  return isIt ? standingRisks(entry, name, request) : undefined;
}
