/**
 * The policy of a bucket for a service that writes its logs there: it reads the access control list first, and to allow that
 * alone leads to the next refusal. The account is a part of each object's name, so that both are offered where the policy
 * itself names the one account whose logs it takes.
 */
import { type DeliveredLogs } from "../../message/denial.ts";
import { type Change, newObject, type NewValue } from "../../syntax/change.ts";
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { addStatement } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type ConditionEntry, isSettled, type Policy, principalList, type Statement } from "../../policy/policy.ts";
import { type LogsOfAccount, logStatement, MAIL, writesLogs } from "../log-bucket.ts";
import { matchesText } from "./covers.ts";
import { type FixRisk } from "./fix-risk.ts";
import { freeSid, statementProposals } from "./new-statement.ts";
import { type FixProposal, type FixScene, ownerRisk } from "./proposal.ts";

export function logDeliveryProposals(scene: FixScene): readonly FixProposal[] {
  const { layer, request, exact, action, policies } = scene;
  const [policy, ...others] = policies;
  if (layer !== "resource" || policy === undefined || others.length > 0) return [];
  const asksForList = action.toLowerCase() === "s3:getbucketacl";
  const bucket = asksForList ? exact : bucketOfObjects(scene);
  // A rule keeps the mails of its own account, and whoever states the owner of the bucket has stated that.
  const owner = request.principal === MAIL ? request.resource.accountId : undefined;
  const account = accountOfLogs(policy.policy, scene.logs) ?? owner;
  if (bucket === undefined || account === undefined) return [];
  const logs = { service: request.principal, bucket, account, prefix: scene.logs?.prefix };
  const elements = logStatement(logs);
  const sid = freeSid(policy.policy, { ...scene, action: WRITING });
  const added = elements && addStatement(policy.policy, newObject({ Sid: sid, ...elements }));
  if (elements === undefined || added === undefined || mayWrite(objectOf(elements), scene)) return [];
  const onlyIf = { risk: "only-if", facts: [{ key: "aws:SourceAccount", value: account }] } as const;
  const told = scene.logs?.account === account ? [] : [onlyIf];
  const known = asksForList ? readingFacts(scene) : { given: factsOf(logs), resource: objectOf(elements) };
  if (known !== undefined) return [writing({ policy, bucket, added, known, told }, scene)];
  return statementProposals(scene, undefined).flatMap((one): readonly FixProposal[] => {
    const [first, ...more] = one.changes;
    if (one.change.change !== "add-statement" || first === undefined || more.length > 0) return [];
    return [
      {
        ...one,
        change: { ...one.change, also: [WRITING] },
        changes: [{ ...first, changes: [...first.changes, ...added] }],
        risks: [...told, ...one.risks],
      },
    ];
  });
}

const WRITING = "s3:PutObject";
/** Part of a name of which nothing depends. */
const EXAMPLE = "example";
const ASKED = readAction(WRITING);

/** It may be that the policy lets the service write the object already. */
function mayWrite(object: string, { statements }: FixScene): boolean {
  return statements.some(({ trace: { effect, principal, statement } }) => {
    const { action, resource } = statement;
    const isOfWriting = action?.entries.some((entry) => actionMatches(actionPattern(entry), ASKED) !== "no") === true;
    const isOfObject = resource?.entries.some((one) => !isSettled(one) || matchesText(one.text, object)) !== false;
    return effect === "Allow" && principal?.truth !== "no" && isOfWriting && isOfObject;
  });
}

interface Writing {
  readonly bucket: string;
  readonly policy: CandidatePolicy;
  readonly added: readonly Change[];
  readonly known: Pick<FixProposal, "given" | "resource">;
  readonly told: readonly FixRisk[];
}

/** The statement for the objects alone, where the list may be read. */
function writing({ policy, bucket, added, known, told }: Writing, scene: FixScene): FixProposal {
  const { file, name: policyName } = policy;
  return {
    kind: "add-statement",
    change: { change: "add-statement", file, policyName, to: WRITING, role: undefined, permissionSet: undefined },
    risks: [...told, ...ownerRisk({ ...scene, exact: bucket })],
    changes: [{ policy, changes: added }],
    ...known,
    attached: undefined,
    cost: 3,
  };
}

