/**
 * What refuses a request where no policy of IAM does: a setting of a bucket, Lake Formation, the state of an account.
 * Editing a policy cures none of these.
 */
import { type LakeFormationCause, readLakeFormation } from "./lake-formation.ts";

/** Settings of S3 that turn requests away whatever the policies say; `BlockPublicAccess` where the text does not say which. */
export type S3Setting =
  | "BlockPublicAcls"
  | "BlockPublicPolicy"
  | "IgnorePublicAcls"
  | "RestrictPublicBuckets"
  | "BlockPublicAccess"
  | "SSE-C";

/** What is wrong with a request that Amazon S3 refuses with AccessDenied before it looks at policies. */
export type S3Fault = "unsigned-headers" | "form-policy" | "signature-version" | "query-parameters";

export type NonPolicyCause =
  | { readonly cause: "s3-setting"; readonly setting: S3Setting }
  | LakeFormationCause
  /** The root user cannot assume a role. */
  | { readonly cause: "root-assumes-role" }
  /** What was to be assumed is a user. */
  | { readonly cause: "user-is-no-role" }
  /** Credentials of a session cannot make sessions in this way. */
  | { readonly cause: "session-credentials" }
  /** The code of an MFA device was wrong. */
  | { readonly cause: "mfa-code" }
  /** The role that is passed belongs to another account. */
  | { readonly cause: "cross-account-pass-role" }
  /** Amazon Bedrock has not been opened to the account, or not in this Region. */
  | { readonly cause: "bedrock-account" }
  /** The account has no access to the model. */
  | { readonly cause: "bedrock-model" }
  /** The answer of a Lambda authorizer, which API Gateway hands on. */
  | { readonly cause: "api-authorizer" }
  /** AWS AppSync's own authorization of fields. */
  | { readonly cause: "graphql-field" }
  /** No role is associated with the database, for what it was to do. */
  | { readonly cause: "database-role" }
  /** The account has no identity provider of this address; `url` as the text names it. */
  | { readonly cause: "identity-provider"; readonly url: string | null }
  /** QuickSight's own permissions. */
  | { readonly cause: "quicksight" }
  /** The bucket takes no ACLs. */
  | { readonly cause: "s3-acls-disabled" }
  /** S3 has turned off a bucket or an object for everybody. */
  | { readonly cause: "s3-access-disabled" }
  | { readonly cause: "kms-key-disabled" }
  | { readonly cause: "kms-key-pending-deletion" }
  /** The Region, or STS in it, is not turned on for the account. */
  | { readonly cause: "region-disabled" }
  /** The organization has to let the service in first; `service` as the text names it. */
  | { readonly cause: "organization-access"; readonly service: string | null }
  /** Only the management account, or an account of an organization, may call this. */
  | { readonly cause: "organization-account" }
  /** The request would exceed a quota of the account. */
  | { readonly cause: "quota" }
  /** The account is not verified, is suspended, or has not signed up for the service. */
  | { readonly cause: "account-standing" }
  /** Nobody has accepted the terms of an AWS Marketplace product in the account. */
  | { readonly cause: "marketplace-terms" }
  /** Docker sent no credentials to Amazon ECR, or such that have expired. */
  | { readonly cause: "docker-login" }
  /** CloudWatch Logs could not write to the destination of a subscription filter, and does not say why. */
  | { readonly cause: "test-delivery"; readonly to: "kinesis" | "firehose" | null }
  /** The account does not use the service, in this Region. */
  | { readonly cause: "service-not-enabled" }
  /** IAM Identity Center gives this person no role in the account of the profile. */
  | { readonly cause: "identity-center-assignment" }
  /** Amazon S3 refused the request for how it was signed or sent, whatever the policies say. */
  | { readonly cause: "s3-request"; readonly fault: S3Fault }
  /** AWS WAF or CloudFront blocked the request before it reached a service. */
  | { readonly cause: "firewall" };

/**
 * The cause that a text names, or null. Blanks and line breaks of a narrow terminal do not matter.
 * Sources: Amazon S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors in Amazon S3"; AWS STS API Reference,
 * "AssumeRole" and "GetFederationToken"; AWS KMS Developer Guide, "Key states of AWS KMS keys"; IAM User Guide, "Manage
 * AWS STS in an AWS Region"; Amazon Bedrock User Guide, "Access Amazon Bedrock foundation models".
 */
export function readNonPolicyCause(text: string): NonPolicyCause | null {
  if (!MAY_NAME_ONE.test(text)) return null;
  const compact = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const setting = SETTINGS.find(([, words]) => words.test(compact))?.[0];
  if (setting !== undefined) return { cause: "s3-setting", setting };
  const lakeFormation = readLakeFormation(text);
  if (lakeFormation !== null) return lakeFormation;
  if (ORGANIZATION_ACCESS.test(compact)) return { cause: "organization-access", service: serviceToLetIn(text) };
  if (TEST_DELIVERY.test(compact)) return { cause: "test-delivery", to: destinationIn(compact) };
  if (IDENTITY_PROVIDER.test(compact)) return { cause: "identity-provider", url: providerIn(text) };
  const fault = S3_FAULTS.find(([, words]) => words.test(compact))?.[0];
  if (fault !== undefined) return { cause: "s3-request", fault };
  return CAUSES.find(([words]) => words.test(compact))?.[1] ?? null;
}

