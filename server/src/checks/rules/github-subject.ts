import { exampleOfToken } from "../token-example.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { issuerOf } from "../../policy/token-issuers.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { writtenPrincipals } from "../entries.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";
import { allowsTokens, claimsAsked, deniesByClaim, hostOfProvider } from "../token-claims.ts";

const HOST = "token.actions.githubusercontent.com";

const MESSAGES = messagesOf({
  everyOwner: (subject: string) =>
    say`${value(subject)} also matches repositories of owners that anybody can register, so a workflow of theirs can assume this role. Write the owner's whole name, such as ${name("repo:my-org/my-repo:ref:refs/heads/main")}.`,
  everyRepositoryOf: (owner: string) =>
    say`A workflow of any repository of ${name(owner)} can assume this role, from any branch. Name the repository and the branch where they are known.`,
  everyRepositoryOfEnterprise: (host: string) =>
    say`Without a condition on ${name(`${host}:sub`)}, a workflow of any repository of the enterprise can assume this role. Add one that names the repository, such as ${name("repo:my-org/my-repo:ref:refs/heads/main")}.`,
  everyRepository: () =>
    say`Without a condition on ${name(`${HOST}:sub`)}, a workflow of any repository on GitHub can assume this role, so IAM rejects the trust policy when a role is created or changed. Add one that names the repository, such as ${name("repo:my-org/my-repo:ref:refs/heads/main")}.`,
});

/**
 * Sources: "IAM Access Analyzer policy check reference", Missing GitHub repo condition key and Specific GitHub repo and
 * branch recommended; "Identity-provider controls for shared OIDC providers" (IAM User Guide), on what IAM rejects.
 */
export const githubSubject: Check = {
  code: "github-subject",
  severity: "warning",
  summary: "A role trusts GitHub's identity provider without a condition on the repository.",
  messages: MESSAGES,
  *find(subject) {
    if (certainKind(subject) !== "trust" || subject.broken) return;
    for (const { entry, statement, elementName } of writtenPrincipals(subject.policy, "Federated")) {
      if (elementName !== "Principal" || statement.effect?.text !== "Allow") continue;
      const host = hostOfProvider(entry);
      if (host === undefined || issuerOf(host) !== "github") continue;
      if (!allowsTokens(statement) || deniesByClaim(subject.policy, host)) continue;
      if (host !== HOST) yield* ofEnterprise(entry, { host, statement, under: subject });
      else if (trustsAnyRepository(entry, statement)) {
        const example = withToken(subject, statement, [ANOTHER_REPOSITORY]);
        yield { span: textSpan(entry), ...MESSAGES.everyRepository(), severity: "error", ...example };
      } else yield* openSubjects(subject, statement);
    }
  },
};

interface Trusted {
  readonly host: string;
  readonly statement: Statement;
  readonly under: PolicyUnderCheck;
}

/**
 * An enterprise has a provider of its own, by its name behind GitHub's or on its own server: no stranger has a token of it.
 * Source: "OpenID Connect reference" in GitHub's documentation, on the issuer of an enterprise.
 */
function* ofEnterprise(entry: Scalar, { host, statement, under }: Trusted): Generator<Finding> {
  if (asksOfToken(statement, host)) return;
  // A job chooses the audience of its own token, and whoever runs a server may keep that to a few.
  const isSure = host.startsWith(`${HOST}/`) || claimsAsked(statement, host)?.size === 0;
  yield {
    span: textSpan(entry),
    ...MESSAGES.everyRepositoryOfEnterprise(host),
    ...(isSure ? {} : { severity: "info" as const }),
    ...exampleOfToken(under, statement, { host, subjects: [ANOTHER_REPOSITORY] }),
  };
}

/** Is it GitHub's provider, and does the statement ask nothing of whose token it is? */
export function trustsAnyRepository(principal: Scalar, statement: Statement): boolean {
  return isGitHub(principal) && !asksOfToken(statement, HOST);
}

function isGitHub(principal: Scalar): boolean {
  return hostOfProvider(principal) === HOST;
}

/** Values of the subject that leave the owner or the repository open, where the subject is all that is asked of the token. */
function* openSubjects(under: PolicyUnderCheck, statement: Statement): Generator<Finding> {
  const { condition } = statement;
  const entries = (condition?.operators ?? []).flatMap((block) => block.entries);
  if (condition === undefined || condition.open || condition.operators.some(({ open }) => open)) return;
  if (!entries.every(({ key }) => [`${HOST}:aud`, `${HOST}:sub`].includes(key.toLowerCase()))) return;
  for (const entry of entries) {
    if (entry.key.toLowerCase() !== `${HOST}:sub` || operatorOf(entry)?.operator.name !== "StringLike") continue;
    for (const subject of entry.values.entries) {
      const finding = isSettled(subject) ? openSubject(subject) : undefined;
      if (finding === undefined) continue;
      const another = subject.text.replaceAll("*", "another");
      yield { ...finding, ...withToken(under, statement, [ANOTHER_REPOSITORY, another]) };
    }
  }
}

/**
 * Only of subjects that begin as GitHub's own do: an organization may choose other claims for them. Behind `@` stands the
 * owner's number. Source: "OpenID Connect reference" in GitHub's documentation.
 */
function openSubject(subject: Scalar): Finding | undefined {
  if (!/^(?:repo:|\*)/.test(subject.text)) return undefined;
  const span = textSpan(subject);
  const slash = subject.text.indexOf("/");
  const owner = (slash < 0 ? subject.text : subject.text.slice(0, slash)).replace(/@.*$/s, "");
  // Nobody's name has a colon: behind one, the wildcard is about something else.
  if (/^(?:repo:)?[^:*?]*[*?]/.test(owner)) return { span, ...MESSAGES.everyOwner(subject.text) };
  return /^[*]+(?::[*]+)?$/.test(subject.text.slice(slash + 1))
    ? { span, ...MESSAGES.everyRepositoryOf(owner.replace(/^repo:/, "")), severity: "info" }
    : undefined;
}

const ANOTHER_REPOSITORY = "repo:another-org/another-repo:ref:refs/heads/main";

function withToken(
  subject: PolicyUnderCheck,
  statement: Statement,
  subjects: readonly string[],
): ReturnType<typeof exampleOfToken> {
  return exampleOfToken(subject, statement, { host: HOST, subjects });
}

/** Any other claim than the audience may name the repository; so may what the file does not settle. */
function asksOfToken(statement: Statement, host: string): boolean {
  const claims = claimsAsked(statement, host);
  return claims === undefined || [...claims].some((claim) => claim !== "aud");
}
