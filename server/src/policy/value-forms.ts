/** What the values of some condition keys look like in every request, so that others can be told to be impossible. */
import {
  ANYTHING,
  KIND,
  literalShape,
  NO_COLON,
  NO_SEPARATOR,
  one,
  run,
  type ShapeItem,
  type TextShape,
} from "../domains/text-shape.ts";
import { KEYS_OF_ARNS, POLICY_ARN } from "./keys-of-arns.ts";
import { NAMED_VALUES } from "./named-values.ts";
import { hasAccountForRegion, isNoRegion, REGION, REGIONS } from "./region-names.ts";
import { EXTERNAL_ID, RECORD_NAME, SESSION_NAME } from "./names-of-services.ts";

export type FormName =
  | "vpc-id"
  | "vpc-endpoint-id"
  | "account-id"
  | "organization-id"
  | "organization-path"
  | "region"
  | "principal-type"
  | "service-principal"
  | "via-service"
  | "image-type"
  | "canned-acl"
  | "server-side-encryption"
  | "instance-type"
  | "identity-pool-id"
  | "sign-in-endpoint"
  | "metadata-tokens"
  | "metadata-endpoint"
  | "operation"
  | "resource-arn"
  | "policy-arn"
  | "session-name"
  | "external-id"
  | "key-alias"
  | "email-address"
  | "record-name"
  | "user-name"
  | "instance-class"
  | "resource-type"
  | "named";

export interface ValueForm {
  /** In lower case. */
  readonly keys: readonly string[];
  readonly form: FormName;
  /** Every value that a request may carry has one of these shapes. */
  readonly shapes: readonly TextShape[];
  /** What a value is put right to, where the shapes are wider than what people write. */
  readonly usual?: RegExp;
  /** Is a text of these shapes no value all the same? */
  readonly never?: (text: string) => boolean;
  /** The values by name, where they are few. */
  readonly names?: readonly string[];
  /** Only a slip that can be put right is told: the page does not promise that there are no other values. */
  readonly slipsOnly?: true;
  readonly source: string;
}

const NAME = KIND.lower | KIND.digit;

function times(count: number): readonly ShapeItem[] {
  return Array.from({ length: count }, () => one(NAME));
}

function idOf(prefix: string): readonly TextShape[] {
  return [8, 17].map((count) => [...literalShape(prefix), ...times(count)]);
}

function namedShapes(names: readonly string[]): Pick<ValueForm, "shapes" | "names"> {
  return { names, shapes: names.map(literalShape) };
}

const ORGANIZATION: readonly ShapeItem[] = [...literalShape("o-"), ...times(10), run(NAME)];
const ROOT_PATH: readonly ShapeItem[] = [
  ...ORGANIZATION,
  ...literalShape("/r-"),
  ...times(4),
  run(NAME),
  ...literalShape("/"),
];
const ACCOUNT: TextShape = Array.from({ length: 12 }, () => one(KIND.digit));

const ANY = run(ANYTHING);
const DOT = literalShape(".");

const KEYS_PAGE = "AWS global condition context keys";