/** What the service's request carries, where it may read the list already under conditions on whose logs it writes. */
function readingFacts({ statements, logs, policies }: FixScene): Pick<FixProposal, "given"> | undefined {
  const account = policies[0] && accountOfLogs(policies[0].policy, logs);
  const open = statements.find(({ trace: { effect, principal, action, resource, condition } }) => {
    const others = [principal?.truth ?? "yes", action.truth, resource.truth];
    const lacks = effect === "Allow" && others.every((truth) => truth === "yes") && !condition.open;
    return (
      lacks && condition.entries.every(({ truth, entry }) => truth === "yes" || accountsTold(entry).includes(account))
    );
  });
  if (open === undefined) return undefined;
  const facts = open.trace.condition.entries.flatMap(({ truth, entry }): readonly (readonly [string, string])[] => {
    const [first] = entry.values.entries;
    return truth === "yes" || first === undefined ? [] : [[entry.key.toLowerCase(), first.text]];
  });
  return { given: givenOf(facts) };
}

/** An object that the statement is about. */
export function objectOf({ Resource: objects }: Readonly<Record<string, NewValue>>): string {
  return (typeof objects === "string" ? objects : "").replace(/\*$/, EXAMPLE);
}

/** What such a request for an object carries. */
function factsOf({ service, bucket, account }: LogsOfAccount): FixProposal["given"] {
  const partition = readArn(bucket)?.partition ?? "aws";
  const trail = `arn:${partition}:cloudtrail:us-east-1:${account}:trail/${EXAMPLE}`;
  return givenOf([
    ["s3:x-amz-acl", "bucket-owner-full-control"],
    ["aws:sourceaccount", account],
    ...(service === "cloudtrail.amazonaws.com" ? [["aws:sourcearn", trail] as const] : []),
  ]);
}

function givenOf(facts: readonly (readonly [string, string])[]): FixProposal["given"] {
  return new Map(facts.map(([key, text]) => [key, { state: "present", form: "single", values: [text] } as const]));
}

/** The bucket of which the message says that an object was to be written to it. */
function bucketOfObjects({ action, request: { resource } }: FixScene): string | undefined {
  const { arn, possible = [] } = resource;
  const isOfBucket = possible.length === 1 && possible[0] === `${arn}/*`;
  return action.toLowerCase() === "s3:putobject" && isOfBucket ? arn : undefined;
}

/** By the message or else by the policy, where nothing says that they lie under a prefix which the message does not tell. */
export function accountOfLogs(policy: Policy, logs: DeliveredLogs | undefined): string | undefined {
  if (logs?.isOfOrganization === true || logs?.isPrefixOpen === true) return undefined;
  if (logs?.prefix === undefined && policy.statements.some((one) => isForLogs(one) && hasPrefix(one))) return undefined;
  return logs?.account ?? accountIn(policy);
}

/** The one account whose logs the policy takes: whether others get the same one, nobody says. */
function accountIn({ statements }: Policy): string | undefined {
  const found = new Set(statements.filter(isForLogs).flatMap(accountsOf));
  const [only] = found;
  return found.size === 1 ? only : undefined;
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
  return [...inNames, ...entries.flatMap(accountsTold)].flatMap((one) => (isAccountId(one ?? "") ? (one ?? []) : []));
}

/** The accounts that a condition on the source of the request asks for. */
function accountsTold(entry: ConditionEntry): readonly (string | undefined)[] {
  const lower = entry.key.toLowerCase();
  if (lower !== "aws:sourceaccount" && lower !== "aws:sourcearn") return [];
  if (operatorOf(entry)?.operator.negated !== false) return [];
  return entry.values.entries.map(({ text }) => (lower === "aws:sourcearn" ? readArn(text)?.account : text));
}