/**
 * Where the words name none: what only one thing can refuse, and what the root user cannot do or nobody can.
 * Source: AWS STS API Reference, "AssumeRole": no credentials of the root user are taken, and the ARN is that of a role.
 */
export function causeOfCall(
  operation: string | null,
  action: string | null,
  { resource, principalType }: { readonly resource: string | null; readonly principalType: string },
): NonPolicyCause | null {
  if (operation === "GetRoleCredentials") return { cause: "identity-center-assignment" };
  if (action?.toLowerCase() !== "sts:assumerole") return null;
  if (principalType === "root") return { cause: "root-assumes-role" };
  return USER.test(resource ?? "") ? { cause: "user-is-no-role" } : null;
}

const USER = /^arn:aws[a-z-]{0,20}:iam::[^:/]{0,40}:user\/\S/;

/** Lets most texts pass without the work. */
const MAY_NAME_ONE =
  /public|sse-?c|customer|lake ?formation|requested permissions|root|session|multi|cross|account|model|authori[sz]er|access this|manifest|disabled|deletion|region|organi[sz]ation|trusted|verif|subscri|suspend|block|PendingVer|OptIn|basic auth|Reauthenticate|OpenIDConnect|Not Authorized to access|\bACLs?\b|AccessControlList|ObjectOwnership|credentials|test message|No access|enabled|which were not signed|according to policy|Signature/i;

const BLOCKED = "(?:prevented|blocked|rejected|restricted|disallowed|denied)by(?:the|your)?";

const SETTINGS: readonly (readonly [setting: S3Setting, words: RegExp])[] = [
  ["BlockPublicAcls", new RegExp(`${BLOCKED}blockpublicacls`)],
  ["BlockPublicPolicy", new RegExp(`${BLOCKED}blockpublicpolicy`)],
  ["IgnorePublicAcls", new RegExp(`${BLOCKED}ignorepublicacls`)],
  ["RestrictPublicBuckets", new RegExp(`${BLOCKED}restrictpublicbuckets`)],
  ["BlockPublicAcls", /bucketcannothavepublicaclssetwithblockpublicaccess|publicaclsare(?:prevented|blocked)/],
  [
    "BlockPublicPolicy",
    /publicpoliciesare(?:prevented|blocked)|levelofpublicaccessthatconflictswithyourblockpublicaccess/,
  ],
  ["BlockPublicAccess", new RegExp(`${BLOCKED}(?:s3|amazons3|account|bucket|level)*blockpublicaccess`)],
  ["BlockPublicAccess", /becauseblockpublicaccess(?:settings?)?(?:is|are)(?:turnedon|enabled)/],
  [
    "SSE-C",
    /blockeduploadrequeststhatspecifyserversideencryptionwithcustomerprovidedkeys|ssec(?:is|uploadsare|encryptionis)blocked/,
  ],
];

/** Sources: Amazon S3 API Reference, "Error responses" and "Creating a POST policy". */
const S3_FAULTS: readonly (readonly [fault: S3Fault, words: RegExp])[] = [
  ["unsigned-headers", /headerspresentintherequestwhichwerenotsigned/],
  ["form-policy", /invalidaccordingtopolicypolicy(?:conditionfailed|expired)/],
  ["signature-version", /serversideencryptionwithawskmsmanagedkeysrequireawssignatureversion4/],
  ["query-parameters", /querystringauthenticationrequiresthesignature/],
];

const ORGANIZATION_ACCESS =
  /(?:must|needto)(?:first)?enable(?:trusted|organizations?|awsservice)access|(?:trustedaccess|serviceaccess|awsserviceaccess)(?:is|hasbeen)?not(?:been)?enabled|notenabledfor(?:your|the)organi[sz]ation/;

/** `Your organization must first enable trusted access with AWS Account Management.` */
function serviceToLetIn(text: string): string | null {
  const match =
    /\baccess\s+(?:with|for|to)\s+((?:AWS|Amazon)\s[A-Z][A-Za-z ]{1,50}[A-Za-z]|[a-z0-9.-]{2,60}\.amazonaws\.com)/.exec(
      text,
    );
  return match?.[1]?.replace(/\s+/g, " ") ?? null;
}

/** Source: Amazon CloudWatch Logs API Reference, "PutSubscriptionFilter". */
const TEST_DELIVERY = /couldnotdelivertestmessagetospecified(?:kinesis|firehose|delivery)?(?:stream|destination)/;

