import { exampleOfToken } from "../token-example.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { type TokenIssuer, issuerOf } from "../../policy/token-issuers.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { writtenPrincipals } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";
import { allowsTokens, claimsAsked, deniesByClaim, hostOfProvider } from "../token-claims.ts";

const MESSAGES = messagesOf({
  anybody: (host: string, whose: string, example: string) =>
    say`Without a condition on ${name(`${host}:sub`)}, ${whose} can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one that matches only your tokens, such as ${name(example)}.`,
  anyOwner: (subject: string, owners: string, example: string) =>
    say`${value(subject)} also matches ${owners} that anybody can register, so their tokens can assume this role. Write the whole name, such as ${name(example)}.`,
  anyPool: (key: string) =>
    say`Without a condition on ${name(key)}, the identities of anybody's identity pool can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one with the ID of your pool.`,
  anyTenant: (host: string, key: string) =>
    say`${name(host)} signs tokens for many organizations, so IAM rejects a trust policy without a condition on ${name(key)} when a role is created or changed. Add one that says whose token it has to be.`,
  noAudience: (address: string) =>
    say`No condition asks for ${name("SAML:aud")}. AWS's guide has one in the trust policy of every role for SAML. Add it with ${name("StringEquals")}, such as ${name(address)}.`,
  anyToken: (host: string) =>
    say`Whoever has a token of ${name(host)} can assume this role: no condition asks whose it is. Add a condition on ${name(`${host}:sub`)} or another claim.`,
});

/**
 * Sources: "IAM Access Analyzer policy check reference", Missing condition key for OIDC principal; "Identity-provider controls
 * for shared OIDC providers" (IAM User Guide), on what IAM rejects; "Create a role for SAML 2.0 federation (console)" of the
 * same guide. GitHub has a check of its own.
 */
export const tokenWithoutSubject: Check = {
  code: "token-without-subject",
  severity: "warning",
  summary: "A role trusts the tokens of an identity provider without a condition on whose they are.",
  messages: MESSAGES,
  *find(subject) {
    if (certainKind(subject) !== "trust" || subject.broken) return;
    for (const { entry, statement, elementName } of writtenPrincipals(subject.policy, "Federated")) {
      if (elementName !== "Principal" || statement.effect?.text !== "Allow") continue;
      if (isWithoutAudience(entry, statement, subject))
        yield { span: textSpan(entry), ...MESSAGES.noAudience(addressOfPartition(entry)), severity: "info" };
      const host = isCognito(entry) ? COGNITO : hostOfProvider(entry);
      if (!allowsTokens(statement) || (host !== undefined && deniesByClaim(subject.policy, host))) continue;
      yield* isCognito(entry) ? openPools(entry, statement) : openSubjects(entry, statement, subject);
    }
  },
};

/** Any claim of the response may say enough, and so may a Deny of the policy. */
function isWithoutAudience(entry: Scalar, statement: Statement, { policy }: PolicyUnderCheck): boolean {
  if (!/^arn:[^:]*:iam::[^:]*:saml-provider\/./.test(entry.text) || !takesResponses(statement)) return false;
  return (
    claimsAsked(statement, "saml")?.size === 0 && policy.statements.every(({ effect }) => effect?.text === "Allow")
  );
}

/** Source: "Configure your SAML 2.0 IdP with relying party trust and adding claims" (IAM User Guide), also that for China. */
function addressOfPartition({ text }: Scalar): string {
  const [, partition = ""] = text.split(":", 2);
  return `https://signin.${SIGN_IN.get(partition) ?? "aws.amazon.com"}/saml`;
}

/** Of the partitions with another domain. */
const SIGN_IN: ReadonlyMap<string, string> = new Map([
  ["aws-cn", "amazonaws.cn"],
  ["aws-us-gov", "amazonaws-us-gov.com"],
]);

function takesResponses({ action }: Statement): boolean {
  return action?.entries.some(({ text }) => /^sts:AssumeRoleWithSAML$/i.test(text)) ?? false;
}

/** A provider that signs tokens for whoever registers, by who they are. */
interface PublicIssuer {
  readonly whose: string;
  readonly owners: string;
  /** What stands in front of the owner's name in a subject, and behind it. */
  readonly owner: RegExp;
  readonly example: string;
}

/**
 * Those that sign for everybody under one address, by the address. Sources: GitLab Docs, "Configure OpenID Connect in AWS to
 * retrieve temporary credentials"; HCP Terraform, "Dynamic Credentials with the AWS Provider"; Buildkite, "OIDC with AWS".
 */
