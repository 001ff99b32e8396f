/** Values of condition keys. */
import { KNOWN_REGIONS } from "../../policy/known-regions.ts";
import { type OperatorUse, readOperator } from "../../policy/operators.ts";
import { valueFormOf } from "../../policy/value-forms.ts";
import { arnCandidates, drafted } from "./arn-values.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { valuesOfClaim } from "./claim-values.ts";
import { KEY_VALUES } from "./key-values.ts";
import { SERVICE_PRINCIPALS } from "./service-principals.ts";

export function valueCandidates(place: CompletionPlace, operator: string, key: string): readonly Candidate[] {
  const use = readOperator(operator);
  const family = use?.operator.family;
  // A Deny is mostly for what is not so: not encrypted, not signed in with MFA, not a service of AWS.
  if (family === "bool")
    return place.statement?.effect?.text === "Deny" ? [...TRUE_AND_FALSE].reverse() : TRUE_AND_FALSE;
  if (family === "null") return TRUE_AND_FALSE;
  if (key.toLowerCase() === "aws:tagkeys") return place.known.tags.map((tag) => drafted([tag]));
  const listed = KEY_VALUES.find(({ keys }) => keys.includes(key.toLowerCase()));
  if (listed !== undefined) return listed.values.map((value) => drafted(typeof value === "string" ? [value] : value));
  const claimed = valuesOfClaim(key, use?.operator.wildcards === true);
  if (claimed.length > 0) return claimed.map(drafted);
  const formed = valuesOfForm(place, key, use);
  if (formed.length > 0) return formed;
  const type = place.catalog.conditionKey(key)?.type;
  if (family === "ip") return [drafted([{ stop: "203.0.113.0/24" }])];
  if (family === "date") return [drafted([{ stop: "2026-01-31T00:00:00Z" }])];
  if (family === "arn" || type === "ARN") return arnCandidates(place, key, use?.operator.wildcards === true);
  return [];
}

const TRUE_AND_FALSE: readonly Candidate[] = [
  { label: "true", kind: "value" },
  { label: "false", kind: "value" },
];

function valuesOfForm({ known }: CompletionPlace, key: string, use: OperatorUse | undefined): readonly Candidate[] {
  const wild = use?.operator.wildcards === true;
  switch (valueFormOf(key)?.form) {
    case "account-id":
      return [...known.accounts.map((account) => drafted([account])), drafted([{ stop: "111122223333" }])];
    case "organization-id":
      return [...known.organizations.map((id) => drafted([id])), drafted(["o-", { stop: "exampleorgid" }])];
    case "organization-path": {
      const id = known.organizations[0] ?? "o-exampleorgid";
      return [drafted([{ stop: id }, "/r-", { stop: "ab12" }, "/ou-", { stop: "ab12-11111111" }, "/"])];
    }
    case "region":
      return KNOWN_REGIONS.map((region) => drafted([region]));
    case "service-principal":
      return SERVICE_PRINCIPALS.map((name) => drafted([name]));
    case "via-service":
      return VIA_SERVICES.map((name) =>
        drafted([`${name}.`, { stop: wild ? "*" : (KNOWN_REGIONS[0] ?? "us-east-1") }, ".amazonaws.com"]),
      );
    case "identity-pool-id":
      return [drafted([{ stop: "us-east-1" }, ":", { stop: "11112222-3333-4444-5555-666677778888" }])];
    case "vpc-id":
      return [drafted(["vpc-", { stop: "0123456789abcdef0" }])];
    case "vpc-endpoint-id":
      return [drafted(["vpce-", { stop: "0123456789abcdef0" }])];
    case "principal-type":
      return ["User", "AssumedRole", "Account", "FederatedUser", "Anonymous"].map((type) => drafted([type]));
    case "image-type":
      return ["machine", "kernel", "ramdisk"].map((type) => drafted([type]));
    // Their values are those of `KEY_VALUES`.
    case "canned-acl":
    case "server-side-encryption":
    case "instance-type":
    case "instance-class":
    case "user-name":
    case "metadata-tokens":
    case "sign-in-endpoint":
    case "metadata-endpoint":
    case "named":
    case "operation":
    case "resource-arn":
    case "policy-arn":
    case "session-name":
    case "external-id":
    case "key-alias":
    case "email-address":
    case "record-name":
    case "resource-type":
    case undefined:
      return [];
  }
}

/** Source: "AWS KMS condition keys", kms:ViaService. */
const VIA_SERVICES = ["s3", "ec2", "rds", "dynamodb", "lambda", "secretsmanager", "sqs", "sns", "ssm", "logs", "ecr"];