function destinationIn(compact: string): "kinesis" | "firehose" | null {
  const named = /testmessagetospecified(kinesis|firehose)/.exec(compact)?.[1];
  return named === "kinesis" || named === "firehose" ? named : null;
}

/** Source: AWS STS API Reference, "AssumeRoleWithWebIdentity"; IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM". */
const IDENTITY_PROVIDER = /noopenidconnectproviderfoundinyouraccount/;

function providerIn(text: string): string | null {
  return (
    /\bfound\s+in\s+your\s+account\s+for\s+(https:\/\/[^\s"'`<>]{3,300})/.exec(text)?.[1]?.replace(/[.,]$/, "") ?? null
  );
}

const CAUSES: readonly (readonly [words: RegExp, cause: NonPolicyCause])[] = [
  [/dkrecr[a-z0-9]{0,300}nobasicauthcredentials|authorizationtokenhasexpiredreauthenticate/, { cause: "docker-login" }],
  // Source: AWS IAM Identity Center Portal API Reference, "GetRoleCredentials".
  [/noaccess[a-z0-9]{0,240}(?:clientsso|credentialprovidersso)/, { cause: "identity-center-assignment" }],
  [/rolesmaynotbeassumedbyrootaccounts?/, { cause: "root-assumes-role" }],
  [/cannotcall[a-z]{3,40}withsessioncredentials/, { cause: "session-credentials" }],
  [/multifactorauthenticationfailed/, { cause: "mfa-code" }],
  [/crossaccountpassroleisnotallowed/, { cause: "cross-account-pass-role" }],
  [/youraccountisnotauthorizedtoinvokethisapi/, { cause: "bedrock-account" }],
  [
    /donthaveaccesstothemodel|modelaccessisdeniedduetoinvalidpayment|accesstoanthropicmodelsisnotallowed|youraccountdoesnothaveaccesstothismodel/,
    { cause: "bedrock-model" },
  ],
  [/userisnotauthorizedtoaccessthisresource/, { cause: "api-authorizer" }],
  [
    /notauthorizedtoaccess[a-z0-9]{1,80}ontype(?:query|mutation|subscription|[a-z0-9]{1,80})/,
    { cause: "graphql-field" },
  ],
  [
    /credentialsstoredwiththedatabaseclustercantbeaccessed|missingcredentialscannotinstantiates3client/,
    { cause: "database-role" },
  ],
  // Sources: the API references of these services, on errors of accounts that have not enabled them.
  [
    /(?:macie|guardduty|securityhub|detective|inspector|auditmanager)(?:isnt|isnot|hasnotbeen)(?:currently|yet)?enabled/,
    { cause: "service-not-enabled" },
  ],
  [/insufficientpermissiontoaccessthemanifestfile/, { cause: "quicksight" }],
  // Source: Amazon S3 User Guide, "Controlling ownership of objects and disabling ACLs for your bucket".
  [
    /accesscontrollistnotsupported|bucketdoesnotallowacls|invalidbucketaclwithobjectownership|forcloudfrontlogsdoesntenableaclaccess/,
    { cause: "s3-acls-disabled" },
  ],
  [/allaccesstothis(?:object|bucket|resource)hasbeendisabled|allaccessdisabled/, { cause: "s3-access-disabled" }],
  [
    /(?:key|cmk|arnaws[a-z0-9]{10,90})is(?:currently)?pending(?:deletion|import)|keyispendingdeletion/,
    { cause: "kms-key-pending-deletion" },
  ],
  [
    /(?:kms)?disabledexception[a-z0-9]{0,160}isdisabled|arnaws[a-z]{0,6}kms[a-z0-9]{10,90}isdisabled|kmskeyisdisabled/,
    { cause: "kms-key-disabled" },
  ],
  [
    /regiondisabled(?:exception)?|stsisnotactivatedinthisregion|regionis(?:not)?(?:enabled|optedin|disabled)foryouraccount|regionisnot(?:enabled|optedin)|notoptedinto(?:the|this)?region/,
    { cause: "region-disabled" },
  ],
  [
    /organizationaccessdenied|canonlybemadebyaccountsinanawsorganization|notamemberofanorganization|organizationsnotinuse|onlybecalledfrom(?:the|an)organizationsmanagementaccount/,
    { cause: "organization-account" },
  ],
  // Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API", OptInRequired.
  [/usethisawsmarketplaceproductyouneedtoacceptterms/, { cause: "marketplace-terms" }],
  [
    /youraccount(?:must|needsto)beverified|accountisnotverified|pendingverification|optinrequired|notsubscribedto|needsasubscriptionfortheservice|account(?:\d{12})?(?:is|hasbeen)(?:currently)?(?:suspended|blocked|closed)|accountsuspended|accountis(?:currently)?blockedandnotrecognizedasavalidaccount|awsaccountcurrentlydoesnotsupportcreating/,
    { cause: "account-standing" },
  ],
];
