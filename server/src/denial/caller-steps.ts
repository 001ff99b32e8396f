/** What the caller does, or finds out, where no policy is to be changed yet: credentials, the role's path, another policy. */
import { SLOTS_OF_CALLER } from "../policy/slots.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type CredentialNeed, type Guard, type NextStep } from "./next-step.ts";
import { optionSteps } from "./cli-options.ts";
import { readLayerVersion } from "./fetch-steps.ts";
import { type NextQuestion } from "./next-steps.ts";
import { regionStep } from "./resource-steps.ts";
import { modelSteps, profileSteps, workGroupSteps } from "./service-steps.ts";

export function callerSteps(question: NextQuestion): readonly NextStep[] {
  return [
    ...ownRoleSteps(question),
    ...credentialSteps(question),
    ...modelSteps(question),
    ...profileSteps(question),
    ...workGroupSteps(question),
    ...regionSteps(question),
    ...optionSteps(question),
    ...tagSteps(question),
    ...pathSteps(question),
    ...layerSteps(question),
    ...guardSteps(question),
    ...factorSteps(question),
    ...hiddenCallerSteps(question),
  ];
}

/**
 * Whoever has the role's credentials gains nothing by assuming it again, but for tags and a session policy. Source: "Update
 * a role trust policy".
 */
function ownRoleSteps({ request: { principal, action, asked } }: NextQuestion): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  if (caller?.kind !== "session" || action?.toLowerCase() !== "sts:assumerole" || asked.arn === undefined) return [];
  const { account, resource = "" } = readArn(asked.arn) ?? {};
  // No two roles of an account differ in their path alone.
  const isOwn = account === caller.account && resource.startsWith("role/") && resource.endsWith(`/${caller.name}`);
  return isOwn ? [{ step: "own-role", role: asked.arn, commands: [] }] : [];
}

/** Source: "Secure API access with MFA", on credentials from AssumeRole. */
function factorSteps({ verdict, layer, nearMisses, request: { principal } }: NextQuestion): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const [nearest] = nearMisses;
  if (nearest?.place.effect !== "Allow" || verdict !== "explained" || caller?.kind !== "session") return [];
  const asks = nearest.elements.some(
    ({ element, truth, condition }) =>
      // What a request without the key meets, or one with `false`, may hold for a session.
      element === "condition" && truth === "no" && /^aws:multifactorauth/i.test(condition?.entry.key ?? ""),
  );
  if (!asks) return [];
  if (layer !== "identity") {
    const named = nearest.elements.find(({ element }) => element === "principal")?.have;
    const names = named !== undefined && readAccountCaller(named)?.kind === "role" ? named : undefined;
    return [{ step: "second-factor-of-user", place: nearest.place, names, commands: [] }];
  }
  return caller.name.startsWith("AWSReservedSSO_")
    ? []
    : [{ step: "second-factor-in-trust", place: nearest.place, role: caller.name, commands: [] }];
}

/** How the caller gets the credentials that a fix asks for. Sources: "get-session-token"; "assume-role" (AWS CLI). */
function credentialSteps({ fixes, request: { principal, action, asked } }: NextQuestion): readonly NextStep[] {
  const needs = new Map<CredentialNeed, string>();
  for (const { change } of fixes) {
    if (change.change !== "satisfy") continue;
    for (const { key, value } of change.facts) {
      const need = value === undefined ? undefined : NEEDS.get(key.toLowerCase());
      // The first fix is the one to follow.
      if (need !== undefined && value !== undefined && !needs.has(need)) needs.set(need, value);
    }
  }
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const assumed = action?.toLowerCase() === "sts:assumerole" ? asked.arn : undefined;
  return Array.from(needs, ([need, value]): NextStep => ({
    step: "get-credentials",
    need,
    commands: credentialCommands({ need, value, caller, assumed }),
  }));
}

const NEEDS: ReadonlyMap<string, CredentialNeed> = new Map([
  ["aws:multifactorauthpresent", "mfa"],
  ["aws:multifactorauthage", "mfa"],
  ["aws:tokenissuetime", "newer"],
  ["sts:rolesessionname", "session-name"],
  ["sts:sourceidentity", "source-identity"],
  ["aws:sourceidentity", "source-identity"],
  ["sts:externalid", "external-id"],
]);

interface Wanted {
  readonly need: CredentialNeed;
  /** As the policy asks for it: it may be a pattern. */
  readonly value: string;
  readonly caller: AccountCaller | undefined;
  /** The role that the request is to assume. */
  readonly assumed: string | undefined;
}

