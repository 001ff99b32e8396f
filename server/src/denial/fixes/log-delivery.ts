/**
 * The policy of a bucket for a service that writes its logs there: it reads the access control list first, and to allow that
 * alone leads to the next refusal. The account is a part of each object's name, so that both are offered where the policy
 * itself names the one account whose logs it takes.
 */
import { newObject } from "../../syntax/change.ts";
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { addStatement } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled, type Policy, principalList, type Statement } from "../../policy/policy.ts";
import { logStatement, writesLogs } from "../log-bucket.ts";
import { freeSid, statementProposals } from "./new-statement.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";

export function logDeliveryProposals(scene: FixScene): readonly FixProposal[] {
  const { layer, request, exact, action, policies } = scene;
  const [policy, ...others] = policies;
  if (layer !== "resource" || policy === undefined || others.length > 0 || exact === undefined) return [];
  if (action.toLowerCase() !== "s3:getbucketacl" || mayWrite(scene)) return [];
  const account = accountIn(policy.policy);
  const elements =
    account === undefined ? undefined : logStatement({ service: request.principal, bucket: exact, account });
  if (account === undefined || elements === undefined) return [];
  const sid = freeSid(policy.policy, { ...scene, action: WRITING });
  const added = addStatement(policy.policy, newObject({ Sid: sid, ...elements }));
  if (added === undefined) return [];
  return statementProposals(scene, undefined).flatMap((one): readonly FixProposal[] => {
    const [first, ...more] = one.changes;
    if (one.change.change !== "add-statement" || first === undefined || more.length > 0) return [];
    return [
      {
        ...one,
        change: { ...one.change, also: [WRITING] },
        changes: [{ ...first, changes: [...first.changes, ...added] }],
        risks: [{ risk: "only-if", facts: [{ key: "aws:SourceAccount", value: account }] }, ...one.risks],
      },
    ];
  });
}

const WRITING = "s3:PutObject";
const ASKED = readAction(WRITING);

/** It may be that the policy lets the service write already, and where. */
function mayWrite({ statements }: FixScene): boolean {
  return statements.some(
    ({ trace: { effect, principal, statement } }) =>
      effect === "Allow" &&
      principal?.truth !== "no" &&
      statement.action?.entries.some((entry) => actionMatches(actionPattern(entry), ASKED) !== "no") === true,
  );
}

/** The one account whose logs the policy takes, where they have no prefix: whether others get the same one, nobody says. */
function accountIn({ statements }: Policy): string | undefined {
  const takesLogs = statements.filter(isForLogs);
  const found = new Set(takesLogs.flatMap(accountsOf));
  const [only] = found;
  return found.size === 1 && !takesLogs.some(hasPrefix) ? only : undefined;
}

/** What is denied, or given to a service that writes something else, says nothing of whose logs are taken. */
function isForLogs({ effect, principal }: Statement): boolean {
  const services = principalList(principal, "Service")?.entries ?? [];
  return effect?.text === "Allow" && services.some(({ text }) => writesLogs(text));
}

function hasPrefix({ resource }: Statement): boolean {
  return resource?.entries.some(({ text }) => /^[^/]*\/.+\/AWSLogs\//.test(text)) === true;
}

function accountsOf({ resource, condition }: Statement): readonly string[] {
  const inNames = (resource?.entries ?? []).flatMap((one) =>
    isSettled(one) ? (/\/AWSLogs\/(\d{12})\//.exec(one.text)?.[1] ?? []) : [],
  );
  const entries = (condition?.operators ?? []).flatMap((block) => block.entries);
  const inConditions = entries.flatMap((entry) => {
    const lower = entry.key.toLowerCase();
    if (lower !== "aws:sourceaccount" && lower !== "aws:sourcearn") return [];
    if (operatorOf(entry)?.operator.negated !== false) return [];
    return entry.values.entries.map(({ text }) => (lower === "aws:sourcearn" ? (readArn(text)?.account ?? "") : text));
  });
  return [...inNames, ...inConditions].filter(isAccountId);
}
