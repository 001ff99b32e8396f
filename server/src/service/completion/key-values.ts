/** Condition keys of whose values AWS documents which there are, or how they look. */
import { NAMED_VALUES } from "../../policy/named-values.ts";
import { type DraftPart } from "../../syntax/draft.ts";

export interface KeyValues {
  /** In lower case. */
  readonly keys: readonly string[];
  readonly values: readonly (string | readonly DraftPart[])[];
  /** The title of the page. */
  readonly source: string;
}

/** Of the standard partition. Source: "ImpactedAwsRegion" (AWS Security Incident Response API Reference), which lists all. */
export const REGIONS: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ap-east-1",
  "ap-east-2",
  "af-south-1",
  "ca-central-1",
  "ca-west-1",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
];

const PUT_OBJECT = "PutObject (Amazon S3 API Reference)";

export const KEY_VALUES: readonly KeyValues[] = [
  ...NAMED_VALUES,
  { keys: ["s3:x-amz-server-side-encryption"], values: ["aws:kms", "AES256", "aws:kms:dsse"], source: PUT_OBJECT },
  {
    keys: ["s3:x-amz-acl"],
    values: [
      "bucket-owner-full-control",
      "private",
      "public-read",
      "public-read-write",
      "authenticated-read",
      "aws-exec-read",
      "bucket-owner-read",
      "log-delivery-write",
    ],
    source: "Access control list (ACL) overview (Amazon S3 User Guide), canned ACLs",
  },
  {
    keys: ["s3:locationconstraint"],
    values: REGIONS.filter((region) => region !== "us-east-1"),
    source: "CreateBucket (Amazon S3 API Reference)",
  },
  {
    keys: ["s3:tlsversion"],
    values: ["1.2", "1.3"],
    source: "Enforcing encryption in transit with TLS1.2 or higher with Amazon S3 (AWS Storage Blog)",
  },
  { keys: ["aws:multifactorauthage"], values: [[{ stop: "3600" }]], source: "AWS global condition context keys" },
  {
    keys: ["ec2:metadatahttptokens"],
    values: ["required", "optional"],
    source: "ModifyInstanceMetadataOptions (Amazon EC2 API Reference), HttpTokens",
  },
  {
    keys: ["saml:aud"],
    values: ["https://signin.aws.amazon.com/saml"],
    source: "Create a role for SAML 2.0 federation (console)",
  },
];
