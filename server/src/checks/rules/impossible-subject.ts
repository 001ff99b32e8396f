import { Effort } from "../../domains/effort.ts";
import { renameMember, replaceText } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled, isSettledCondition, type Policy, type Scalar, substitutesVariables } from "../../policy/policy.ts";
import { issuerOf, type TokenIssuer } from "../../policy/token-issuers.ts";
import { isNoSubject } from "../../policy/token-subjects.ts";
import { textSetOf } from "../../proof/solving/text-sets.ts";
import { name, type Phrase, say } from "../../wording/phrase.ts";
import { type Check, type Finding } from "../check.ts";
import { conditionEntries, type ConditionUse } from "../entries.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { certainKind } from "../kind-rules.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";
import { onlyHost } from "../token-claims.ts";
import { asksForOneOf } from "./impossible-value.ts";

const MESSAGES = messagesOf({
  found: (subject: string, issuer: TokenIssuer) =>
    say`No token of ${ISSUERS[issuer].called} has the subject ${name(subject)}, so this value never matches. Write it as in ${name(ISSUERS[issuer].example)}.`,
  asAudience: (subject: string, key: string) =>
    say`${name(subject)} is a subject, but ${name(key)} is the audience of a token, so hardly any token has this value there. Put it under ${name(key.replace(/:aud$/i, ":sub"))}.`,
  withEnding: (subject: string, fixed: string) =>
    say`GitHub writes a repository without the ${name(".git")} of its URL, so no token has the subject ${name(subject)}. Write ${name(fixed)}.`,
  fullBranch: (subject: string, fixed: string) =>
    say`GitLab writes the name of a branch without ${name("refs/heads/")}, so no token has the subject ${name(subject)}. Write ${name(fixed)}.`,
  bare: (subject: string) =>
    say`GitHub writes the subject ${name(subject)} only for a repository whose own template is ${name("repo")} alone; by default more follows. Write it as in ${name(ISSUERS.github.example)}, or ${name(`${subject}:*`)} with ${name("StringLike")}.`,
});

interface Issuer {
  readonly called: Phrase;
  readonly example: string;
}

const ISSUERS: Readonly<Record<TokenIssuer, Issuer>> = {
  github: { called: say`GitHub Actions`, example: "repo:OWNER/REPO:ref:refs/heads/BRANCH" },
  gitlab: { called: say`GitLab`, example: "project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH" },
  kubernetes: { called: say`Kubernetes`, example: "system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT" },
  terraform: {
    called: say`HCP Terraform`,
    example: "organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:*",
  },
  circleci: { called: say`CircleCI`, example: "org/ORGANIZATION-ID/project/PROJECT-ID/user/*" },
  bitbucket: { called: say`Bitbucket Pipelines`, example: "{REPOSITORY-UUID}:*" },
  buildkite: { called: say`Buildkite`, example: "organization:ORG:pipeline:PIPELINE:ref:REF:*" },
};

/** A few thousand steps settle a value. */
const EFFORT = 100_000;

/** The forms that subjects have are documented with `isNoSubject`. */
export const impossibleSubject: Check = {
  code: "impossible-subject",
  severity: "warning",
  summary: "No token of this identity provider has such a subject.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  kinds: ["trust"],
  *find(subject) {
    if (certainKind(subject) !== "trust" || subject.broken) return;
    const variables = substitutesVariables(subject.policy);
    for (const found of conditionEntries(subject.policy)) {
      const { entry } = found;
      yield* subjectsAsAudience(found);
      const issuer = /:sub$/i.test(entry.key) ? issuerOf(entry.key.slice(0, -":sub".length)) : undefined;
      if (issuer !== undefined && isOfOther(issuer, found)) continue;
      const operator = operatorOf(entry)?.operator;
      if (issuer === undefined || operator === undefined || !COMPARED.has(operator.name)) continue;
      if (!isSettledCondition(entry)) continue;
      for (const value of entry.values.entries) {
        const surplus = surplusIn(issuer, value);
        if (surplus !== undefined) {
          yield surplus;
          continue;
        }
        if (issuer === "github" && isBareRepository(value)) {
          yield { span: textSpan(value), severity: "info", ...MESSAGES.bare(value.text) };
        }
        if (!isImpossible(issuer, value, variables)) continue;
        yield {
          span: textSpan(value),
          ...MESSAGES.found(value.text, issuer),
          fixes: () => corrected(issuer, value, variables),
        };
      }
    }
  },
};

