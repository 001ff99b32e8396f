/**
 * Trust policies that leave open which OpenID Connect provider they trust, as they are for the one that a token is from:
 * `module.eks.oidc_provider_arn`, with conditions on `${module.eks.oidc_provider}:sub`. For tokens of any other provider
 * the statement would not count at all. Source: "Create a role for OpenID Connect federation".
 */
import { type Span } from "../text/span.ts";
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";
import { textAt } from "../hosts/placed-values.ts";
import { type AsDeployed } from "./policies-of-deployment.ts";
import { isSettled, type Policy, principalList, type Statement } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { type FilledText, patternOf } from "../syntax/filled-text.ts";
import { arrayWith, eitherWith, type Member, memberWith, objectWith, type Value } from "../syntax/value.ts";

const PROVIDER = /^arn:[^:]+:iam::\d{12}:oidc-provider\/(.+)$/;
const CLAIM = /:(?:sub|aud|amr|email|oaud)$/;

/** The provider of the token: whoever asks by one, or whose claims are told for a role of the account. */
export function providerOfToken(
  principal: string | undefined,
  role: string | undefined,
  keys: Iterable<string>,
): string | undefined {
  if (principal !== undefined) return PROVIDER.test(principal) ? principal : undefined;
  const [only, ...others] = new Set([...keys].flatMap((key) => (CLAIM.test(key) ? [key.replace(CLAIM, "")] : [])));
  const account = /^(arn:[^:]+:iam::\d{12}):role\//.exec(role ?? "")?.[1];
  if (only === undefined || others.length > 0 || account === undefined || !only.includes(".")) return undefined;
  return `${account}:oidc-provider/${asMade(only)}`;
}

/** Keys are told in any case; the IDs of clusters have capitals. Source: "Create an IAM OIDC provider for your cluster". */
function asMade(host: string): string {
  return host.replace(
    /^(oidc\.eks\..*\/id\/)([0-9a-f]+)$/,
    (_, before: string, id: string) => before + id.toUpperCase(),
  );
}

/** `isTaken`: has a policy been read as one that trusts it, without saying so? */
export function asTrusting(
  provider: string | undefined,
  chosen: AsDeployed,
  texts: ReadonlyMap<string, string>,
): { readonly asDeployed: AsDeployed; readonly isTaken: () => boolean } {
  let isTaken = false;
  return {
    asDeployed(policy, of) {
      const deployed = chosen(policy, of);
      if (provider === undefined || of.kind.kind !== "trust") return deployed;
      const written = texts.get(of.path) ?? "";
      const made = withTrustedProvider(deployed, provider, ({ start, end }) => written.slice(start, end));
      if (made !== deployed) isTaken = true;
      return made;
    },
    isTaken: () => isTaken,
  };
}

/** The same policy where it leaves nothing of this open, or more than one provider. */
function withTrustedProvider(policy: Policy, provider: string, written: (span: Span) => string): Policy {
  const host = PROVIDER.exec(provider)?.[1];
  if (host === undefined) return policy;
  const members = new Map<Member, Member>();
  const values = new Map<Value, Value>();
  const prefixes = new Set<string>();
  for (const statement of policy.statements) {
    const open = openKeys(statement, host);
    const referred = open.length === 0 ? undefined : referredProvider(statement, provider);
    if (
      referred === undefined ||
      open.some(({ member }) => areOfTwo(written(referred[0].span), written(member.keySpan)))
    )
      continue;
    values.set(...referred);
    for (const { member, prefix, claim } of open) {
      prefixes.add(prefix);
      members.set(member, memberWith(member, { key: host + claim, keyHoles: [] }));
    }
  }
  if (prefixes.size !== 1) return policy;
  const object = replaced(policy.object, members, values);
  return object.kind === "object" ? readPolicy(object) : policy;
}

/** Are both what two modules, or two resources of one type, are: those are two providers. */
function areOfTwo(provider: string, key: string): boolean {
  return MAKERS.some((maker) => {
    const [own, asked] = [maker.exec(provider)?.[1], maker.exec(key)?.[1]];
    return own !== undefined && asked !== undefined && own !== asked;
  });
}

const MAKERS = [/\bmodule\.([\w-]+)/, /\baws_iam_openid_connect_provider\.([\w-]+)/];

interface OpenKey {
  readonly member: Member;
  readonly prefix: string;
  readonly claim: string;
}

/** Claims of a provider that may be this one. */
function openKeys({ condition }: Statement, host: string): readonly OpenKey[] {
  const entries = condition?.operators.flatMap((block) => block.entries) ?? [];
  return entries.flatMap(({ key, keyHoles, member }): readonly OpenKey[] => {
    const claim = CLAIM.exec(key)?.[0];
    const prefix = claim === undefined ? "" : key.slice(0, -claim.length);
    if (claim === undefined || keyHoles.length === 0 || keyHoles.some(({ end }) => end > prefix.length)) return [];
    return mayBe({ text: prefix, holes: keyHoles }, host) ? [{ member, prefix, claim }] : [];
  });
}

/** What stands in the place of the provider; undefined where another one is written, or may be. */
function referredProvider({ principal }: Statement, provider: string): [from: Value, to: Value] | undefined {
  const list = principalList(principal, "Federated");
  const [only, ...others] = list?.entries ?? [];
  if (list === undefined || others.length > 0) return undefined;
  if (only === undefined) return list.open ? [list.node, textAt({ text: provider, holes: [] }, list.span)] : undefined;
  if (list.open) return undefined;
  if (isSettled(only)) return only.text === provider ? [only.node, only.node] : undefined;
  return mayBe(only, provider) ? [only.node, textAt({ text: provider, holes: [] }, only.span)] : undefined;
}

function mayBe(text: FilledText, wanted: string): boolean {
  return patternMatches(wildcardPattern(wildcardParts(patternOf(text))), wanted);
}

/** What nothing is replaced in stays the value that it was: writers know their places by it. */
function replaced(value: Value, members: ReadonlyMap<Member, Member>, values: ReadonlyMap<Value, Value>): Value {
  const own = values.get(value);
  if (own !== undefined) return own;
  const inside = (one: Value): Value => replaced(one, members, values);
  switch (value.kind) {
    case "object": {
      const made = value.members.map((member) => {
        const named = members.get(member) ?? member;
        const now = named.value && inside(named.value);
        return now === named.value ? named : memberWith(named, { value: now });
      });
      return areSame(made, value.members) ? value : objectWith(value, made);
    }
    case "array": {
      const items = value.items.map(inside);
      return areSame(items, value.items) ? value : arrayWith(value, items);
    }
    case "either": {
      const options = value.options.map((option) => option && inside(option));
      return areSame(options, value.options) ? value : eitherWith(value, options);
    }
    default:
      return value;
  }
}

function areSame<One>(some: readonly One[], others: readonly One[]): boolean {
  return some.every((one, index) => one === others[index]);
}
