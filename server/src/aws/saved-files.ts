/** What was fetched, as files: in shapes that are read again like saved outputs of the AWS CLI. */
import { type FetchedOrganization } from "./fetch-organization.ts";
import { type Fetched } from "./fetch-principal.ts";
import { type ResourcePolicy } from "./fetch-resource.ts";

export interface SavedFile {
  /** A plain name: nothing of it comes from a name in AWS, which may hold anything. */
  readonly name: string;
  readonly text: string;
}

export interface FetchedAll {
  readonly principal?: Fetched;
  readonly resource?: ResourcePolicy;
  readonly organization?: FetchedOrganization;
}

/** For the folder: kept out of version control, and yet read, because it is a file of its own. */
export const GITIGNORE = "# What AWS has, as iam-verdict fetched it: not for version control.\n*\n";

/** Fetching the same again gives the same names. `id` tells one principal or resource from another. */
export function savedFiles(
  fetched: FetchedAll,
  ids: { readonly principal: string; readonly resource: string; readonly account: string },
): readonly SavedFile[] {
  const { principal, resource, organization } = fetched;
  const files: SavedFile[] = [];
  if (principal !== undefined && Object.values(principal.details).some((list) => (list as unknown[]).length > 0)) {
    files.push({ name: `principal-${numberOf(ids.principal)}.json`, text: printed(principal.details) });
  }
  if (resource !== undefined) {
    files.push({ name: `resource-${numberOf(ids.resource)}.json`, text: printed({ ResourcePolicies: [resource] }) });
  }
  if (organization?.saved !== undefined) {
    files.push({ name: `organization-${numberOf(ids.account)}.json`, text: printed(organization.saved) });
  }
  return files;
}

function printed(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** FNV-1a, 64 bits, in hexadecimal: two names of one folder do not meet by chance. */
function numberOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
