/**
 * A policy template of AWS SAM that allows the action as well, in the place of the one about the resource or
 * beside it. Source: "AWS SAM
 * policy templates" of the "AWS Serverless Application Model Developer Guide".
 */
import { type TracedPolicy } from "../near-misses.ts";
import { isGeneratedForCaller, isOfAnotherMade } from "./made-beside.ts";
import { referenceTo } from "./by-reference.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";
import { textWhere } from "./reach.ts";
import { type FixRisk } from "./fix-risk.ts";

/** `added`: a statement beside the template that allows the request, by which it is tried. */
export function widerTemplateProposals(
  allows: readonly TracedPolicy[],
  added: readonly FixProposal[],
  scene: FixScene,
): readonly FixProposal[] {
  const { exact, action } = scene;
  const [tried] = added;
  if (exact === undefined || tried === undefined) return [];
  return allows.flatMap((one): readonly FixProposal[] => {
    const { policy } = one;
    const [wider] = one.trace.action.truth === "no" ? (policy.writer?.wider?.(action) ?? []) : [];
    const risks = wider && risksOf(one, exact, scene);
    if (wider === undefined || risks === undefined) return [];
    const others = wider.actions.filter((other) => other.toLowerCase() !== action.toLowerCase());
    const more: readonly FixRisk[] = others.length === 0 ? [] : [{ risk: "other-actions", actions: others }];
    return [
      {
        ...tried,
        kind: "extend-statement",
        change: {
          change: "use-template",
          file: policy.file,
          written: wider.from,
          to: wider.to,
          isBeside: wider.isBeside,
          action,
        },
        risks: [...risks, ...more],
        written: [{ policy, changes: wider.changes }],
        cost: 0.5,
      },
    ];
  });
}

/** Undefined where the template is about something else. */
function risksOf({ trace, policy }: TracedPolicy, resource: string, scene: FixScene): readonly FixRisk[] | undefined {
  const { request } = scene;
  const list = trace.statement.resource;
  if (list === undefined) return undefined;
  if (list.entries.some((entry) => textWhere(resource, entry, request.filled) === resource)) return [];
  const reference = referenceTo(list, resource, scene);
  if (reference === undefined || isOfAnotherMade(policy.file, reference.entry, resource, scene)) return undefined;
  return isGeneratedForCaller(reference.entry, resource, request.principal) ? [] : reference.risks;
}
