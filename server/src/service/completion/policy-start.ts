/** What a whole policy is made of: its names are stops. */
import { type PolicyKind } from "../../policy/policy.ts";
import { type Draft, draftObject, type DraftPart, type DraftText } from "../../syntax/draft.ts";

export interface PolicyStart {
  readonly label: string;
  readonly kind: Exclude<PolicyKind, "unknown">;
  readonly detail: string;
  readonly policy: Draft;
  /** Only resources of this service have such a policy. */
  readonly service?: string;
}

export function policy(...statements: readonly Draft[]): Draft {
  return draftObject({ Version: "2012-10-17", Statement: statements });
}

export function text(...parts: readonly DraftPart[]): DraftText {
  return { text: parts };
}

export function stop(placeholder: string): DraftPart {
  return { stop: placeholder };
}

export const ACCOUNT = stop("111122223333");
export const region = stop("us-east-1");
export const bucket = stop("amzn-s3-demo-bucket");
