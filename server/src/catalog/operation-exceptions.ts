/**
 * Operations whose permission has another name than the operation. Sources: "Required permissions for Amazon S3 API
 * operations" and the service pages of the Service Authorization Reference. Operations that need several permissions at
 * once, such as CopyObject or ReEncrypt, are left out: nobody can tell which of them was denied.
 */

/** Service, operations and, after `=`, the action; another service is written with its prefix. */
const EXCEPTIONS = `
batch CancelJobs = CancelJob
bedrock Converse StartAsyncInvoke = InvokeModel
bedrock ConverseStream = InvokeModelWithResponseStream
budgets CreateBudget UpdateBudget DeleteBudget CreateNotification UpdateNotification = ModifyBudget
budgets DeleteNotification CreateSubscriber UpdateSubscriber DeleteSubscriber = ModifyBudget
budgets DescribeBudget DescribeBudgets DescribeBudgetPerformanceHistory = ViewBudget
budgets DescribeNotificationsForBudget DescribeSubscribersForNotification = ViewBudget
budgets DescribeBudgetNotificationsForAccount = ViewBudget
cassandra CreateKeyspace CreateTable = Create
cassandra GetKeyspace ListKeyspaces GetTable ListTables = Select
cassandra DeleteKeyspace DeleteTable = Drop
cloudfront CreateDistributionWithTags = CreateDistribution
cloudsearch UploadDocuments = document
dynamodb TransactGetItems = GetItem
execute-api DeleteConnection GetConnection PostToConnection = ManageConnections
lambda Invoke InvokeWithResponseStream = InvokeFunction
lambda GetLayerVersionByArn = GetLayerVersion
s3 CompleteMultipartUpload CreateMultipartUpload PostObject UploadPart = PutObject
s3 CreateBucketMetadataConfiguration = CreateBucketMetadataTableConfiguration
s3 CreateSession = s3express:CreateSession
s3 DeleteAccountPublicAccessBlock = PutAccountPublicAccessBlock
s3 DeleteBucketAnalyticsConfiguration PutBucketAnalyticsConfiguration = PutAnalyticsConfiguration
s3 DeleteBucketCors = PutBucketCORS
s3 DeleteBucketEncryption PutBucketEncryption = PutEncryptionConfiguration
s3 DeleteBucketIntelligentTieringConfiguration = PutIntelligentTieringConfiguration
s3 DeleteBucketInventoryConfiguration PutBucketInventoryConfiguration = PutInventoryConfiguration
s3 DeleteBucketLifecycle PutBucketLifecycle PutBucketLifecycleConfiguration = PutLifecycleConfiguration
s3 DeleteBucketMetadataConfiguration = DeleteBucketMetadataTableConfiguration
s3 DeleteBucketMetricsConfiguration PutBucketMetricsConfiguration = PutMetricsConfiguration
s3 DeleteBucketOwnershipControls = PutBucketOwnershipControls
s3 DeleteBucketPublicAccessBlock DeletePublicAccessBlock PutPublicAccessBlock = PutBucketPublicAccessBlock
s3 DeleteBucketReplication PutBucketReplication = PutReplicationConfiguration
s3 DeleteBucketTagging = PutBucketTagging
s3 DeleteObjects = DeleteObject
s3 GetBucketAccelerateConfiguration = GetAccelerateConfiguration
s3 GetBucketAnalyticsConfiguration ListBucketAnalyticsConfigurations = GetAnalyticsConfiguration
s3 GetBucketEncryption = GetEncryptionConfiguration
s3 GetBucketIntelligentTieringConfiguration = GetIntelligentTieringConfiguration
s3 GetBucketInventoryConfiguration ListBucketInventoryConfigurations = GetInventoryConfiguration
s3 GetBucketLifecycle GetBucketLifecycleConfiguration = GetLifecycleConfiguration
s3 GetBucketMetadataConfiguration = GetBucketMetadataTableConfiguration
s3 GetBucketMetricsConfiguration ListBucketMetricsConfigurations = GetMetricsConfiguration
s3 GetBucketNotificationConfiguration = GetBucketNotification
s3 GetBucketReplication = GetReplicationConfiguration
s3 GetObjectLockConfiguration = GetBucketObjectLockConfiguration
s3 GetPublicAccessBlock = GetBucketPublicAccessBlock
s3 HeadBucket ListObjects ListObjectsV2 = ListBucket
s3 HeadObject SelectObjectContent = GetObject
s3 ListBucketIntelligentTieringConfigurations = GetIntelligentTieringConfiguration
s3 ListBuckets = ListAllMyBuckets
s3 ListDirectoryBuckets = s3express:ListAllMyDirectoryBuckets
s3 ListMultipartUploads = ListBucketMultipartUploads
s3 ListObjectVersions = ListBucketVersions
s3 ListParts = ListMultipartUploadParts
s3 PutBucketAccelerateConfiguration = PutAccelerateConfiguration
s3 PutBucketIntelligentTieringConfiguration = PutIntelligentTieringConfiguration
s3 PutBucketNotificationConfiguration = PutBucketNotification
s3 PutObjectLockConfiguration = PutBucketObjectLockConfiguration
s3 WriteGetObjectResponse = s3-object-lambda:WriteGetObjectResponse
sns PublishBatch = Publish
sqs ChangeMessageVisibilityBatch = ChangeMessageVisibility
sqs DeleteMessageBatch = DeleteMessage
sqs SendMessageBatch = SendMessage
timestream Query = Select
`;

