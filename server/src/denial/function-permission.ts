/**
 * A function takes a permission by a call of its own, and not as a document. Sources: "Viewing resource-based IAM policies in
 * Lambda"; "AddPermission" (AWS Lambda API Reference).
 */
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type Arn, readArn } from "../policy/arn.ts";
import { freeName } from "../text/free-name.ts";
import { readCaller } from "../policy/caller.ts";
import { awsCommand } from "./aws-command.ts";
import { type FunctionPermission, type NextStep, type PermissionSource } from "./next-step.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Where nothing allows the call. Else a Deny is in the way, or the function's policy allows it. */
export function functionSteps({
  verdict,
  denial,
  layer,
  statement,
  nearMisses,
  request,
}: NextQuestion): readonly NextStep[] {
  const isMissing = verdict === "not-covered" && statement?.layer === "resource";
  const isSilent = verdict === "explained" && layer === "resource" && denial.denyType === "implicit";
  const { principal, action, asked, context } = request;
  const isService = principal !== undefined && readCaller(principal).kind === "service";
  const isDenied = verdict === "explained" && layer === "resource" && denial.denyType !== "explicit";
  if ((verdict === "not-covered" || isDenied) && isService && asked.arn === undefined && action === INVOKE)
    return [permissionForService(principal)];
  const arn = readArn(asked.arn ?? "");
  const [kind, name, qualifier] = arn?.resource.split(":") ?? [];
  const isFunction = arn?.service === "lambda" && kind === "function" && name !== undefined;
  if (!(isMissing || isSilent) || !isFunction || principal === undefined || action === undefined) return [];
  const caller = readAccountCaller(principal);
  const permission: FunctionPermission = {
    function: name,
    of: `arn:${arn.partition}:lambda:${arn.region}:${arn.account}:function:${name}`,
    qualifier,
    action,
    principal:
      caller?.kind === "session" ? `arn:${arn.partition}:iam::${caller.account}:role/${caller.name}` : principal,
    // Without it every account could let the service call the function.
    source: isService && principal !== OF_ACCOUNT ? sourceIn(context, principal, arn) : undefined,
    isUnseen: isMissing,
  };
  return [{ step: "add-permission", ...permission, commands: commandsFor(permission, nearMisses) }];
}

/** Lambda refuses an id that a statement of the function has. */
function commandsFor(
  { of, qualifier, action, principal, source }: FunctionPermission,
  shown: NextQuestion["nearMisses"],
): readonly string[] {
  const sourceArn = source?.isKnown === true ? plain(source.arn) : toFillIn(source?.arn ?? "");
  const ofAccount = principal === OF_ACCOUNT ? ` --source-account ${readArn(of)?.account ?? '"$ACCOUNT"'}` : "";
  const ofSource = source === undefined ? ofAccount : ` --source-arn ${sourceArn}${accountOption(source)}`;
  const taken: string[] = [];
  return permissionsFor(action).flatMap((permission) => {
    const id = freeName("AllowCaller", (one) => taken.includes(one) || shown.some(({ place }) => place.sid === one));
    taken.push(id);
    const commands = awsCommand(
      ...["lambda", "add-permission", "--function-name", of],
      ...(qualifier === undefined ? [] : ["--qualifier", qualifier]),
      ...["--statement-id", id, "--action", permission.action, "--principal", principal],
    );
    const url = permission.authType === undefined ? "" : ` --function-url-auth-type ${permission.authType}`;
    const through = permission.isThroughUrl ? " --invoked-via-function-url" : "";
    return commands.map((one) => `${one}${ofSource}${url}${through}`);
  });
}

/**
 * A service found that it may not call a function, and the message does not say which one. Source: "AddPermission" (AWS Lambda
 * API Reference).
 */
export function permissionForService(principal: string): NextStep {
  const permission = ["--statement-id", "AllowCaller", "--action", INVOKE, "--principal", principal];
  const commands = awsCommand("lambda", "add-permission", ...permission).map(
    (one) => `${one} --function-name "$FUNCTION"`,
  );
  // One function rotates several secrets.
  if (principal === OF_ACCOUNT)
    return {
      step: "permission-for-service",
      principal,
      source: undefined,
      commands: commands.map((one) => `${one} --source-account "$ACCOUNT"`),
    };
  const source = { arn: formOf(principal, SOMEWHERE), isKnown: false, account: ownerOf(principal, "ACCOUNT") };
  return {
    step: "permission-for-service",
    principal,
    source,
    commands: commands.map((one) => `${one} --source-arn ${toFillIn(source.arn)}${accountOption(source)}`),
  };
}