export const VALUE_FORMS: readonly ValueForm[] = [
  {
    keys: ["aws:sourcevpc", "aws:ec2instancesourcevpc", "lambda:vpcids"],
    form: "vpc-id",
    shapes: idOf("vpc-"),
    source: "IAM policy validation check reference (Invalid VPC format); VPC settings (AWS Lambda Developer Guide)",
  },
  {
    keys: ["aws:sourcevpce"],
    form: "vpc-endpoint-id",
    shapes: idOf("vpce-"),
    source: "IAM policy validation check reference (Invalid VPCE format)",
  },
  {
    keys: ["aws:principalaccount"],
    form: "account-id",
    shapes: [ACCOUNT, literalShape("anonymous")],
    source: KEYS_PAGE,
  },
  {
    keys: [
      ...["aws:resourceaccount", "aws:sourceaccount", "aws:sourceowner", "aws:vpceaccount"],
      ...["s3:resourceaccount", "kms:calleraccount"],
    ],
    form: "account-id",
    shapes: [ACCOUNT],
    source: KEYS_PAGE,
  },
  {
    keys: ["aws:principalorgid", "aws:resourceorgid", "aws:sourceorgid", "aws:vpceorgid"],
    form: "organization-id",
    shapes: [ORGANIZATION],
    source: "Organization (AWS Organizations API Reference)",
  },
  {
    keys: ["aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"],
    form: "organization-path",
    shapes: [ROOT_PATH, [...ROOT_PATH, ...literalShape("ou-"), run(NAME | KIND.slash), ...literalShape("/")]],
    source: "OrganizationalUnit (AWS Organizations API Reference); " + KEYS_PAGE,
  },
  {
    keys: ["aws:requestedregion", "ec2:region"],
    form: "region",
    shapes: REGIONS,
    usual: REGION,
    never: isNoRegion,
    source: KEYS_PAGE,
  },
  {
    keys: ["s3:locationconstraint"],
    form: "region",
    // Of a bucket in us-east-1 the element is left out, and EU is an old name of eu-west-1.
    shapes: [...REGIONS, ...["", "EU", "US"].map(literalShape)],
    usual: REGION,
    never: isNoRegion,
    source: "CreateBucketConfiguration (Amazon S3 API Reference)",
  },
  {
    keys: [
      "aws:calledvia",
      "aws:calledviafirst",
      "aws:calledvialast",
      "aws:principalservicename",
      "aws:principalservicenameslist",
      "iam:awsservicename",
      "iam:passedtoservice",
      "organizations:serviceprincipal",
    ],
    form: "service-principal",
    shapes: [[ANY, ...DOT, ANY]],
    source: "AWS JSON policy elements: Principal; " + KEYS_PAGE,
  },
  {
    keys: ["kms:viaservice"],
    form: "via-service",
    shapes: [[ANY, ...DOT, ANY, ...DOT, ANY, ...DOT, ANY]],
    never: hasAccountForRegion,
    source: "AWS KMS condition keys (kms:ViaService)",
  },
  {
    keys: ["aws:principaltype"],
    form: "principal-type",
    ...namedShapes(["Account", "User", "FederatedUser", "AssumedRole", "Anonymous"]),
    slipsOnly: true,
    source: KEYS_PAGE,
  },
  {
    keys: ["ec2:imagetype"],
    form: "image-type",
    ...namedShapes(["machine", "kernel", "ramdisk", "aki", "ari"]),
    source: "Actions, resources, and condition keys for Amazon EC2; DescribeImages (image-type)",
  },
  {
    keys: ["s3:x-amz-acl"],
    form: "canned-acl",
    ...namedShapes([
      "private",
      "public-read",
      "public-read-write",
      "aws-exec-read",
      "authenticated-read",
      "bucket-owner-read",
      "bucket-owner-full-control",
      "log-delivery-write",
    ]),
    // The IAM User Guide has "custom" in an example.
    slipsOnly: true,
    source: "Access control list (ACL) overview (Canned ACL)",
  },
  {
    keys: ["s3:x-amz-server-side-encryption"],
    form: "server-side-encryption",
    ...namedShapes(["AES256", "aws:kms", "aws:kms:dsse", "aws:fsx"]),
    slipsOnly: true,
    source: "PutObject (Amazon S3 API Reference)",
  },
  {
    keys: ["ec2:instancetype"],
    form: "instance-type",
    shapes: [[ANY, ...DOT, ANY]],
    source: "Amazon EC2 instance type naming conventions",
  },
  {
    keys: ["rds:databaseclass"],
    form: "instance-class",
    shapes: [[...literalShape("db."), ANY]],
    source: "DB instance class types (Amazon RDS User Guide)",
  },
  {
    keys: ["aws:username"],
    form: "user-name",
    shapes: [[run(NO_SEPARATOR)]],
    source: "CreateUser (IAM API Reference), UserName",
  },
  {
    keys: ["cognito-identity.amazonaws.com:aud"],
    form: "identity-pool-id",
    shapes: [[ANY, one(KIND.colon), ANY]],
    source: "Role trust and permissions; IdentityPool (Amazon Cognito Federated Identities API Reference)",
  },
  {
    keys: ["saml:aud"],
    form: "sign-in-endpoint",
    shapes: [[...literalShape("https://"), ANY, ...literalShape("/saml"), ANY]],
    source:
      "IAM and AWS STS condition context keys (saml:aud); Configure SAML assertions for the authentication response",
  },
  {
    keys: ["ec2:metadatahttptokens"],
    form: "metadata-tokens",
    ...namedShapes(["optional", "required"]),
    source: "InstanceMetadataOptionsRequest (Amazon EC2 API Reference)",
  },
  {
    keys: ["ec2:metadatahttpendpoint"],
    form: "metadata-endpoint",
    ...namedShapes(["enabled", "disabled"]),
    source: "InstanceMetadataOptionsRequest (Amazon EC2 API Reference)",
  },
  {
    keys: ["ec2:createaction", "kms:grantoperations"],
    form: "operation",
    shapes: [[run(NO_COLON)]],
    source:
      "Grant permission to tag Amazon EC2 resources during creation; AWS KMS condition keys (kms:GrantOperations)",
  },
  {
    keys: ["kms:requestalias", "kms:resourcealiases"],
    form: "key-alias",
    shapes: [[...literalShape("alias/"), ANY]],
    source: "AWS KMS condition keys (kms:RequestAlias, kms:ResourceAliases)",
  },
  {
    keys: ["ses:fromaddress", "ses:recipients", "ses:feedbackaddress"],
    form: "email-address",
    shapes: [[one(ANYTHING), ANY, ...literalShape("@"), one(ANYTHING), ANY]],
    source: "Identity and access management in Amazon SES",
  },
  {
    keys: ["route53:changeresourcerecordsetsnormalizedrecordnames"],
    form: "record-name",
    shapes: [RECORD_NAME],
    source: "Using IAM policy conditions for fine-grained access control (Amazon Route 53)",
  },
  {
    keys: KEYS_OF_ARNS,
    form: "resource-arn",
    shapes: [[...literalShape("arn:"), ANY]],
    source: "Actions, resources, and condition keys for AWS services (the condition keys of type ARN)",
  },
  {
    keys: ["iam:policyarn", "iam:permissionsboundary"],
    form: "policy-arn",
    shapes: [POLICY_ARN],
    source: "IAM and AWS STS condition context keys",
  },
  {
    keys: ["sts:rolesessionname", "sts:sourceidentity"],
    form: "session-name",
    shapes: [SESSION_NAME],
    source: "AssumeRole (AWS STS API Reference), RoleSessionName and SourceIdentity",
  },
  {
    keys: ["sts:externalid"],
    form: "external-id",
    shapes: [EXTERNAL_ID],
    source: "AssumeRole (AWS STS API Reference), ExternalId",
  },
  {
    keys: ["cloudformation:resourcetypes"],
    form: "resource-type",
    shapes: [[ANY, ...literalShape("::"), ANY]],
    source: "CreateStack (AWS CloudFormation API Reference), ResourceTypes",
  },
  ...NAMED_VALUES.map(({ keys, values, others = [], isWhole, source }): ValueForm => {
    const slips = isWhole ? {} : { slipsOnly: true as const };
    return { keys, form: "named", ...namedShapes([...values, ...others]), ...slips, source };
  }),
];

const BY_KEY: ReadonlyMap<string, ValueForm> = new Map(
  VALUE_FORMS.flatMap((form) => form.keys.map((key) => [key, form] as const)),
);

/** Undefined for a key of whose values nothing is known; the key in any case. */
export function valueFormOf(key: string): ValueForm | undefined {
  return BY_KEY.get(key.toLowerCase());
}
