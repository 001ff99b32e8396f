/** Names of roles that CloudFormation made up and cut short, by what the files of the workspace declare. */
import { type Declared } from "../hosts/host.ts";
import { type MadeHolder } from "../hosts/made-holders.ts";

/** What files declare policies for, and the roles and users that they make. */
export interface DeclaredNames {
  readonly policies: readonly {
    readonly binding: { readonly declared: Pick<Declared, "holders" | "sorts" | "account" | "each"> };
  }[];
  readonly holders: readonly Pick<MadeHolder, "sort" | "names" | "account">[];
}

export const NO_NAMES: DeclaredNames = { policies: [], holders: [] };

/**
 * `STACK-LOGICALID-SUFFIX` with the whole logical id, where the name has only its beginning: one of more than 64 characters
 * is cut to these. Undefined unless one logical id alone begins so. Sources: "Name type" of the reference guide of
 * CloudFormation; "IAM and AWS STS quotas", on the names of roles.
 */
export function uncutName(name: string, { policies, holders }: DeclaredNames): string | undefined {
  const [, stack, cut = "", suffix] = name.length === LONGEST ? (MADE_UP.exec(name) ?? []) : [];
  if (stack === undefined || suffix === undefined || cut.length < LEAST) return undefined;
  const names = [
    policies.flatMap(({ binding }) => binding.declared.holders),
    holders.flatMap((one) => one.names),
  ].flat();
  const beginning = `*-${cut.toLowerCase()}`;
  const fitting = new Set(names.filter((one) => one.toLowerCase().startsWith(beginning)));
  const [only = "", ...others] = fitting;
  const logicalId = /^\*-([A-Za-z0-9]+)-\*$/.exec(only)?.[1];
  return others.length > 0 || logicalId === undefined ? undefined : `${stack}-${logicalId}-${suffix}`;
}

const LONGEST = 64;
/** No logical id has a hyphen. */
const MADE_UP = /^(.+)-([A-Za-z0-9]+)-([A-Za-z0-9]{12,13})$/;
/** Shorter ones tell little. */
const LEAST = 12;
