/** Condition keys of whose values AWS documents which there are, or how they look. */
import { KNOWN_REGIONS } from "../../policy/known-regions.ts";
import { NAMED_VALUES } from "../../policy/named-values.ts";
import { type DraftPart } from "../../syntax/draft.ts";

export interface KeyValues {
  /** In lower case. */
  readonly keys: readonly string[];
  readonly values: readonly (string | readonly DraftPart[])[];
  /** The title of the page. */
  readonly source: string;
}

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
    values: KNOWN_REGIONS.filter((region) => region !== "us-east-1"),
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
