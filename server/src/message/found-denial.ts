/** What the words of a message say of one denial, before the tool around it is asked. */
import { type DeliveredLogs, type Delivery, type Denial, type NamelessCaller, type ResourceNaming } from "./denial.ts";

/** Offsets are those of the readable text. */
export interface FoundDenial {
  readonly principalArn: string | null;
  readonly principalType: Denial["principalType"];
  /** The caller's account, where the words name no more of the caller. */
  readonly account: string | null;
  readonly action: string | null;
  /** The action of the call, where the words name another one as refused. */
  readonly callAction: string | null;
  readonly additionalActions: readonly string[];
  /** The API operation or the service, where the words name one. */
  readonly operation: string | null;
  readonly service: string | undefined;
  readonly resource: string | null;
  readonly naming: ResourceNaming;
  readonly denyType: Denial["denyType"];
  readonly policyType: Denial["policyType"];
  readonly policyArn: string | null;
  /** The principal of a service that the words name in its own way. */
  readonly speaker: string | undefined;
  readonly nameless: NamelessCaller | undefined;
  /** What a service was about to deliver. */
  readonly delivery: Delivery | undefined;
  readonly logs: DeliveredLogs | undefined;
  /** Condition keys whose values follow from the words. */
  readonly context: Denial["context"];
  readonly isForeign: boolean;
  /** Names something of AWS: without a principal, an action or a code the words alone may be anybody's. */
  readonly says: boolean;
  readonly isSentence: boolean;
  readonly code: string | null;
  /** The words are the encoded message itself. */
  readonly isEncoded: boolean;
  readonly start: number;
  readonly end: number;
}

export const NOTHING_FOUND: Omit<FoundDenial, "start" | "end"> = {
  principalArn: null,
  principalType: "unknown",
  account: null,
  action: null,
  callAction: null,
  additionalActions: [],
  operation: null,
  service: undefined,
  resource: null,
  naming: "none",
  denyType: "unknown",
  policyType: "unknown",
  policyArn: null,
  speaker: undefined,
  nameless: undefined,
  delivery: undefined,
  logs: undefined,
  context: {},
  isForeign: false,
  says: true,
  isSentence: false,
  code: null,
  isEncoded: false,
};

/** `arn:aws:iam::...`: nothing is left of the caller's name. */
export function isElided(principalArn: string | null): boolean {
  return principalArn !== null && /^arn(?::[a-z-]{0,20}){1,2}:{0,3}(?:\.{2,}|\u2026|x{2,})$/.test(principalArn);
}

export function namesNothing({ principalArn, action, operation, resource }: FoundDenial): boolean {
  return principalArn === null && action === null && operation === null && resource === null;
}
