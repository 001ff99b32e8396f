/**
 * Systems that are not AWS and whose refusals are pasted as if they were: each with the words by which its refusals are
 * known.
 */

export const OTHER_SYSTEMS = [
  "alibaba-cloud",
  "application",
  "azure",
  "cloudflare",
  "container-registry",
  "database",
  "github",
  "gitlab",
  "google-cloud",
  "hadoop",
  "huawei-cloud",
  "kafka",
  "kubernetes",
  "network",
  "opensearch",
  "operating-system",
  "oracle-cloud",
  "package-registry",
  "s3-compatible",
  "snowflake",
  "ssh",
  "tencent-cloud",
  "terraform-cloud",
  "vault",
  "web-server",
  "yandex-cloud",
] as const;
export type OtherSystem = (typeof OTHER_SYSTEMS)[number];

export interface SystemSigns {
  readonly system: OtherSystem;
  readonly signs: RegExp;
  /** With these words the text is about AWS all the same. */
  readonly unless?: RegExp;
}

/** A library of AWS is part of what failed. */
const WITH_AWS = /amazonaws|awssdk|aws-sdk|\bAmazon\.[A-Z]|botocore/;

/** These systems use AWS's words and codes, so that even a code such as AccessDenied makes no denial of AWS. */
export const SYSTEMS_WITH_AWS_CODES: readonly SystemSigns[] = [
  {
    system: "google-cloud",
    signs:
      /storage\.googleapis|\bx-(?:goog-[a-z]|guploader-)|googleapis\.com|\bgoogle cloud\b|gserviceaccount|(?:caller|account|user|@\S{1,80}) does not have \w+\.\w+|gsutil|\(gcloud\.|Caller does not have permission or the resource may not exist|googleapi: |IAM_PERMISSION_DENIED|google\.api_core|bigquery|\bfirestore\b|FirebaseError|\b7 PERMISSION_DENIED: |Missing or insufficient permissions|Required ['"`]?[a-z]\w{1,60}\.[A-Za-z.]{2,80}['"`]? permission for |\bBucketName\b.{0,80}storage\.objects|storage\.(?:objects|buckets)\.\w+|\bAccess Denied: (?:Table|Dataset|Project|Routine|View) \S{1,200}: |\bPermission ['"`]?[a-z]\w{1,60}\.[A-Za-z.]{2,80}['"`]? denied (?:on|for) /i,
  },
  // Amazon S3 writes a capital and no full stop, and has no details.
  { system: "google-cloud", signs: /<Message>Access denied\.<\/Message>\s{0,20}<Details>/ },
  {
    system: "azure",
    signs:
      /\bAADSTS\d|AuthorizationPermissionMismatch|this request is not authorized to perform this operation|does not have authorization to perform action ['"]?Microsoft\.|(?:blob|file|queue|table)\.core\.windows|LinkedAuthorizationFailed|Microsoft\.TeamFoundation|\bTF400813\b|graph\.microsoft\.com|\bMicrosoft\.Graph\./i,
  },
  { system: "huawei-cloud", signs: /myhuaweicloud|\bobs\.[a-z0-9-]+\.myhuawei|\bx-obs-request-id\b/i },
  {
    system: "alibaba-cloud",
    signs:
      /aliyuncs\.com|\bacs:ram:|Forbidden\.RAM|\boss: service returned error\b|\bx-oss-request-id\b|\bAliyunOSS\b/i,
  },
  {
    system: "tencent-cloud",
    signs: /tencentcloud(?:api|sdk)|\bqcs::|myqcloud\.com|\bx-cos-request-id\b|\btencent-cos\b/i,
  },
  {
    system: "yandex-cloud",
    signs: /yandexcloud|rpc error: code = \w{1,30} desc = Access key ['"`][\w-]{5,60}['"`] not found/i,
  },
  { system: "oracle-cloud", signs: /oraclecloud\.com|NotAuthorizedOrNotFound/i },
  { system: "opensearch", signs: /no permissions for \[|security_exception/i },
  {
    system: "cloudflare",
    signs:
      /\berror(?: code)?:? ?1020\b|cloudflare ray id|attention required! \| cloudflare|performance &(?:amp;)? security by cloudflare/i,
  },
  {
    system: "container-registry",
    signs:
      /requested access to the resource is denied|unauthorized to access repository: |denied: permission_denied: \w+|unauthorized: (?:authentication required|incorrect username or password|access to the requested resource is not authorized)/i,
  },
  { system: "database", signs: /\baccess denied for user\b/i },
  {
    system: "operating-system",
    signs:
      /Access to the path ["'`].{1,300}["'`] is denied|\[WinError 5\]|\bSystem\.UnauthorizedAccessException\b|\bPSSecurityException\b|FullyQualifiedErrorId : UnauthorizedAccess\b|java\.nio\.file\.AccessDeniedException:? (?:\/|[A-Z]:\\)|\bavc: {1,2}denied\b|is not in the sudoers file/,
  },
  {
    system: "application",
    signs:
      /org\.springframework\.security\.\w{1,30}\.\w{0,30}DeniedException|org\.springframework\.security\.authorization\.[\w.]{1,90}\.attemptAuthorization\(|\bSymfony\\{1,4}Component\\{1,4}(?:Security|HttpKernel)|\bIlluminate\\{1,4}Auth\b|\bForbiddenException: Forbidden resource\b|\b(?:javax|jakarta)\.ws\.rs\.\w{3,40}Exception|\bio\.quarkus\.security\.\w{3,40}Exception|api\.digitalocean\.com|hudson\.security\.AccessDeniedException|\bPundit::NotAuthorizedError|\bCanCan(?:Can)?::AccessDenied|com\.atlassian\.\w{1,30}\.\w{0,20}(?:Authori[sz]ation|Permission)\w{0,20}Exception/,
    unless: WITH_AWS,
  },
  { system: "ssh", signs: /permission denied \(publickey/i },
  { system: "snowflake", signs: /error assuming AWS_ROLE/i },
];

/** Their words are their own; a code of AWS beside them counts more. */
export const SYSTEMS_WITH_OWN_WORDS: readonly SystemSigns[] = [
  {
    system: "github",
    signs:
      /resource not accessible by (?:integration|personal access token)|remote: permission to \S{1,200} denied to|remote: write access to repository not granted|unable to access 'https:\/\/github\.com\/|must have admin rights to Repository|refusing to allow (?:a|an) (?:GitHub App|OAuth App|Personal Access Token)/i,
  },
  {
    system: "gitlab",
    signs:
      /remote: you are not allowed to (?:push|download|upload|force push)|remote: HTTP Basic: Access denied|gitlab\S{0,100}(?:error: 403|insufficient_scope)/i,
  },
  {
    system: "kubernetes",
    signs:
      /is forbidden: User|cannot (?:get|list|watch|create|update|patch|delete|deletecollection|impersonate) resource|must be logged in to the server|current IAM principal doesn't have access to Kubernetes objects|system:serviceaccount:|system:anonymous|system:node:|violates PodSecurity|admission webhook .{1,120} denied the request/i,
  },
  {
    system: "azure",
    signs: /AuthorizationFailed|does not have authorization to perform action/i,
  },
  {
    system: "snowflake",
    signs: /SQL access control error|insufficient privileges to operate on/i,
  },
  {
    system: "vault",
    signs: /error making API request.{0,300}permission denied|\bvault\b.{0,200}permission denied/i,
  },
  {
    system: "hadoop",
    signs: /AccessControlException|permission denied: user=|org\.apache\.ranger/i,
  },
  {
    system: "terraform-cloud",
    signs:
      /app\.terraform\.io.{0,200}(?:unauthorized|forbidden|denied)|(?:unauthorized|forbidden|denied).{0,60}app\.terraform\.io|terraform cloud.{0,100}unauthorized/i,
  },
  {
    system: "package-registry",
    signs:
      /npm ERR! (?:403|code E403)|403 Forbidden from https:\/\/(?:upload\.)?pypi\.org|403 Forbidden - (?:GET|PUT) https:\/\/registry\.npmjs|pypi\.org\S{0,100}.{0,40}403/i,
  },
  {
    system: "container-registry",
    signs:
      /pull access denied|https:\/\/(?:ghcr\.io|quay\.io|gcr\.io|registry-1\.docker\.io|auth\.docker\.io|[\w.-]{1,60}\.(?:azurecr\.io|pkg\.dev))\/\S{0,300}(?: {0,2}: {0,2}| )(?:401|403|denied|unauthorized)/i,
  },
  {
    system: "kafka",
    signs:
      /(?:Topic|Group|Cluster|TransactionalId|DelegationToken)AuthorizationException|kafka server: the client is not authorized|not authorized to access (?:topics?|group|this topic)\b/i,
  },
  {
    system: "database",
    signs:
      /permission denied for (?:table|schema|relation|database|function|sequence|view|column)|(?:password|PAM) authentication failed for user|InsufficientPrivilege\b|not authorized on \w{1,60} to execute command|has no [A-Z]{3,10} permission on <|\bAccess Denied: Cannot (?:select|insert|delete|update|access|create|drop|show)\b|\bNOPERM\b|\bUser does not have (?:[A-Z_]{3,20} ){1,4}on (?:Catalog|Schema|Table|View|Function|Volume|Share|External Location)\b|\bORA-01031\b/i,
  },
  {
    system: "network",
    signs:
      /context deadline exceeded|send request failed|connection (?:timed out|refused|reset)|ECONNREFUSED|ETIMEDOUT|could not connect to the endpoint|getaddrinfo|no such host/i,
  },
  {
    system: "operating-system",
    signs:
      /permission denied|access denied by server while mounting|\bEACCES\b|\bEPERM\b(?!\. Body Text)|operation not permitted/i,
  },
];

/** What only a text without anything of AWS shows: a page or an API answers with 403. */
export const SYSTEMS_WITHOUT_AWS: readonly SystemSigns[] = [
  {
    system: "web-server",
    signs:
      /\b(?:HTTP )?Error (?:code: )?403\b|\b403 (?:Client Error: )?Forbidden\b|\b403 ERROR\b|<title>403\b|status(?: ?code)?[ :=]{1,3}403\b|you don't have permission to access (?:this resource|["'`]?https?:\/\/\S{1,300} on this server|\/\S{0,200} on this server)|server responded with.{0,60}\b403\b|returned error: 403\b/i,
  },
];
