/** Condition keys of services whose values AWS names one by one. */

export interface NamedValues {
  /** In lower case. */
  readonly keys: readonly string[];
  /** As AWS spells them, those first that people write most. */
  readonly values: readonly string[];
  /** More that a request may have and that nobody would be advised to write. */
  readonly others?: readonly string[];
  /** The values of a parameter that has had these for long: no request has another one. */
  readonly isWhole: boolean;
  /** The title of the page. */
  readonly source: string;
}

const PUT_OBJECT = "PutObject (Amazon S3 API Reference)";
const SIGNATURE = "Amazon S3 Signature Version 4 Authentication Specific Policy Keys";
const KMS = "AWS KMS condition keys";
const ROUTE_53 = "Using IAM policy conditions for fine-grained access control (Amazon Route 53)";
const QUERY = "Query (Amazon DynamoDB API Reference)";

export const NAMED_VALUES: readonly NamedValues[] = [
  {
    keys: ["s3:x-amz-storage-class"],
    values: [
      "STANDARD",
      "STANDARD_IA",
      "ONEZONE_IA",
      "INTELLIGENT_TIERING",
      "GLACIER_IR",
      "GLACIER",
      "DEEP_ARCHIVE",
      "REDUCED_REDUNDANCY",
    ],
    others: ["OUTPOSTS", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP"],
    isWhole: false,
    source: PUT_OBJECT,
  },
  {
    keys: ["s3:x-amz-metadata-directive"],
    values: ["COPY", "REPLACE"],
    isWhole: true,
    source: "CopyObject (Amazon S3 API Reference)",
  },
  { keys: ["s3:object-lock-mode"], values: ["GOVERNANCE", "COMPLIANCE"], isWhole: true, source: PUT_OBJECT },
  { keys: ["s3:object-lock-legal-hold"], values: ["ON", "OFF"], isWhole: true, source: PUT_OBJECT },
  {
    keys: ["s3:x-amz-object-ownership"],
    values: ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
    isWhole: true,
    source: "CreateBucket (Amazon S3 API Reference)",
  },
  {
    keys: ["s3:signatureversion"],
    values: ["AWS4-HMAC-SHA256", "AWS"],
    others: ["AWS4-ECDSA-P256-SHA256"],
    isWhole: false,
    source: SIGNATURE,
  },
  { keys: ["s3:authtype"], values: ["REST-HEADER", "REST-QUERY-STRING", "POST"], isWhole: true, source: SIGNATURE },
  {
    keys: ["s3:accesspointnetworkorigin"],
    values: ["VPC", "Internet"],
    isWhole: true,
    source: "Configuring IAM policies for using access points (Amazon S3 User Guide)",
  },
  {
    keys: ["ec2:tenancy"],
    values: ["default", "dedicated", "host"],
    isWhole: true,
    source: "Placement (Amazon EC2 API Reference)",
  },
  {
    keys: ["ec2:volumetype"],
    values: ["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"],
    isWhole: false,
    source: "CreateVolume (Amazon EC2 API Reference)",
  },
  {
    keys: ["ec2:instancemarkettype"],
    values: ["spot", "capacity-block"],
    others: ["on-demand", "interruptible-capacity-reservation"],
    isWhole: false,
    source: "InstanceMarketOptionsRequest (Amazon EC2 API Reference)",
  },
  {
    keys: ["lambda:functionurlauthtype"],
    values: ["AWS_IAM", "NONE"],
    isWhole: true,
    source: "Control access to Lambda function URLs",
  },
  {
    keys: ["dynamodb:select"],
    values: ["SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT"],
    isWhole: true,
    source: QUERY,
  },
  {
    keys: ["dynamodb:returnvalues"],
    values: ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"],
    isWhole: true,
    source: "UpdateItem (Amazon DynamoDB API Reference)",
  },
  {
    keys: ["dynamodb:returnconsumedcapacity"],
    values: ["TOTAL", "INDEXES", "NONE"],
    isWhole: true,
    source: QUERY,
  },
  {
    keys: ["kms:keyorigin"],
    values: ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"],
    isWhole: false,
    source: KMS,
  },
  {
    keys: ["kms:keyusage"],
    values: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
    isWhole: false,
    source: KMS,
  },
  {
    keys: ["kms:encryptionalgorithm"],
    values: ["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"],
    isWhole: false,
    source: KMS,
  },
  {
    keys: ["sns:protocol"],
    values: ["https", "sqs", "lambda", "email", "email-json", "http", "sms", "application", "firehose"],
    isWhole: false,
    source: "Subscribe (Amazon SNS API Reference)",
  },
  {
    keys: ["elasticloadbalancing:scheme"],
    values: ["internal", "internet-facing"],
    isWhole: true,
    source: "CreateLoadBalancer (Elastic Load Balancing API Reference)",
  },
  {
    keys: ["sagemaker:directinternetaccess", "sagemaker:rootaccess"],
    values: ["Disabled", "Enabled"],
    isWhole: true,
    source: "CreateNotebookInstance (Amazon SageMaker API Reference)",
  },
  {
    keys: ["sagemaker:appnetworkaccesstype"],
    values: ["VpcOnly", "PublicInternetOnly"],
    isWhole: true,
    source: "CreateDomain (Amazon SageMaker API Reference)",
  },
  {
    keys: ["route53:changeresourcerecordsetsactions"],
    values: ["CREATE", "UPSERT", "DELETE"],
    isWhole: true,
    source: ROUTE_53,
  },
  {
    keys: ["route53:changeresourcerecordsetsrecordtypes"],
    values: ["A", "AAAA", "CNAME", "TXT", "MX", "NS", "CAA", "SRV", "PTR", "SOA"],
    others: ["DS", "HTTPS", "NAPTR", "SPF", "SSHFP", "SVCB", "TLSA"],
    isWhole: false,
    source: ROUTE_53,
  },
  {
    keys: ["rds:databaseengine"],
    values: ["postgres", "mysql", "aurora-postgresql", "aurora-mysql", "mariadb"],
    others: [
      ...[
        "aurora",
        "oracle-ee",
        "oracle-ee-cdb",
        "oracle-se2",
        "oracle-se2-cdb",
        "db2-ae",
        "db2-se",
        "neptune",
        "docdb",
      ],
      ...["sqlserver-dev-ee", "sqlserver-ee", "sqlserver-ex", "sqlserver-se", "sqlserver-web", "custom-oracle-ee"],
      ...[
        "custom-oracle-ee-cdb",
        "custom-oracle-se2",
        "custom-sqlserver-ee",
        "custom-sqlserver-se",
        "custom-sqlserver-web",
      ],
      // Retired ones, as policies that deny them still name them.
      ...["oracle-se", "oracle-se1"],
    ],
    isWhole: false,
    source: "CreateDBInstance (Amazon RDS API Reference)",
  },
  {
    keys: ["organizations:policytype"],
    values: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY"],
    others: [
      ...["AISERVICES_OPT_OUT_POLICY", "BEDROCK_POLICY", "CHATBOT_POLICY", "DECLARATIVE_POLICY_EC2"],
      ...[
        "INSPECTOR_POLICY",
        "NETWORK_SECURITY_DIRECTOR_POLICY",
        "S3_POLICY",
        "SECURITYHUB_POLICY",
        "UPGRADE_ROLLOUT_POLICY",
      ],
    ],
    isWhole: false,
    source: "CreatePolicy (AWS Organizations API Reference)",
  },
  {
    keys: ["cognito-identity.amazonaws.com:amr"],
    values: ["authenticated", "unauthenticated"],
    isWhole: false,
    source: "Role trust and permissions (Amazon Cognito Developer Guide)",
  },
];