/** S3 Control has an operation of the same name for the whole account. */
const OF_S3_CONTROL: ReadonlyMap<string, string> = new Map([
  ["getpublicaccessblock", "s3:GetAccountPublicAccessBlock"],
  ["putpublicaccessblock", "s3:PutAccountPublicAccessBlock"],
  ["deletepublicaccessblock", "s3:PutAccountPublicAccessBlock"],
]);

export interface OperationException {
  /** The prefix of the service whose client has the operation. */
  readonly service: string;
  /** As its API spells it. */
  readonly operation: string;
  /** As `s3:GetObject`. */
  readonly action: string;
}

/** The rows of the table. */
export const OPERATION_EXCEPTIONS: readonly OperationException[] = EXCEPTIONS.trim()
  .split("\n")
  .flatMap((line) => {
    const [left = "", action = ""] = line.split(" = ");
    const [service = "", ...operations] = left.split(" ");
    return operations.map((operation) => ({
      service,
      operation,
      action: action.includes(":") ? action : `${service}:${action}`,
    }));
  });

/** Lower-case operation → service → action. */
const BY_OPERATION = readExceptions();

/** Every operation of the table, in lower case. */
export const OPERATIONS_WITH_EXCEPTIONS: readonly string[] = [...BY_OPERATION.keys()];

/** Actions by the service whose client has the operation. The operation in lower case. */
export function exceptionsOf(operation: string): ReadonlyMap<string, string> {
  return BY_OPERATION.get(operation) ?? new Map();
}

export function s3ControlException(operation: string): string | undefined {
  return OF_S3_CONTROL.get(operation);
}

function readExceptions(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { service, operation, action } of OPERATION_EXCEPTIONS) {
    const services = found.get(operation.toLowerCase()) ?? new Map<string, string>();
    services.set(service, action);
    found.set(operation.toLowerCase(), services);
  }
  return found;
}

/**
 * API Gateway's permissions are the HTTP methods of its operations, and the first word of an operation tells the method
 * but for these. Source: "Actions, resources, and condition keys for Amazon API Gateway Management".
 */
const GATEWAY_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["exportapi", "GET"],
  ["flushstageauthorizerscache", "DELETE"],
  ["flushstagecache", "DELETE"],
  ["generateclientcertificate", "POST"],
  ["importapi", "PUT"],
  ["importapikeys", "POST"],
  ["importdocumentationparts", "PUT"],
  ["importrestapi", "POST"],
  ["reimportapi", "PUT"],
  ["resetauthorizerscache", "DELETE"],
  ["tagresource", "PUT"],
  ["testinvokeauthorizer", "POST"],
  ["testinvokemethod", "POST"],
  ["untagresource", "DELETE"],
]);

const GATEWAY_WORDS = [
  ["create", "POST"],
  ["delete", "DELETE"],
  ["get", "GET"],
  ["put", "PUT"],
  ["update", "PATCH"],
] as const;

/** The HTTP method behind an operation of API Gateway, given in lower case. */
export function gatewayMethod(operation: string): string | undefined {
  const word = GATEWAY_WORDS.find(([first]) => operation.startsWith(first) && operation.length > first.length);
  return GATEWAY_EXCEPTIONS.get(operation) ?? word?.[1];
}

/** What API Gateway's operations create, get, update and delete. Sources: its two API References, "Operations". */
const GATEWAY_NOUNS =
  /^(?:accesslogsettings|account|api|apikey|apimapping|authorizer|basepathmapping|clientcertificate|corsconfiguration|deployment|documentationpart|documentationversion|domainname|domainnameaccessassociation|export|gatewayresponse|integration|integrationresponse|method|methodresponse|model|modeltemplate|requestvalidator|resource|restapi|route|routerequestparameter|routeresponse|routesettings|routingrule|sdk|sdktype|stage|usage|usageplan|usageplankey|vpclink)s?$/;

/** Has API Gateway an operation of this name, given in lower case? Its client calls it by a name that is no permission. */
export function isGatewayOperation(operation: string): boolean {
  if (GATEWAY_EXCEPTIONS.has(operation)) return true;
  const word = GATEWAY_WORDS.find(([first]) => operation.startsWith(first))?.[0];
  return word !== undefined && GATEWAY_NOUNS.test(operation.slice(word.length));
}
