/** Names that policies here use already: whoever writes one more often means the same accounts, roles and buckets. */
import { isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { namesIn } from "../statement-names.ts";

export interface KnownNames {
  /** Of resources, without wildcards. */
  readonly resources: readonly string[];
  /** Of users, roles and sessions. */
  readonly principals: readonly string[];
  readonly providers: readonly string[];
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
  /** Keys of tags. */
  readonly tags: readonly string[];
}

/** The most often used first. */
export function knownNames(policies: Iterable<Policy>): KnownNames {
  const counts = new Map<string, number>();
  const tags = new Map<string, number>();
  for (const policy of policies) {
    for (const statement of policy.statements) {
      for (const { text } of namesIn(statement).filter(isSettled)) counts.set(text, (counts.get(text) ?? 0) + 1);
      for (const tag of tagsIn(statement)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
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
    tags: [...tags]
      .sort(([, one], [, other]) => other - one)
      .map(([tag]) => tag)
      .slice(0, MOST),
    organizations: texts.filter((text) => /^o-[a-z0-9]{10,32}$/.test(text)).slice(0, MOST),
  };
}

/** `team` of `aws:RequestTag/team`, and what `aws:TagKeys` is compared with. */
function tagsIn({ condition }: Statement): readonly string[] {
  const entries = condition?.operators.flatMap((operator) => operator.entries) ?? [];
  return entries.flatMap(({ key, keyHoles, values }) => {
    if (keyHoles.length > 0) return [];
    const named = /^[\w-]+:(?:Request|Resource|Principal)Tag\/([^*?$\s]{1,128})$/i.exec(key)?.[1];
    if (named !== undefined) return [named];
    if (key.toLowerCase() !== "aws:tagkeys") return [];
    return values.entries.filter((one) => isSettled(one) && /^[^*?$\s]{1,128}$/.test(one.text)).map(({ text }) => text);
  });
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
