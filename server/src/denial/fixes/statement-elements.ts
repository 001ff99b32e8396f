/** The elements of a statement that allows what was asked for and nothing else, in the form that its kind of policy takes. */
import { newObject, type NewValue } from "../../syntax/change.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { isInServiceBucket } from "../../policy/service-bucket.ts";
import { namesEveryone } from "../../policy/everyone.ts";
import { type Policy, type Statement } from "../../policy/policy.ts";
import { type NamedCaller } from "./caller.ts";
import { accountOfPermissionSet } from "./permission-set.ts";
import { type FixScene } from "./proposal.ts";
import { asApiWritten } from "./resources.ts";
import { actionsToWrite } from "./same-call.ts";

export type Elements = Readonly<Record<string, NewValue>>;

export function elementsFor(policy: Policy | undefined, scene: FixScene): Elements | undefined {
  const plain = elementsNaming(policy, scene);
  const set = plain === undefined ? accountOfPermissionSet(scene) : undefined;
  const ofAccount = set && elementsNaming(policy, { ...scene, caller: set.account });
  return set === undefined || ofAccount === undefined ? plain : { ...ofAccount, Condition: set.condition };
}

function elementsNaming(policy: Policy | undefined, scene: FixScene): Elements | undefined {
  const { layer, resource, caller } = scene;
  const action = actionsToWrite(scene);
  const principal = caller === undefined ? undefined : newObject({ [caller.type]: caller.text });
  const start = { Effect: "Allow" };
  switch (layer) {
    case "identity":
    case "boundary":
    case "session":
    case "scp":
      return resource === undefined
        ? undefined
        : { ...start, Action: action, Resource: withAncestors(resource, scene) };
    case "resource":
      if (principal === undefined || resource === undefined) return undefined;
      if (takesNoResource(resource)) return { ...start, Principal: principal, Action: action };
      return {
        ...start,
        Principal: principal,
        Action: action,
        Resource: withAncestors(policy === undefined ? resource : asApiWritten(resource, policy), scene),
      };
    case "key-policy": {
      const key = keyResource(policy, resource);
      if (principal === undefined || key === undefined) return undefined;
      return { ...start, Principal: principal, Action: action, Resource: key };
    }
    case "trust":
      return principal === undefined ? undefined : { ...start, Principal: principal, Action: action };
    case "vpc-endpoint":
      // A gateway endpoint takes a principal other than `*` for the account's root user alone, so a condition names it.
      if (resource === undefined || !policy?.statements.some(isForEveryone)) return undefined;
      // What AWS provides to everybody is also fetched without a signature.
      if (isInServiceBucket(resource)) return { ...start, Principal: "*", Action: action, Resource: resource };
      if (caller?.type !== "AWS") return undefined;
      return {
        ...start,
        Principal: "*",
        Action: action,
        Resource: resource,
        Condition: newObject({ ArnEquals: newObject({ "aws:PrincipalArn": caller.text }) }),
      };
    case "rcp":
      return undefined;
  }
}

function withAncestors(resource: string, { ancestorsOf }: FixScene): NewValue {
  const around = ancestorsOf(resource);
  return around.length === 0 ? resource : [resource, ...around];
}

/**
 * A role of another account whose path does not show: its account, on a condition that means the role under any path,
 * for names of roles are unique in an account. As with the role itself, a policy of its account has to allow the request,
 * too. Sources: "Cross-account policy evaluation logic"; "IAM and AWS STS quotas", on names.
 */
export function underAnyPath(elements: Elements, scene: FixScene): Elements | undefined {
  const { caller } = scene;
  const own = caller === undefined ? undefined : readAccountCaller(caller.text);
  const account = accountAsked(scene);
  if (caller === undefined || own === undefined || account === undefined || account === own.account) return undefined;
  return onAnyPath(elements, caller, `arn:${own.partition}:iam::${own.account}:root`);
}

/**
 * The same for a role of the resource's own account: everyone, on that condition. In its account an Allow for everyone
 * needs no policy of the role beside it, an Allow for the account does. Not in a bucket policy, which S3 may refuse as
 * public, nor in a trust policy. Sources: "AWS JSON policy elements: Principal", on all principals; "Blocking public
 * access to your Amazon S3 storage", on the meaning of public.
 */
export function underAnyPathHere(elements: Elements, scene: FixScene): Elements | undefined {
  const { caller, layer, resource = "" } = scene;
  const own = caller === undefined ? undefined : readAccountCaller(caller.text);
  const takesEveryone =
    layer === "key-policy" || (layer === "resource" && !/^s3/.test(readArn(resource)?.service ?? "s3"));
  if (caller === undefined || !takesEveryone || own === undefined || own.account !== accountAsked(scene))
    return undefined;
  return onAnyPath(elements, caller, "*");
}

function accountAsked({ resource, request }: FixScene): string | undefined {
  const inArn = resource === undefined ? undefined : readArn(resource)?.account;
  return inArn === undefined || inArn === "" ? request.resource.accountId : inArn;
}

function onAnyPath(elements: Elements, caller: NamedCaller, principal: string): Elements | undefined {
  if (!caller.pathUnknown || elements["Principal"] === undefined || elements["Condition"] !== undefined)
    return undefined;
  const patterns = [caller.text, caller.text.replace(/:role\//, ":role/*/")];
  const condition = newObject({ ArnLike: newObject({ "aws:PrincipalArn": patterns }) });
  return { ...elements, Principal: newObject({ AWS: principal }), Condition: condition };
}

/** In a key policy `*` means this key; it is written where the policy writes it so already, and in a new one. Source: "Key policies in AWS KMS". */
function keyResource<Key extends string | undefined>(policy: Policy | undefined, key: Key): Key | "*" {
  return policy === undefined ||
    policy.statements.some(({ resource }) => resource?.entries.some(({ text }) => text === "*"))
    ? "*"
    : key;
}

/** The policy of a repository speaks of no other. Source: "Private repository policy examples in Amazon ECR". */
export function takesNoResource(resource: string): boolean {
  return readArn(resource)?.service === "ecr";
}

function isForEveryone({ principal }: Statement): boolean {
  return principal !== undefined && namesEveryone(principal);
}