function credentialCommands({ need, value, caller, assumed }: Wanted): readonly string[] {
  const ofRole = (role: string, session: string): string =>
    command("sts", "assume-role", "--role-arn", role, "--role-session-name", session).join("");
  switch (need) {
    case "mfa": {
      const device = `--serial-number "$MFA_DEVICE_ARN" --token-code "$MFA_CODE"`;
      const list = caller?.kind === "user" ? command("iam", "list-mfa-devices", "--user-name", caller.name) : [];
      const get = assumed === undefined ? "aws sts get-session-token" : ofRole(assumed, "mfa-session");
      return [...list, `${get} ${device}`];
    }
    case "newer":
      if (caller === undefined) return [];
      if (caller.name.startsWith("AWSReservedSSO_")) return command("sso", "login");
      return assumeAgain(caller);
    case "session-name":
      return assumed === undefined ? [] : [ofRole(assumed, isSessionName(value) ? value : "SESSION_NAME")];
    case "source-identity": {
      const identity = isSessionName(value) ? value : `"$SOURCE_IDENTITY"`;
      if (assumed !== undefined) return [`${ofRole(assumed, "my-session")} --source-identity ${identity}`];
      return caller?.kind === "session" ? assumeAgain(caller, `--source-identity ${identity}`) : [];
    }
    case "external-id":
      return assumed === undefined
        ? []
        : [`${ofRole(assumed, "my-session")} --external-id ${isSessionName(value) ? value : `"$EXTERNAL_ID"`}`];
  }
}

/**
 * How the request is sent to the Region that a fix asks for. Sources: "AWS Region" and "AWS STS Regional endpoints" (AWS
 * SDKs and Tools Reference Guide); "create-bucket" (AWS CLI), on Regions other than us-east-1.
 */
function regionSteps({ fixes, request: { action, asked } }: NextQuestion): readonly NextStep[] {
  const facts = fixes.flatMap(({ change }) => (change.change === "satisfy" ? change.facts : []));
  const region = facts.find(({ key }) => IN_REGIONS.has(key.toLowerCase()))?.value ?? "";
  // Any other than some will do.
  if (region === "") return [];
  const lower = action?.toLowerCase();
  const makes = lower === "s3:createbucket" ? "bucket" : undefined;
  const commands = /[*?$]/.test(region)
    ? []
    : makes === undefined
      ? [commandForRegion(region, lower?.startsWith("sts:") === true)]
      : createBucket(readArn(asked.arn ?? "")?.resource ?? "BUCKET_NAME", region);
  return [{ step: "choose-region", region, makes, commands }];
}

const IN_REGIONS: ReadonlySet<string> = new Set(["aws:requestedregion", "ec2:region", "s3:locationconstraint"]);

function commandForRegion(region: string, isOfSts: boolean): string {
  const endpoints = isOfSts ? " AWS_STS_REGIONAL_ENDPOINTS=regional" : "";
  return `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}${endpoints}`;
}

function createBucket(bucket: string, region: string): readonly string[] {
  const location = region === "us-east-1" ? [] : ["--create-bucket-configuration", `LocationConstraint=${region}`];
  return command("s3api", "create-bucket", "--bucket", bucket, "--region", region, ...location);
}

/** The session's ARN leaves out the role's path, so the role is looked up by its name. */
function assumeAgain(caller: AccountCaller, ...options: readonly string[]): readonly string[] {
  const assume = `aws sts assume-role --role-arn "$ROLE_ARN" --role-session-name ${sessionOf(caller)}`;
  return [
    ...command("iam", "get-role", "--role-name", caller.name, "--query", "Role.Arn"),
    [assume, ...options].join(" "),
  ];
}

function sessionOf(caller: AccountCaller): string {
  const session = caller.kind === "session" ? (caller.text.split("/").at(-1) ?? "") : "";
  return isSessionName(session) ? session : "SESSION_NAME";
}

/** Of the characters that a session name and a source identity may have, all are plain to a shell. Source: "AssumeRole". */
function isSessionName(text: string): boolean {
  return /^[\w+=,.@-]+$/.test(text);
}

/**
 * Where it matters whether the role behind a session has a path, which the session's ARN does not show. Source: "IAM
 * identifiers", friendly names and paths.
 */
