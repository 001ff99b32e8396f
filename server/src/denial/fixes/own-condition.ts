/** What a new statement asks for by itself, whatever the others ask for. */
import { newObject, type NewValue } from "../../syntax/change.ts";
import { type ContextEntry } from "../../evaluation/request.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { readCaller } from "../../policy/caller.ts";
import { type FixRisk } from "./fix-risk.ts";
import { onPassingTo, PASSED_TO } from "../passing-a-role.ts";
import { principalList } from "../../policy/policy.ts";
import { keyOfCreation } from "../tags-on-creation.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";
import { OF_MESSAGES } from "./same-call.ts";

export interface OwnCondition {
  readonly condition: NewValue;
  /** The condition keys in it. */
  readonly keys: readonly string[];
  /** What the request carries, where nobody told it; keys in lower case. */
  readonly given?: ReadonlyMap<string, ContextEntry>;
}

/** Undefined where nothing is known that it could ask for. */
export function ownCondition(scene: FixScene): OwnCondition | undefined {
  return (
    onSource(scene) ??
    onAccount(scene) ??
    onPullers(scene) ??
    onMessages(scene) ??
    onService(scene) ??
    onGrant(scene) ??
    onCreation(scene)
  );
}

/** What has to be so of a request for which that is taken to be told. `keys`: as the condition writes them. */
export function toldRisk(keys: readonly string[], told: FixProposal["given"] = new Map()): readonly FixRisk[] {
  const facts = Array.from(told, ([lower, entry]) => ({
    key: keys.find((key) => key.toLowerCase() === lower) ?? lower,
    value: entry.state === "present" ? entry.values[0] : undefined,
  }));
  return facts.length === 0 ? [] : [{ risk: "only-if", facts }];
}

/**
 * A service that is let in under no condition acts for whoever asks it; to read who has access to a bucket gives nothing.
 * `keys`: those of the statement's conditions.
 */
export function anyoneRisk(keys: readonly string[], { layer, caller, action }: FixScene): readonly FixRisk[] {
  const isOfResource = (layer === "resource" && !/^s3:GetBucketAcl$/i.test(action)) || layer === "key-policy";
  const isLimited = keys.some((key) => !/^(?:aws:SecureTransport|s3:x-amz-acl)$/i.test(key));
  return isOfResource && caller?.type === "Service" && !isLimited ? [{ risk: "for-anyone", service: caller.text }] : [];
}

/** A grant that a service makes is for what the service encrypts. Source: "AWS KMS condition keys", kms:GrantIsForAWSResource. */
function onGrant({ action, request }: FixScene): OwnCondition | undefined {
  const made = request.context.entry(FOR_RESOURCE);
  if (action.toLowerCase() !== "kms:creategrant" || made.state !== "present" || made.values[0] !== "true")
    return undefined;
  return { condition: newObject({ Bool: newObject({ [FOR_RESOURCE]: "true" }) }), keys: [FOR_RESOURCE] };
}

const FOR_RESOURCE = "kms:GrantIsForAWSResource";

/** Who may give what they make its tags need not change those of everything else. */
function onCreation({ action, request, makers }: FixScene): OwnCondition | undefined {
  const key = keyOfCreation(action);
  if (key === undefined) return undefined;
  const call = request.context.entry(key);
  const [told] = call.state === "present" ? call.values : [];
  const [maker, ...others] = told === undefined && call.state === "unknown" ? makers() : [];
  const operation = told ?? (others.length === 0 ? maker : undefined);
  if (operation === undefined) return undefined;
  const condition = newObject({ StringEquals: newObject({ [key]: operation }) });
  if (operation === told) return { condition, keys: [key] };
  return {
    condition,
    keys: [key],
    given: new Map([[key.toLowerCase(), { state: "present", form: "single", values: [operation] }]]),
  };
}

/** A role is passed to one service. */
function onService({ action, request }: FixScene): OwnCondition | undefined {
  const passedTo = request.context.entry(PASSED_TO);
  const condition = passedTo.state === "present" ? onPassingTo(passedTo.values[0], action) : undefined;
  return condition === undefined ? undefined : { condition, keys: [PASSED_TO] };
}

/**
 * For one service, where another statement asks for its service as well: the ARN of such a role has it already. Source:
 * "Create a service-linked role", on permissions.
 */