/** Of a claim of another provider than the one in Principal it is told which the right key is. */
function isOfOther(issuer: TokenIssuer, { statement }: ConditionUse): boolean {
  const own = issuerOf(onlyHost(statement) ?? "");
  return own !== undefined && own !== issuer;
}

/** The conditions that no token meets, because none has any of the subjects. */
export function conditionsOfImpossibleSubjects(policy: Policy): readonly ConditionUse[] {
  const variables = substitutesVariables(policy);
  return conditionEntries(policy).filter((found) => {
    const { entry } = found;
    const issuer = /:sub$/i.test(entry.key) ? issuerOf(entry.key.slice(0, -":sub".length)) : undefined;
    const use = operatorOf(entry);
    if (issuer === undefined || use === undefined || !COMPARED.has(use.operator.name)) return false;
    if (!isSettledCondition(entry) || !asksForOneOf(found, use)) return false;
    return entry.values.entries.every((value) => isImpossible(issuer, value, variables));
  });
}

const COMPARED: ReadonlySet<string> = new Set(["StringEquals", "StringLike"]);

/** Subjects of service accounts and repositories under the key beside theirs. */
function* subjectsAsAudience(found: ConditionUse): Generator<Finding> {
  const { entry } = found;
  const operator = operatorOf(entry)?.operator.name;
  if (!/:aud$/i.test(entry.key) || operator === undefined || !COMPARED.has(operator)) return;
  if (issuerOf(entry.key.slice(0, -":aud".length)) === undefined || !isSettledCondition(entry)) return;
  for (const value of entry.values.entries) {
    if (!isSubject(value)) continue;
    yield { span: textSpan(value), ...MESSAGES.asAudience(value.text, entry.key), fixes: () => asSubject(found) };
  }
}

/** None where it stands beside an audience, or the block has that key already. */
function asSubject({ block, entry }: ConditionUse): readonly Fix[] {
  const to = entry.key.replace(/:aud$/i, ":sub");
  const isTaken = block.entries.some(({ key }) => key.toLowerCase() === to.toLowerCase());
  if (isTaken || !entry.values.entries.every(isSubject)) return [];
  return fixWith(say`Replace ${name(entry.key)} with ${name(to)}`, renameMember(entry.member, to));
}

function isSubject({ text }: Scalar): boolean {
  return /^(?:system:serviceaccount|repo|project_path):[^:]/.test(text);
}

/** What is written of a repository or a branch elsewhere, and not in subjects. */
function surplusIn(issuer: TokenIssuer, value: Scalar): Finding | undefined {
  const { text } = value;
  const [surplus, message] =
    issuer === "github" ? ([OF_URL, MESSAGES.withEnding] as const) : ([FULL_BRANCH, MESSAGES.fullBranch] as const);
  const fixed = issuer === "github" || issuer === "gitlab" ? text.replace(surplus, "$1") : text;
  if (fixed === text) return undefined;
  return {
    span: textSpan(value),
    ...message(text, fixed),
    fixes: () => fixWith(say`Replace with ${name(fixed)}`, replaceText(value, fixed)),
  };
}

/** Source: "OpenID Connect reference" (GitHub Docs), on customized subjects. */
function isBareRepository(value: Scalar): boolean {
  return isSettled(value) && /^repo:[\w.-]+\/[\w.-]+$/.test(value.text);
}

