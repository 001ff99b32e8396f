/** How long a policy is as AWS counts it, beside what it may be. */
import { quotaOf, type Quota } from "../../checks/policy-quota.ts";
import { type PolicyUnderCheck } from "../../checks/check.ts";
import { MANAGED_POLICY } from "../../policy/size-quota.ts";
import { writtenSize } from "../../policy/written-size.ts";
import { type ObjectValue } from "../../syntax/value.ts";
import { counted, type Phrase, say } from "../../wording/phrase.ts";
import { type Configuration } from "../configuration.ts";
import { type CheckSources } from "../diagnostics.ts";
import { type DocumentPolicy, type PolicyDocument } from "../document.ts";
import { NOTHING_AROUND } from "../surroundings.ts";

export interface FittingSources extends Pick<CheckSources, "catalog" | "memory"> {
  readonly configuration: Configuration;
}

/** The policy by itself, as checks look at it. */
export function subjectOf(
  { policy, kind, site }: DocumentPolicy,
  { source }: PolicyDocument,
  { catalog, memory, configuration }: FittingSources,
): PolicyUnderCheck {
  const resource = configuration.resourceOf(source.path);
  return {
    policy,
    source: source.text,
    kind,
    catalog,
    memory,
    broken: site.broken,
    refers: site.refers,
    surroundings: NOTHING_AROUND(source, policy),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** What AWS takes of such a policy; what it takes of a managed one where no limit is known. */
export function quotaFor(subject: PolicyUnderCheck): Quota {
  return quotaOf(subject) ?? { policy: "a managed policy", ...MANAGED_POLICY };
}

export function sizeBy({ counts }: Quota, root: ObjectValue): number {
  return writtenSize(root)[counts];
}

/** `7,012 of the 6,144 characters that a managed policy can have`. */
export function sizeInWords(size: number, { policy, most }: Quota): Phrase {
  return size <= most
    ? say`${counted(size)} of the ${counted(most)} characters that ${policy} can have`
    : say`${counted(size)} characters, and ${policy} can have ${counted(most)}`;
}