export function onLinkedService({ action, request }: FixScene): OwnCondition | undefined {
  const service = request.context.entry(LINKED_SERVICE);
  const [name] = service.state === "present" ? service.values : [];
  if (action.toLowerCase() !== "iam:createservicelinkedrole" || name === undefined) return undefined;
  return { condition: newObject({ StringEquals: newObject({ [LINKED_SERVICE]: name }) }), keys: [LINKED_SERVICE] };
}

const LINKED_SERVICE = "iam:AWSServiceName";

/**
 * A service is let in for what it acts for, and not for whatever others ask of it. Source: IAM User Guide, "The confused
 * deputy problem", cross-service prevention.
 */
function onSource({ request }: FixScene): OwnCondition | undefined {
  if (readCaller(request.principal).kind !== "service") return undefined;
  const source = request.context.entry(SOURCE_ARN);
  const [arn, ...more] = source.state === "present" ? source.values : [];
  if (arn === undefined || more.length > 0) return undefined;
  return { condition: newObject({ ArnEquals: newObject({ [SOURCE_ARN]: arn }) }), keys: [SOURCE_ARN] };
}

/**
 * One function rotates several secrets of an account, takes the logs of its own account alone, and evaluates the rules of
 * an account. Sources: "Permissions for rotation" (AWS Secrets Manager User Guide); "PutSubscriptionFilter" (Amazon
 * CloudWatch Logs API Reference); "Security best practice for AWS Lambda resource-based policy" (AWS Config Developer Guide).
 */
function onAccount({ request, exact = "", resource = exact }: FixScene): OwnCondition | undefined {
  const { service, account = "" } = readArn(resource) ?? {};
  const isOfOne = /^(?:config|secretsmanager|logs(?:\.[a-z0-9-]+)?)\.amazonaws\.com$/.test(request.principal);
  if (!isOfOne || service !== "lambda" || !isAccountId(account)) return undefined;
  const given = new Map([
    [SOURCE_ACCOUNT.toLowerCase(), { state: "present", form: "single", values: [account] } as const],
  ]);
  const condition = newObject({ StringEquals: newObject({ [SOURCE_ACCOUNT]: account }) });
  return { condition, keys: [SOURCE_ACCOUNT], given };
}

/**
 * AWS Lambda pulls an image for the functions of the accounts that the repository's policy lets in, or else of its own one.
 * Source: "Create a Lambda function using a container image", on Amazon ECR cross-account permissions.
 */
function onPullers({
  request,
  statements,
  policies,
  exact = "",
  resource = exact,
}: FixScene): OwnCondition | undefined {
  const {
    service,
    partition = "aws",
    region = "",
    account = "",
  } = readArn(resource || (policies[0]?.statedFor ?? "")) ?? {};
  if (request.principal !== "lambda.amazonaws.com" || service !== "ecr" || region === "") return undefined;
  const letIn = statements.flatMap(({ trace: { effect, action, statement } }) =>
    effect === "Allow" && action.truth === "yes" ? (principalList(statement.principal, "AWS")?.entries ?? []) : [],
  );
  const others = letIn.map(({ text }) => readArn(text)?.account ?? text).filter(isAccountId);
  const accounts = [...new Set(others.length === 0 ? [account] : others)].filter(isAccountId);
  const [first, ...more] = accounts.map((one) => `arn:${partition}:lambda:${region}:${one}:function:*`);
  if (first === undefined) return undefined;
  const given = new Map([[SOURCE_ARN.toLowerCase(), { state: "present", form: "single", values: [first] } as const]]);
  const patterns = more.length === 0 ? first : [first, ...more];
  return { condition: newObject({ ArnLike: newObject({ [SOURCE_ARN]: patterns }) }), keys: [SOURCE_ARN], given };
}

/** A service uses the key of a queue or a topic for that one. Source: "Key management" of Amazon SNS, on encryption context. */
function onMessages({ layer, request }: FixScene): OwnCondition | undefined {
  if (layer !== "key-policy" || readCaller(request.principal).kind !== "service") return undefined;
  const [only] = OF_MESSAGES.flatMap((key) => {
    const bound = request.context.entry(key);
    const [value] = bound.state === "present" ? bound.values : [];
    return value === undefined ? [] : [{ key, value }];
  });
  if (only === undefined) return undefined;
  return { condition: newObject({ StringEquals: newObject({ [only.key]: only.value }) }), keys: [only.key] };
}

const SOURCE_ACCOUNT = "aws:SourceAccount";
const SOURCE_ARN = "aws:SourceArn";