/** A `*` under StringEquals, which has a finding of its own, is taken for the wildcard that was meant. */
function isImpossible(issuer: TokenIssuer, value: Scalar, variables: "yes" | "no" | "unknown"): boolean {
  if (issuer === "github" && isSettled(value) && BLANK_IN_REPOSITORY.test(value.text)) return true;
  const texts = textSetOf(value, { variables, wildcards: true, caseless: false }, new Map());
  return texts !== undefined && isNoSubject(issuer, texts.shape, new Effort(EFFORT));
}

/** Neither the owner's name nor that of the repository holds one. */
const BLANK_IN_REPOSITORY = /^repo:[^:*?]*\s/;

/** Only what then is a subject. Where several may be meant, none is made without being asked for. */
function corrected(issuer: TokenIssuer, value: Scalar, variables: "yes" | "no" | "unknown"): readonly Fix[] {
  const texts = (CORRECTIONS[issuer] ?? []).flatMap(([wrong, right]) =>
    (wrong.test(value.text) ? [right] : []).map((one) => value.text.replace(wrong, one)),
  );
  const possible = texts.filter((text) => !isImpossible(issuer, { ...value, text }, variables));
  const fixes = possible.flatMap((text) => fixWith(say`Write ${name(text)}`, replaceText(value, text)));
  return possible.length > 1 ? asLastResort(fixes) : fixes;
}

type Correction = readonly [wrong: RegExp, right: string];

/** What people write, and what they mean. */
const CORRECTIONS: Readonly<Partial<Record<TokenIssuer, readonly Correction[]>>> = {
  github: [
    [/^repo:(?=[^:/]{1,100}\/)/i, "repo:"],
    [/^repo:\s+(?=\S)/, "repo:"],
    [/^repo:(?:https?:\/\/)?github\.com\/([^:]{1,200})/, "repo:$1"],
    [/^(?:https?:\/\/)?github\.com\/([^:]{1,200})/, "repo:$1"],
    [/^([\w.-]{1,100}\/[\w.*?-]{1,100})(?=:|$)/, "repo:$1"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):refs\//, "repo:$1:ref:refs/"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):ref:(heads|tags)\//, "repo:$1:ref:refs/$2/"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):(?:ref:|branch:)(?!refs\/|heads\/|tags\/)/, "repo:$1:ref:refs/heads/"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):pulls?[-_]?(?:request)?s?$/, "repo:$1:pull_request"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):env:([^:]{1,200})$/, "repo:$1:environment:$2"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):(?!pull)([^:]{1,200})$/, "repo:$1:ref:refs/heads/$2"],
    [/^repo:([^:/]{1,100}\/[^:/]{1,100}):(?!pull)([^:]{1,200})$/, "repo:$1:environment:$2"],
  ],
  gitlab: [
    [/^repo:([^:]{1,200}):ref:refs\/heads\/(.{1,200})$/, "project_path:$1:ref_type:branch:ref:$2"],
    [/^repo:([^:]{1,200}):\*$/, "project_path:$1:*"],
    [/^project:/, "project_path:"],
  ],
  kubernetes: [
    [/^serviceaccount:/, "system:serviceaccount:"],
    [/^system:serviceaccounts:/, "system:serviceaccount:"],
    [/^system:service-?account:/i, "system:serviceaccount:"],
    [/^([a-z0-9-]{1,63}):([a-z0-9.-]{1,253})$/, "system:serviceaccount:$1:$2"],
    [/^system:serviceaccount:([^:/]{1,200})\/([^:/]{1,200})$/, "system:serviceaccount:$1:$2"],
  ],
  terraform: [
    [/^organization:([^:]{1,100}):workspace:/, "organization:$1:project:*:workspace:"],
    [/^(organization:[^:]{1,100}:project:[^:]{1,100}:workspace:[^:]{1,100})$/, "$1:run_phase:*"],
  ],
};

/** Source: "OpenID Connect (OIDC) Authentication Using ID Tokens" (GitLab Docs), on `sub`. */
const FULL_BRANCH = /^(project_path:[^:]+:ref_type:branch:ref:)refs\/heads\//;
const OF_URL = /^(repo:[^/:*?]+\/[^/:*?]+)\.git(?=:|$)/;