const PUBLIC_ISSUERS: ReadonlyMap<string, PublicIssuer> = new Map([
  [
    "gitlab.com",
    {
      whose: "a job of any project on GitLab.com",
      owners: "groups",
      owner: /^project_path:([^/]*)/,
      example: "project_path:my-group/my-project:ref_type:branch:ref:main",
    },
  ],
  [
    "app.terraform.io",
    {
      whose: "a run of any organization on HCP Terraform",
      owners: "organizations",
      owner: /^organization:([^:]*)/,
      example: "organization:my-org:project:my-project:workspace:my-workspace:run_phase:*",
    },
  ],
  [
    "agent.buildkite.com",
    {
      whose: "a build of any organization on Buildkite",
      owners: "organizations",
      owner: /^organization:([^:]*)/,
      example: "organization:my-org:pipeline:my-pipeline:*",
    },
  ],
]);

/**
 * Further shared providers, with the claim that says whose token it is. Source: "Identity-provider controls for shared OIDC
 * providers" (IAM User Guide), the table of providers.
 */
const REQUIRED_CLAIMS: ReadonlyMap<string, "aud" | "sub"> = new Map([
  ["api.pulumi.com/oidc", "aud"],
  ["oidc-configuration.audit-log.githubusercontent.com", "sub"],
  ["oidc.codefresh.io", "sub"],
  ["oidc.vercel.com", "aud"],
  ["proidc.upbound.io", "sub"],
  ["sandboxes.cloud", "aud"],
  ["scalr.io", "sub"],
  ["studio.datachain.ai/api", "sub"],
  ["tokens.cloud.shisho.dev", "sub"],
  ["vstoken.actions.githubusercontent.com", "sub"],
]);

/** Providers of which another check says it. */
const ELSEWHERE: ReadonlySet<TokenIssuer | undefined> = new Set<TokenIssuer>(["github"]);

function* openSubjects(entry: Scalar, statement: Statement, under: PolicyUnderCheck): Generator<Finding> {
  const host = hostOfProvider(entry);
  if (host === undefined || ELSEWHERE.has(issuerOf(host))) return;
  const claims = claimsAsked(statement, host);
  if (claims === undefined) return;
  const issuer = PUBLIC_ISSUERS.get(host);
  // A job chooses the audience of its own token.
  const asked = new Set(claims);
  asked.delete("aud");
  if (issuer === undefined) {
    const required = REQUIRED_CLAIMS.get(host);
    if (required !== undefined && (required === "aud" ? claims : asked).size === 0)
      yield { span: textSpan(entry), ...MESSAGES.anyTenant(host, `${host}:${required}`), severity: "error" };
    else if (claims.size === 0) yield { span: textSpan(entry), ...MESSAGES.anyToken(host) };
    return;
  }
  if (asked.size === 0) {
    const example = exampleOfToken(under, statement, { host, subjects: [anotherOf(issuer.example)] });
    yield {
      span: textSpan(entry),
      ...MESSAGES.anybody(host, issuer.whose, issuer.example),
      severity: "error",
      ...example,
    };
  } else if (asked.size === 1 && asked.has("sub")) {
    yield* openOwners(statement, host, { issuer, under });
  }
}

/** Where the subject is all that is asked of the token: values that leave open whose it is. */
function* openOwners(
  statement: Statement,
  host: string,
  { issuer, under }: { readonly issuer: PublicIssuer; readonly under: PolicyUnderCheck },
): Generator<Finding> {
  const { condition } = statement;
  for (const entry of condition?.operators.flatMap(({ entries }) => entries) ?? []) {
    if (entry.key.toLowerCase() !== `${host}:sub` || operatorOf(entry)?.operator.name !== "StringLike") continue;
    for (const subject of entry.values.entries) {
      if (!isSettled(subject)) continue;
      const owner = /^\*/.test(subject.text) ? "*" : issuer.owner.exec(subject.text)?.[1];
      if (owner === undefined || !/[*?]/.test(owner)) continue;
      const subjects = [anotherOf(issuer.example), subject.text.replaceAll("*", "another")];
      yield {
        span: textSpan(subject),
        ...MESSAGES.anyOwner(subject.text, issuer.owners, issuer.example),
        ...exampleOfToken(under, statement, { host, subjects }),
      };
    }
  }
}

/** That of somebody else. */
function anotherOf(example: string): string {
  return example.replaceAll("my-", "another-").replace(/:\*$/, ":apply");
}

const COGNITO = "cognito-identity.amazonaws.com";

function isCognito({ text }: Scalar): boolean {
  return text.toLowerCase() === COGNITO;
}

/** Cognito signs for the pools of all accounts; the audience is the pool. Source: "IAM roles" of Amazon Cognito identity pools. */
function* openPools(entry: Scalar, statement: Statement): Generator<Finding> {
  const claims = claimsAsked(statement, COGNITO);
  if (claims === undefined || claims.has("aud") || claims.has("sub")) return;
  yield { span: textSpan(entry), ...MESSAGES.anyPool(`${COGNITO}:aud`), severity: "error" };
}
