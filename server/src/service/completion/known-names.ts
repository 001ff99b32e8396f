/** Names that policies here use already: whoever writes one more often means the same accounts, roles and buckets. */
import { isSettled, type Policy } from "../../policy/policy.ts";
import { namesIn } from "../statement-names.ts";

export interface KnownNames {
  /** Of resources, without wildcards. */
  readonly resources: readonly string[];
  /** Of users, roles and sessions. */
  readonly principals: readonly string[];
  readonly providers: readonly string[];
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
}

/** The most often used first. */
export function knownNames(policies: Iterable<Policy>): KnownNames {
  const counts = new Map<string, number>();
  for (const policy of policies) {
    for (const statement of policy.statements) {
      for (const { text } of namesIn(statement).filter(isSettled)) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const texts = [...counts].sort(([, one], [, other]) => other - one).map(([text]) => text);
  const arns = texts.filter((text) => /^arn:[^*?$\s]+$/.test(text) && text.length < LONGEST);
  const isPrincipal = (arn: string): boolean => /^arn:[^:]*:(?:iam|sts)::\d{12}:(?:user|role|assumed-role)\//.test(arn);
  const isProvider = (arn: string): boolean => /^arn:[^:]*:iam::\d{12}:(?:oidc|saml)-provider\//.test(arn);
  return {
    resources: arns
      .filter((arn) => !isProvider(arn) && !/^arn:[^:]*:(?:iam|sts)::\d{12}:root$/.test(arn))
      .slice(0, MOST),
    principals: arns.filter(isPrincipal).slice(0, MOST),
    providers: arns.filter(isProvider).slice(0, MOST),
    accounts: accountsIn(texts).slice(0, MOST),
    organizations: texts.filter((text) => /^o-[a-z0-9]{10,32}$/.test(text)).slice(0, MOST),
  };
}

const MOST = 50;
const LONGEST = 500;

/** On their own, or as the account of an ARN. */
function accountsIn(texts: readonly string[]): readonly string[] {
  const accounts = new Set<string>();
  for (const text of texts) {
    const account = /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(text)?.[1];
    if (account !== undefined) accounts.add(account);
  }
  return [...accounts];
}
