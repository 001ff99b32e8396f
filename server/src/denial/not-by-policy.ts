/** Refusals that no policy of IAM makes, and texts that are no refusals: what helps instead. No policy is looked at. */
import { readArn } from "../policy/arn.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type LakeFormationCause, type LakeFormationTarget } from "../message/lake-formation.ts";
import { type Denial } from "../message/denial.ts";
import { type NonPolicyCause } from "../message/non-policy-cause.ts";
import { awsCommand } from "./aws-command.ts";
import { type ExplainedRequest, type Explanation } from "./explanation.ts";
import { type NextStep } from "./next-step.ts";

/** Lake Formation decides beside IAM, by grants that no file here holds; every other cause is all there is to know. */
export function verdictOfCause({ cause }: NonPolicyCause): Pick<Explanation, "verdict" | "reason"> {
  return { verdict: cause === "lake-formation" ? "not-covered" : "explained", reason: "not-by-policy" };
}

/** The commands look at the state that refused, or change it. */
export function cureSteps(cause: NonPolicyCause, request: ExplainedRequest): readonly NextStep[] {
  return [{ step: "cure", commands: commandsOf(cause, request), cause }];
}

/**
 * Sources: AWS CLI Command Reference, "configure list", "sso login"; AWS CLI User Guide, "Configuration and credential file settings".
 */
export function stepsWithoutDenial({ kind, system, rejection, signIn, isPolicyText }: Denial): readonly NextStep[] {
  const login = signIn === "identity-center" ? awsCommand("sso", "login") : [];
  switch (kind) {
    case "expired-token":
      return [{ step: "renew-credentials", commands: [...login, ...awsCommand("sts", "get-caller-identity")] }];
    case "invalid-credentials":
      return [{ step: "check-credentials", commands: [...login, ...awsCommand("configure", "list")] }];
    case "throttled":
      return [{ step: "wait", commands: [] }];
    case "not-found":
      return [
        {
          step: "check-place",
          commands: [...awsCommand("sts", "get-caller-identity"), ...awsCommand("configure", "list")],
        },
      ];
    case "other-system":
      return [{ step: "look-there", commands: [], system }];
    case "policy-rejected":
      return [{ step: "correct-policy", commands: [], rule: rejection?.rule ?? "unsaid" }];
    case "none":
    case "access-denied":
      return [{ step: isPolicyText === true ? "paste-message" : "paste-more", commands: [] }];
  }
}

function commandsOf(cause: NonPolicyCause, request: ExplainedRequest): readonly string[] {
  switch (cause.cause) {
    case "s3-setting": {
      const bucket = bucketOf(request);
      const operation = cause.setting === "SSE-C" ? "get-bucket-encryption" : "get-public-access-block";
      return bucket === undefined ? [] : awsCommand("s3api", operation, "--bucket", bucket);
    }
    case "s3-acls-disabled":
      return ['aws s3api get-bucket-ownership-controls --bucket "$BUCKET"'];
    case "lake-formation":
      return grantCommands(cause, request);
    case "region-disabled":
      return awsCommand("account", "list-regions", "--query", "Regions[].[RegionName,RegionOptStatus]");
    case "organization-access":
      return awsCommand("organizations", "list-aws-service-access-for-organization");
    case "organization-account":
      return awsCommand("organizations", "describe-organization", "--query", "Organization.MasterAccountId");
    case "kms-key-disabled":
    case "kms-key-pending-deletion": {
      const key = readArn(request.resource ?? "")?.service === "kms" ? request.resource : undefined;
      return key === undefined
        ? []
        : awsCommand("kms", "describe-key", "--key-id", key, "--query", "KeyMetadata.KeyState");
    }
    case "quota":
      return ['aws service-quotas list-service-quotas --service-code "$SERVICE"'];
    case "identity-provider":
      return awsCommand("iam", "list-open-id-connect-providers");
    case "test-delivery":
      return destinationCommands(cause.to);
    case "bedrock-model":
      return ['aws bedrock get-foundation-model-availability --model-id "$MODEL_ID"'];
    case "database-role":
      return awsCommand("rds", "describe-db-clusters", "--query", "DBClusters[].[DBClusterIdentifier,AssociatedRoles]");
    case "docker-login":
      return ['aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"'];
    case "user-is-no-role":
      return awsCommand("iam", "list-roles", "--query", "Roles[].Arn");
    case "root-assumes-role":
    case "session-credentials":
    case "mfa-code":
    case "cross-account-pass-role":
    case "bedrock-account":
    case "api-authorizer":
    case "graphql-field":
    case "quicksight":
    case "s3-access-disabled":
    case "s3-request":
    case "account-standing":
    case "marketplace-terms":
    case "service-not-enabled":
    case "identity-center-assignment":
    case "firewall":
      return [];
  }
}

/** Source: the pages of these commands in the AWS CLI Command Reference. */
function destinationCommands(to: "kinesis" | "firehose" | null): readonly string[] {
  switch (to) {
    case "kinesis":
      return ['aws kinesis describe-stream-summary --stream-name "$STREAM"'];
    case "firehose":
      return ['aws firehose describe-delivery-stream --delivery-stream-name "$STREAM"'];
    case null:
      return awsCommand("logs", "describe-destinations");
  }
}

function bucketOf({ resource }: ExplainedRequest): string | undefined {
  const arn = resource === undefined ? undefined : readArn(resource);
  return arn?.service === "s3" && arn.account === "" ? arn.resource.split("/")[0] : undefined;
}

/** Source: AWS Lake Formation Developer Guide, "Lake Formation permissions reference". */
function grantCommands({ permission, target }: LakeFormationCause, request: ExplainedRequest): readonly string[] {
  const resource = target === null ? undefined : resourceToGrant(target);
  if (permission === null || resource === undefined) return [];
  const principal = `DataLakePrincipalIdentifier=${principalToGrant(request.principal)}`;
  const parts = ["--principal", principal, "--permissions", permission, "--resource", JSON.stringify(resource)];
  return awsCommand("lakeformation", "grant-permissions", ...parts);
}

/** Lake Formation grants to users and roles, never to a session. */
function principalToGrant(principal: string | undefined): string {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  if (principal === undefined || caller === undefined || !isAccountId(caller.account)) return "ARN_OF_THE_ROLE_OR_USER";
  if (caller.kind !== "session") return principal;
  return `arn:${readArn(principal)?.partition ?? "aws"}:iam::${caller.account}:role/${caller.name}`;
}

function resourceToGrant(target: LakeFormationTarget): object | undefined {
  switch (target.target) {
    case "catalog":
      return { Catalog: {} };
    case "database":
      return { Database: { Name: target.database } };
    case "table":
      return { Table: { DatabaseName: target.database ?? "DATABASE", Name: target.table } };
    case "location":
      return { DataLocation: { ResourceArn: target.location.replace(/^s3[an]?:\/\//, "arn:aws:s3:::") } };
    case "named":
      return undefined;
  }
}
