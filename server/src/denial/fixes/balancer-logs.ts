/**
 * The policy of a bucket for the logs of a load balancer, of which the message does not say as whom it writes: the statement
 * for Application Load Balancers, where nothing in the policy is for them. Network Load Balancers write in another name, and
 * in Regions from before August 2022 bucket policies may name an account of AWS in its place. Source: "Enable access logs for
 * your Application Load Balancer" (Elastic Load Balancing User Guide).
 */
import { hasEffect, type StatementTrace } from "../../evaluation/decision.ts";
import { traceStatements } from "../../evaluation/evaluate.ts";
import { type CandidatePolicies, type CandidatePolicy } from "../../policy/attached-policy.ts";
import { addStatement } from "../../policy/changes.ts";
import { principalList } from "../../policy/policy.ts";
import { newObject } from "../../syntax/change.ts";
import { type ActionLookup } from "../action-facts.ts";
import { type DeniedRequest, toRequest } from "../denied-request.ts";
import { BALANCER, logStatement } from "../log-bucket.ts";
import { type Denial } from "../../message/denial.ts";
import { type ExplanationFix } from "./fix.ts";
import { type FixRisk } from "./fix-risk.ts";
import { accountOfLogs, objectOf } from "./log-delivery.ts";
import { freeSid } from "./new-statement.ts";
import { type TokenFixSearch, tryInTrust } from "./token-fix.ts";

export interface BalancerSearch extends TokenFixSearch {
  readonly candidates: CandidatePolicies;
  readonly actions: ActionLookup;
}

const WRITING = "s3:PutObject";

export function balancerLogFixes(
  { delivery, logs }: Denial,
  subject: DeniedRequest,
  search: BalancerSearch,
): readonly ExplanationFix[] {
  const bucket = subject.asked.said;
  if (delivery !== "load-balancer-logs" || bucket === undefined || subject.principal !== undefined) return [];
  const [policy, ...others] = search.candidates.resource.filter((one) => isOfBucket(one, bucket));
  const account = policy && accountOfLogs(policy.policy, logs);
  if (policy === undefined || others.length > 0 || account === undefined) return [];
  const elements = logStatement({ service: BALANCER, bucket, account, prefix: logs?.prefix });
  const Sid = freeSid(policy.policy, { action: WRITING, layer: "resource" });
  const added = elements && addStatement(policy.policy, newObject({ Sid, ...elements }));
  if (elements === undefined || added === undefined) return [];
  const traces = tracesOf(policy, objectOf(elements), subject, search);
  if (traces.some((trace) => mayBeForBalancers(trace) || hasEffect("Deny", trace) === "yes")) return [];
  const open = traces.filter((trace) => hasEffect("Deny", trace) === "unknown");
  const tried = tryInTrust({ policy }, added, search);
  if (tried === undefined) return [];
  const { file, name: policyName } = policy;
  const facts = [{ key: "aws:SourceAccount", value: account }];
  const places = open.map((trace) => search.placer.placeOf(trace, policy));
  const conditions: readonly FixRisk[] = [
    ...(logs?.isOfApplication === true ? [] : [{ risk: "only-if-application-balancer" } as const]),
    ...(logs?.account === account ? [] : [{ risk: "only-if", facts } as const]),
    ...(places.length === 0 ? [] : [{ risk: "may-still-deny", places } as const]),
  ];
  return [
    {
      kind: "add-statement",
      change: { change: "add-statement", file, policyName, to: WRITING, role: undefined, permissionSet: undefined },
      risks: [
        ...conditions,
        { risk: "owner", layer: "resource", resource: bucket },
        ...(policy.isCopy ? [{ risk: "copy-of-deployed", file } as const] : []),
      ],
      ...tried.written,
      verified: conditions.length === 0,
    },
  ];
}

/** By what is said of the policy, or by what its statements are about. */
function isOfBucket({ statedFor, policy, writer }: CandidatePolicy, bucket: string): boolean {
  if (writer === undefined) return false;
  if (statedFor !== undefined) return statedFor === bucket;
  const named = policy.statements.flatMap(({ resource }) => resource?.entries ?? []);
  return named.length > 0 && named.every(({ text }) => text === bucket || text.startsWith(`${bucket}/`));
}

function tracesOf(
  policy: CandidatePolicy,
  object: string,
  subject: DeniedRequest,
  { candidates, actions }: BalancerSearch,
): readonly StatementTrace[] {
  const asked = { arn: object, said: object, possible: [] };
  const request = toRequest({ ...subject, principal: BALANCER, resource: object, asked }, candidates, actions)?.request;
  return request === undefined ? [] : traceStatements(request, { identity: [], resource: policy });
}

/** Lets it some account, everybody, or such load balancers themselves write such an object? */
function mayBeForBalancers({ effect, action, resource, principal, statement }: StatementTrace): boolean {
  if (effect !== "Allow" || action.truth === "no" || resource.truth === "no") return false;
  return principal?.truth !== "no" || principalList(statement.principal, "AWS") !== undefined;
}
