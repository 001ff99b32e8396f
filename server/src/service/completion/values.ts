/** Values of condition keys. */
import { type OperatorUse, readOperator } from "../../policy/operators.ts";
import { valueFormOf } from "../../policy/value-forms.ts";
import { type DraftPart } from "../../syntax/draft.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { KEY_VALUES, REGIONS } from "./key-values.ts";
import { SERVICE_PRINCIPALS } from "./service-principals.ts";

export function valueCandidates(place: CompletionPlace, operator: string, key: string): readonly Candidate[] {
  const use = readOperator(operator);
  const family = use?.operator.family;
  if (family === "bool" || family === "null") return TRUE_AND_FALSE;
  if (key.toLowerCase() === "aws:tagkeys") return place.known.tags.map((tag) => drafted([tag]));
  const listed = KEY_VALUES.find(({ keys }) => keys.includes(key.toLowerCase()));
  if (listed !== undefined) return listed.values.map((value) => drafted(typeof value === "string" ? [value] : value));
  const formed = valuesOfForm(place, key, use);
  if (formed.length > 0) return formed;
  const type = place.catalog.conditionKey(key)?.type;
  if (family === "ip") return [drafted([{ stop: "203.0.113.0/24" }])];
  if (family === "date") return [drafted([{ stop: "2026-01-31T00:00:00Z" }])];
  if (family === "arn" || type === "ARN") return arns(place, key);
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
      return REGIONS.map((region) => drafted([region]));
    case "service-principal":
      return SERVICE_PRINCIPALS.map((name) => drafted([name]));
    case "via-service":
      return VIA_SERVICES.map((name) =>
        drafted([`${name}.`, { stop: wild ? "*" : (REGIONS[0] ?? "us-east-1") }, ".amazonaws.com"]),
      );
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
    case "metadata-tokens":
    case "metadata-endpoint":
    case undefined:
      return [];
  }
}

/** Source: "AWS KMS condition keys", kms:ViaService. */
const VIA_SERVICES = ["s3", "ec2", "rds", "dynamodb", "lambda", "secretsmanager", "sqs", "sns", "ssm", "logs", "ecr"];

function arns({ known }: CompletionPlace, key: string): readonly Candidate[] {
  const isCaller = /:Principal(?:Arn)?$/i.test(key);
  const account = known.accounts[0] ?? "111122223333";
  return isCaller
    ? [
        ...known.principals.map((arn) => drafted([arn])),
        drafted(["arn:aws:iam::", { stop: account }, ":role/", { stop: "role" }]),
      ]
    : known.resources.map((arn) => drafted([arn]));
}

function drafted(text: readonly DraftPart[]): Candidate {
  const label = text.map((part) => (typeof part === "string" ? part : part.stop)).join("");
  return { label, kind: "value", what: { write: "value", value: { text } } };
}
