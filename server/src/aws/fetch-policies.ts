/** Everything that a principal, a resource or an account has of policies, as files to be read again. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { distinct, type Failure, otherAccount } from "./failures.ts";
import { fetchOrganization } from "./fetch-organization.ts";
import {
  accountOfDetails,
  emptyDetails,
  type Fetched,
  fetchAccount,
  fetchPrincipal,
  type PrincipalName,
} from "./fetch-principal.ts";
import { fetchResource } from "./fetch-resource.ts";
import { type SavedFile, savedFiles } from "./saved-files.ts";
import { type Session } from "./session.ts";
import { callerAccount } from "./who-am-i.ts";

export interface WantedPolicies {
  /** ARNs, as a message names them. */
  readonly principal: string | undefined;
  readonly resource: string | undefined;
  /** All IAM policies of the account in place of the principal's. */
  readonly account: boolean;
  /** The SCPs and RCPs above the principal's account. */
  readonly organization: boolean;
}

export interface FetchedPolicies {
  readonly files: readonly SavedFile[];
  readonly failures: readonly Failure[];
  /** Why there is nothing more, though nothing failed; undefined where all that was asked for is there. */
  readonly note: string | undefined;
  /** AWS was not asked for the resource: its service is not one of those. */
  readonly isNotAsked: boolean;
}

/** What stands in the way of asking at all, for a person; undefined for nothing. */
export function problemOfWanted({ principal, resource, account, organization }: WantedPolicies): string | undefined {
  if (!account && principal === undefined && resource === undefined) {
    return "nothing is named: a role, a user, a resource, the account, or a message that names them is needed.";
  }
  if (organization && accountOf(principal, resource) === undefined) {
    return "the policies of an organization are those above an account; name a principal of it by its ARN.";
  }
  if (!account && principal !== undefined && principalName(principal) === undefined) {
    return `'${principal}' is not the ARN of a role, a session or a user; give one of these.`;
  }
  return undefined;
}

/** Throws where `problemOfWanted` has something to say. */
export async function fetchPolicies(session: Session, wanted: WantedPolicies): Promise<FetchedPolicies> {
  const problem = problemOfWanted(wanted);
  if (problem !== undefined) throw new Error(problem);
  const account = accountOf(wanted.principal, wanted.resource);
  const principal = wanted.account ? await wholeAccount(session, wanted) : await principalOf(session, wanted);
  const resource = wanted.resource === undefined ? undefined : await fetchResource(session, wanted.resource);
  const found = resource?.ok === true ? resource.result : undefined;
  const organization =
    wanted.organization && account !== undefined ? await fetchOrganization(session, account) : undefined;
  const notes = [
    ...(found === undefined || found.kind === "policy" ? [] : [found.sentence]),
    ...(organization?.none === undefined ? [] : [organization.none]),
  ];
  const files = savedFiles(
    {
      ...(principal === undefined ? {} : { principal }),
      ...(found?.kind === "policy" ? { resource: found.policy } : {}),
      ...(organization === undefined ? {} : { organization }),
    },
    {
      account: account ?? "",
      principal: wanted.account ? `account ${principal?.account ?? ""}` : withoutSessionName(wanted.principal ?? ""),
      resource: wanted.resource ?? "",
    },
  );
  return {
    files,
    failures: distinct([
      ...(principal?.failures ?? []),
      ...(resource?.ok === false ? [resource.failure] : []),
      ...(organization?.failures ?? []),
    ]),
    note: notes.length === 0 ? undefined : notes.join(" "),
    isNotAsked: found?.kind === "unknown-service",
  };
}

interface FetchedHolders extends Fetched {
  readonly account: string | undefined;
}

/** What the credentials find is that of their own account: of another one that is meant, nothing is kept. */
async function wholeAccount(session: Session, { principal }: WantedPolicies): Promise<FetchedHolders> {
  const fetched = await fetchAccount(session);
  const account = accountOfDetails(fetched.details) ?? (await callerAccount(session));
  const meant = accountOf(principal, undefined);
  if (account === undefined || meant === undefined || account === meant) return { ...fetched, account };
  const failures = [...fetched.failures, otherAccount(account, meant)];
  return { details: emptyDetails(), failures, account };
}

async function principalOf(session: Session, { principal }: WantedPolicies): Promise<FetchedHolders | undefined> {
  const name = principal === undefined ? undefined : principalName(principal);
  const account = accountOf(principal, undefined);
  return name === undefined ? undefined : { ...(await fetchPrincipal(session, name, account)), account };
}

function principalName(arn: string): PrincipalName | undefined {
  const caller = readAccountCaller(arn);
  switch (caller?.kind) {
    case "role":
    case "session":
      return { kind: "role", name: caller.name };
    case "user":
      return { kind: "user", name: caller.name };
    default:
      return undefined;
  }
}

function accountOf(principal: string | undefined, resource: string | undefined): string | undefined {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  return caller?.account ?? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource ?? "")?.[1];
}

/** Every session of a role has the policies of the role, so that another one replaces the file. */
function withoutSessionName(principal: string): string {
  const caller = readAccountCaller(principal);
  return caller?.kind === "session" ? `session of ${caller.account} ${caller.name}` : principal;
}