function accountOption(source: PermissionSource | undefined): string {
  const { account } = source ?? {};
  if (account === undefined) return "";
  return ` --source-account ${isAccountId(account) ? account : '"$ACCOUNT"'}`;
}

/** A bucket that is deleted may come to be somebody else's. Source: "AddPermission" (AWS Lambda API Reference), on `SourceAccount`. */
function ownerOf(principal: string, account: string): string | undefined {
  return principal === "s3.amazonaws.com" ? account : undefined;
}

/** Whose calls are told by the account that they are for. Source: "Permissions for rotation" (AWS Secrets Manager). */
const OF_ACCOUNT = "secretsmanager.amazonaws.com";

const SOMEWHERE = { partition: "aws", region: "REGION", account: "ACCOUNT" };

export const INVOKE = "lambda:InvokeFunction";
export const API = "apigateway.amazonaws.com";

/** With a variable of the shell for each word in capitals. Whatever else a shell would read in it came with the message. */
function toFillIn(arn: string): string {
  return /^[\w:/*-]+$/.test(arn) ? `"${arn.replace(/[A-Z_]{2,}/g, "$$$&")}"` : '"$SOURCE_ARN"';
}

/** A shell would look for files of a name with a star. */
function plain(arn: string): string {
  return arn.includes("*") ? `'${arn}'` : arn;
}

interface OnePermission {
  readonly action: string;
  readonly authType: string | undefined;
  /** It is for calls that come by the URL alone. */
  readonly isThroughUrl: boolean;
}

/**
 * A signed request to a function URL needs two permissions, of which one is for calls by the URL alone. Sources: "Control
 * access to Lambda function URLs"; "AddPermission" (AWS Lambda API Reference).
 */
export function permissionsFor(action: string): readonly OnePermission[] {
  if (action.toLowerCase() !== "lambda:invokefunctionurl")
    return [{ action, authType: undefined, isThroughUrl: false }];
  return [
    { action, authType: "AWS_IAM", isThroughUrl: false },
    { action: INVOKE, authType: undefined, isThroughUrl: true },
  ];
}

function sourceIn(
  context: NextQuestion["request"]["context"],
  principal: string,
  of: Arn,
): FunctionPermission["source"] {
  const [told, toldAccount] = [context.get("aws:sourcearn"), context.get("aws:sourceaccount")];
  const isTold = typeof toldAccount === "string" && isAccountId(toldAccount);
  const account = ownerOf(principal, isTold ? toldAccount : of.account);
  if (typeof told === "string" && /^[\w:/.=+@*-]+$/.test(told)) return { arn: told, isKnown: true, account };
  return { arn: formOf(principal, of), isKnown: false, account };
}

function formOf(
  principal: string,
  { partition, region, account }: Pick<Arn, "partition" | "region" | "account">,
): string {
  const form = FORMS.get(principal) ?? "SOURCE_ARN";
  return form.replace(":P:", () => `:${partition}:`).replace(":R:A:", () => `:${region}:${account}:`);
}

/**
 * What a service says in `aws:SourceArn` when it calls a function. Sources: the examples of `add-permission` in "Using AWS
 * Lambda with Amazon EventBridge Scheduler and rules", "Using AWS Lambda with Amazon SNS", "Process Amazon S3 event
 * notifications with Lambda", "Invoking a Lambda function using an Amazon API Gateway endpoint", "Subscription filters with
 * AWS Lambda" (Amazon CloudWatch Logs), "Customizing user pool workflows with Lambda triggers" (Amazon Cognito).
 */
const FORMS: ReadonlyMap<string, string> = new Map([
  ["apigateway.amazonaws.com", "arn:P:execute-api:R:A:API_ID/*"],
  ["cognito-idp.amazonaws.com", "arn:P:cognito-idp:R:A:userpool/POOL_ID"],
  ["events.amazonaws.com", "arn:P:events:R:A:rule/RULE_NAME"],
  ["logs.amazonaws.com", "arn:P:logs:R:A:log-group:LOG_GROUP_NAME:*"],
  ["s3.amazonaws.com", "arn:P:s3:::BUCKET_NAME"],
  ["sns.amazonaws.com", "arn:P:sns:R:A:TOPIC_NAME"],
]);