function pathSteps({ givenUp, fixes, request: { principal } }: NextQuestion): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const hasPath = givenUp.some(({ assumption }) => assumption === "role-without-path");
  const rests = fixes.some(({ risks }) => risks.some(({ risk }) => risk === "role-without-path"));
  if (caller?.kind !== "session" || (!hasPath && !rests)) return [];
  const commands = command("iam", "get-role", "--role-name", caller.name, "--query", "Role.Arn");
  return [{ step: "role-path", role: caller.name, hasPath, commands }];
}

/**
 * A version of a layer is given to whole accounts, by its owner, and its policy is written by this command alone. Source:
 * "AddLayerVersionPermission" (AWS Lambda API Reference).
 */
function layerSteps({
  verdict,
  denial,
  layer,
  request: { principal, action, asked },
}: NextQuestion): readonly NextStep[] {
  const version = readLayerVersion(asked.arn ?? "");
  const account = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  if (layer !== "resource" || version === undefined || account === undefined || !isAccountId(account)) return [];
  if (verdict === "workspace-allows" || denial.denyType !== "implicit" || action === undefined) return [];
  const commands = command(
    ...["lambda", "add-layer-version-permission", "--layer-name", version.layer, "--version-number", version.number],
    ...["--statement-id", `Account${account}`, "--action", action, "--principal", account],
    ...["--region", readArn(version.layer)?.region ?? ""],
  );
  return [{ step: "add-layer-permission", layer: version.layer, account, commands }];
}

/** For a fix that tells sessions apart by a tag. Source: "Pass session tags in AWS STS". */
function tagSteps({ fixes, request: { principal } }: NextQuestion): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const variable = fixes.flatMap(({ change }) => (change.change === "use-variable" ? [change] : [])).at(0);
  const facts = fixes.flatMap(({ risks }) => risks.flatMap((one) => (one.risk === "only-if" ? one.facts : [])));
  const tag = variable === undefined ? undefined : /^\$\{aws:PrincipalTag\/(\w+)\}$/.exec(variable.to)?.[1];
  if (caller?.kind !== "session" || tag === undefined) return [];
  const value = facts.find(({ key }) => key === `aws:PrincipalTag/${tag}`)?.value ?? "";
  const isOfIdentityCenter = caller.name.startsWith("AWSReservedSSO_");
  const given = isSessionName(value) ? value : "VALUE";
  const commands = isOfIdentityCenter ? [] : assumeAgain(caller, `--tags Key=${tag},Value=${given}`);
  return [{ step: "tag-sessions", tag, commands }];
}

function guardSteps(question: NextQuestion): readonly NextStep[] {
  const { verdict, culprits, guard, fixes, request } = question;
  const [culprit] = culprits;
  if (verdict !== "explained" || culprit === undefined || guard === undefined) return [];
  // Whoever can do what it asks for asks for what is his own.
  if (MET.has(guard) && fixes.some(({ change }) => change.change === "satisfy")) return [];
  // What a service does comes from where the service runs.
  if (fixes.some(({ risks }) => risks.some(({ risk }) => risk === "exception-for-forwarded"))) return [];
  if (guard !== "region") return [{ step: "guard-worked", commands: [], guard, place: culprit.place }];
  if (modelSteps(question).length > 0) return [];
  // In which Region the resource is may be seen from its ARN, and is then said.
  return regionStep(culprits, request) === undefined
    ? [{ step: "guard-worked", commands: locationOf(request.asked.arn), guard, place: culprit.place }]
    : [];
}

const MET: ReadonlySet<Guard> = new Set<Guard>(["own-part", "region", "second-factor", "second-factor-of-user"]);

/** Source: "get-bucket-location" (AWS CLI). */
function locationOf(arn: string | undefined): readonly string[] {
  const { service, resource = "" } = readArn(arn ?? "") ?? {};
  const [bucket = ""] = resource.split("/", 1);
  return service === "s3" && bucket !== "" ? command("s3api", "get-bucket-location", "--bucket", bucket) : [];
}

/** Whoever may assume the role need not have its permissions. */
export function assumeFirst(role: string): NextStep {
  const commands = command("sts", "assume-role", "--role-arn", role, "--role-session-name", "check");
  return { step: "assume-first", role, commands };
}

/** The message hides who asked, and policies here are stated to be of somebody who may be it. */
function hiddenCallerSteps({ unknowns }: NextQuestion): readonly NextStep[] {
  const isHidden = unknowns.some(
    (one) => one.unknown === "attachment" && one.statedFor !== undefined && SLOTS_OF_CALLER.has(one.slot),
  );
  const commands = command("sts", "get-caller-identity", "--query", "Arn");
  return isHidden ? [{ step: "say-who", is: undefined, commands }] : [];
}
