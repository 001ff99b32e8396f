/** What is written by reference in an edited policy: what its file makes in the account in which it is deployed. */
import { type Request } from "../../evaluation/request.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { type Deployment } from "../../syntax/change.ts";
import { type FixQuestion } from "./question.ts";

/**
 * A policy of a principal is deployed in the principal's account, and so is that of a resource of this account. One that
 * names its principals by their ARNs goes on so, as the message does, and nobody has to look up which ones.
 */
export type DeploymentOf = (policy: CandidatePolicy) => Deployment | undefined;

export function deploymentsOf({ attempt: { candidates }, request }: FixQuestion): DeploymentOf {
  const deployment = deploymentOfCaller(request);
  // Asked of the few policies that a fix edits, out of thousands.
  const isWrittenWith = (policy: CandidatePolicy): boolean =>
    candidates.identity.includes(policy) ||
    candidates.boundary.includes(policy) ||
    (isOfOneAccount(request) && candidates.resource.includes(policy) && refersToPrincipals(policy.policy));
  return (policy) => (deployment && isWrittenWith(policy) ? deployment : undefined);
}

/** Of a list that names what is made there by reference, which is not in the file of the policy. */
export function deploymentOfList({ request }: Pick<FixQuestion, "request">): Deployment | undefined {
  return isOfOneAccount(request) ? deploymentOfCaller(request) : undefined;
}

function deploymentOfCaller({ principal, filled, filledOfCaller }: Request): Deployment | undefined {
  const { account, name = "" } = readAccountCaller(principal) ?? {};
  if (account === undefined) return undefined;
  return { account, region: regionIn(name), variables: new Map([...(filled ?? []), ...(filledOfCaller ?? [])]) };
}

/** `orders-dev-eu-west-1-lambdaRole`: tools and people name roles, which are of no Region, for that of their stack. */
function regionIn(name: string): string | undefined {
  const [only, ...others] = new Set(Array.from(name.matchAll(REGION), ([, region]) => region));
  return others.length === 0 ? only : undefined;
}

const REGION =
  /(?<![A-Za-z0-9])((?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central){1,2}-\d)(?![A-Za-z0-9])/g;

/** What a resource's policy names of another account is made elsewhere. */
function isOfOneAccount({ principal, resource }: Request): boolean {
  const account = readAccountCaller(principal)?.account;
  return account !== undefined && resource.accountId === account;
}

/** Does it refer to one of them (`aws_iam_role.app.arn`, `!GetAtt App.Arn`)? Another one is then written so, too. */
function refersToPrincipals({ statements }: Policy): boolean {
  return statements.some((statement) =>
    principalsIn(statement).some((entry) => isReference(entry) || hasAccount(entry)),
  );
}

/** Those of `Principal`, and those that a condition lists. */
function principalsIn({ principal, condition }: Statement): readonly Scalar[] {
  const types = principal?.form === "typed" ? principal.types : [];
  const listed = condition?.operators.flatMap(({ entries }) => entries) ?? [];
  return [
    ...types.flatMap(({ type, entries }) => (type === "AWS" ? entries : [])),
    ...listed.flatMap(({ key, values }) => (key.toLowerCase() === "aws:principalarn" ? values.entries : [])),
  ];
}

/** `arn:aws:iam::${AWS::AccountId}:role/Admin`: the account is that of the deployment in the others, too. */
function hasAccount({ holes }: Scalar): boolean {
  return holes.some(({ stands }) => stands === "account");
}

/** What a reference stands for does not begin where it is written. */
function isReference(entry: Scalar): boolean {
  const { start, end } = entry.within(0, BEGINNING.length);
  return entry.text.startsWith(BEGINNING) && end - start !== BEGINNING.length;
}

const BEGINNING = "arn:";
