/** Requests and policies for evaluation tests, in few words. */
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { type Decision } from "../../server/src/evaluation/decision.ts";
import { type NamedPolicy, type PolicySet } from "../../server/src/evaluation/policy-set.ts";
import { contextOf, type ContextOptions, type Request } from "../../server/src/evaluation/request.ts";
import { objectWithFunctions } from "../../server/src/hosts/cloudformation/functions.ts";
import { type Hole } from "../../server/src/syntax/value.ts";
import { type Policy, type Scalar, scalarOfString } from "../../server/src/policy/policy.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { valueOfJson } from "../../server/src/syntax/value-of-json.ts";
import { NOWHERE } from "../../server/src/text/encoding.ts";

export const ACCOUNT = "111111111111";
export const OTHER_ACCOUNT = "222222222222";
export const USER = `arn:aws:iam::${ACCOUNT}:user/ann`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/dev`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/dev/s1`;
export const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/ann`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export const ALLOW_ALL = { Effect: "Allow", Action: "*", Resource: "*" };
export const DENY_ALL = { Effect: "Deny", Action: "*", Resource: "*" };
/** Allows something, but nothing that the tests ask for. */
export const ALLOW_OTHER = { Effect: "Allow", Action: "ec2:StartInstances", Resource: "*" };

export function policyOf(...statements: readonly object[]): Policy {
  return policyOfJson({ Version: "2012-10-17", Statement: statements });
}

export function policyOfJson(json: object): Policy {
  const value = valueOfJson(json, PLACEHOLDERS);
  if (value.kind !== "object") throw new Error("a policy is an object");
  return readPolicy(objectWithFunctions(value));
}

export function named(...statements: readonly object[]): NamedPolicy {
  return { name: "p", policy: policyOf(...statements) };
}

export interface RequestFacts {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  /** The resource's owner; undefined for an unknown one. */
  readonly owner?: string | undefined;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly unlisted?: ContextOptions["unlisted"];
  /** Keys that the request surely does not carry. */
  readonly absent?: readonly string[];
}

/** By default a user reads an object of its own account, and nothing else is in the context. */
export function requestOf(facts: RequestFacts = {}): Request {
  return {
    principal: facts.principal ?? USER,
    action: facts.action ?? "s3:GetObject",
    resource: {
      arn: facts.resource ?? "arn:aws:s3:::alpha/x.txt",
      accountId: "owner" in facts ? facts.owner : ACCOUNT,
    },
    context: contextOf(Object.entries(facts.context ?? {}), {
      unlisted: facts.unlisted ?? "absent",
      absent: facts.absent ?? [],
    }),
  };
}

export function decisionOf(facts: RequestFacts, policies: Partial<PolicySet>): Decision {
  return evaluate(requestOf(facts), { identity: [], ...policies });
}

/** What a condition on one key comes to in a statement that matches otherwise. */
export function conditionResult(condition: object, facts: RequestFacts, version = "2012-10-17"): boolean | "unknown" {
  const policy = policyOfJson({
    Version: version,
    Statement: { ...ALLOW_ALL, Condition: condition },
  });
  const trace = decisionOf(facts, { identity: [{ name: "p", policy }] }).statements[0]!;
  return trace.condition.truth === "unknown" ? "unknown" : trace.condition.truth === "yes";
}

/** A text of a policy; `<…>` stands for what the file does not settle. */
export function scalarOf(text: string): Scalar {
  const holes: Hole[] = [...text.matchAll(/<[^>]*>/g)].map(({ index, 0: hole }) => ({
    start: index,
    end: index + hole.length,
  }));
  return scalarOfString({ kind: "string", span: { start: 0, end: 0 }, text, holes, map: NOWHERE }, true);
}
