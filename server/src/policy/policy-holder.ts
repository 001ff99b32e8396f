/** What carries the policy that decides a call, where the resource of the call carries none. */
import { readArn } from "./arn.ts";

export type PolicyHolderKind = "backup-vault" | "organization";

/**
 * What is done to a recovery point, which may be a snapshot, is decided by its vault, and what is done in an organization
 * by the policy that delegates it. Undefined where the resource has its own policy, or none. Sources: AWS Backup Developer
 * Guide, "Vault access policies"; AWS Organizations User Guide, "Resource-based policy examples for AWS Organizations".
 */
export function otherHolderOf(action: string | undefined, resource: string | undefined): PolicyHolderKind | undefined {
  const lower = action?.toLowerCase() ?? "";
  if (lower.startsWith("organizations:")) return "organization";
  const isOfRecoveryPoint =
    lower.startsWith("backup:") && (lower.includes("recoverypoint") || OF_RECOVERY_POINT.has(lower));
  return isOfRecoveryPoint && resource?.includes(":backup-vault:") !== true ? "backup-vault" : undefined;
}

/** Source: "Actions, resources, and condition keys for AWS Backup". */
const OF_RECOVERY_POINT: ReadonlySet<string> = new Set(["backup:startrestorejob", "backup:startcopyjob"]);

/**
 * One policy of the Data Catalog decides of all databases and tables in it. Source: "AWS Glue resource policies for access
 * control".
 */
export function isInCatalog(resource: string, stated: string): boolean {
  const catalog = /^(arn:[^:]+:glue:[^:]*:[^:]*:)catalog$/.exec(stated)?.[1];
  return catalog !== undefined && resource.startsWith(catalog);
}

/** The policy of a repository decides of the packages in it. Source: "Repository policies" (AWS CodeArtifact User Guide). */
export function repositoryOfPackage(resource: string): string | undefined {
  const [, head, repository] = /^(arn:[^:]+:codeartifact:[^:]*:[^:]*:)package\/([^/]+\/[^/]+)\//.exec(resource) ?? [];
  return head === undefined || repository === undefined ? undefined : `${head}repository/${repository}`;
}

/** The kind that an ARN says that a policy is of. */
export function holderKindOf(arn: string): PolicyHolderKind | undefined {
  const { service, resource = "" } = readArn(arn) ?? {};
  if (service === "backup" && resource.startsWith("backup-vault:")) return "backup-vault";
  return service === "organizations" ? "organization" : undefined;
}

/**
 * Can what the ARN says carry the policy for the resource? A vault can for what is in its Region; an organization for what
 * has its ID in its ARN, and what has none is of the one organization that an account is in.
 */
export function mayHold(holder: string, resource: string | undefined): boolean {
  const [own, asked] = [readArn(holder), readArn(resource ?? "")];
  if (own === undefined) return false;
  if (asked === undefined) return true;
  if (own.service !== "organizations") return asked.region === "" || asked.region === own.region;
  const [id, other] = [organizationIn(own.resource), organizationIn(asked.resource)];
  return id === undefined || other === undefined || id === other;
}

function organizationIn(resource: string): string | undefined {
  return /(?:^|\/)(o-[a-z0-9]+)(?:\/|$)/.exec(resource)?.[1];
}
