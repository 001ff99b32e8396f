/** What the caller does, or finds out, where no policy is to be changed yet: credentials, the role's path, another policy. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type CredentialNeed, type NextStep } from "./explanation.ts";
import { type NextQuestion } from "./next-steps.ts";

export function callerSteps(question: NextQuestion): readonly NextStep[] {
  return [...credentialSteps(question), ...pathSteps(question), ...functionSteps(question), ...guardSteps(question)];
}

/** How the caller gets the credentials that a fix asks for. Sources: "get-session-token"; "assume-role" (AWS CLI). */
function credentialSteps({ fixes, request: { principal, action, asked } }: NextQuestion): readonly NextStep[] {
  const keys = fixes.flatMap(({ change }) =>
    change.change === "satisfy" ? change.facts.flatMap(({ key, value }) => (value === undefined ? [] : [key])) : [],
  );
  const needs = new Set(keys.flatMap((key) => NEEDS.get(key.toLowerCase()) ?? []));
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const assumed = action?.toLowerCase() === "sts:assumerole" ? asked.arn : undefined;
  return Array.from(needs, (need): NextStep => ({
    step: "get-credentials",
    need,
    commands: credentialCommands(need, caller, assumed),
  }));
}

const NEEDS: ReadonlyMap<string, CredentialNeed> = new Map([
  ["aws:multifactorauthpresent", "mfa"],
  ["aws:multifactorauthage", "mfa"],
  ["aws:tokenissuetime", "newer"],
  ["sts:rolesessionname", "session-name"],
  ["sts:externalid", "external-id"],
]);

function credentialCommands(
  need: CredentialNeed,
  caller: AccountCaller | undefined,
  assumed: string | undefined,
): readonly string[] {
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
      // The session's ARN leaves out the role's path, so the role is looked up by its name.
      return [
        ...command("iam", "get-role", "--role-name", caller.name, "--query", "Role.Arn"),
        `aws sts assume-role --role-arn "$ROLE_ARN" --role-session-name ${sessionOf(caller)}`,
      ];
    case "session-name":
      return assumed === undefined ? [] : [ofRole(assumed, "SESSION_NAME")];
    case "external-id":
      return assumed === undefined ? [] : [`${ofRole(assumed, "my-session")} --external-id "$EXTERNAL_ID"`];
  }
}

function sessionOf(caller: AccountCaller): string {
  const session = caller.kind === "session" ? (caller.text.split("/").at(-1) ?? "") : "";
  return /^[\w+=,.@-]+$/.test(session) ? session : "SESSION_NAME";
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

/** Source: "Viewing resource-based IAM policies in Lambda". */
function functionSteps({ layer, request: { principal, action, asked } }: NextQuestion): readonly NextStep[] {
  const arn = readArn(asked.arn ?? "");
  const [kind, name, qualifier] = arn?.resource.split(":") ?? [];
  const isQualified = arn?.service === "lambda" && kind === "function" && qualifier !== undefined;
  if (layer !== "resource" || !isQualified || principal === undefined || action === undefined || name === undefined)
    return [];
  const caller = readAccountCaller(principal);
  const role =
    caller?.kind === "session" ? `arn:${arn.partition}:iam::${caller.account}:role/${caller.name}` : principal;
  const of = `arn:${arn.partition}:lambda:${arn.region}:${arn.account}:function:${name}`;
  const commands = command(
    ...["lambda", "add-permission", "--function-name", of, "--qualifier", qualifier],
    ...["--statement-id", "AllowCaller", "--action", action, "--principal", role],
  );
  return [{ step: "add-permission", function: name, qualifier, commands }];
}

function guardSteps({ verdict, culprits, guard, fixes }: NextQuestion): readonly NextStep[] {
  const [culprit] = culprits;
  if (verdict !== "explained" || culprit === undefined || guard === undefined) return [];
  // Whoever can do what it asks for asks for what is his own.
  if (guard === "own-part" && fixes.some(({ change }) => change.change === "satisfy")) return [];
  return [{ step: "guard-worked", commands: [], guard, place: culprit.place }];
}
