/** Whether a policy is that of a resource of which the message says only in part which one it is. */
import { mayBeAmong, type PossibleArns } from "../policy/request-arn.ts";
import { type Attachment, CANDIDATE, ELSEWHERE } from "./attachment.ts";
import { type WorkspacePolicy } from "./workspace.ts";

/** A policy that is stated to be that of another resource is none; of any other nothing says that it is. */
export function possibleAttachments({ binding }: WorkspacePolicy, resources: PossibleArns): readonly Attachment[] {
  const stated = binding.resource?.replace(/[/:]\*$/, "");
  if (stated === undefined) return CANDIDATE;
  const within = [stated, `${stated}/*`, `${stated}:*`];
  if (!within.some((arn) => mayBeAmong(arn, resources))) return ELSEWHERE;
  return [{ basis: "none", level: undefined, statedFor: stated }];
}
