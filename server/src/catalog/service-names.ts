import { type Catalog } from "./catalog.ts";

/**
 * The prefix that policies use for a service, from one of its many other names: a client of an SDK (`CloudWatch Logs`,
 * `SFN`, `AmazonS3`), an event source or endpoint (`monitoring.amazonaws.com`), a full name (`Amazon Simple Storage
 * Service`) or the prefix itself. Undefined if no service of the data has that name.
 */
export function servicePrefixOf(catalog: Catalog, name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const host = hostLabels(name);
  if (host === undefined) return prefixOfWords(catalog, name);
  for (const label of host) {
    const prefix = prefixOfWords(catalog, label);
    if (prefix !== undefined) return prefix;
  }
  return undefined;
}

const LONGEST_NAME = 200;

/** `api.ecr.us-east-1.amazonaws.com` → its labels before `amazonaws`. */
function hostLabels(name: string): readonly string[] | undefined {
  const end = name.toLowerCase().indexOf(".amazonaws.com");
  return end < 0 ? undefined : name.slice(0, end).split(".");
}

function prefixOfWords(catalog: Catalog, name: string): string | undefined {
  const word = squashed(name);
  const { byPrefix, byName } = squashedNames(catalog);
  for (const form of [word, withoutMaker(word)]) {
    const prefix = OTHER_SERVICE_NAMES.get(form) ?? byPrefix.get(form);
    if (prefix !== undefined && catalog.service(prefix) !== undefined) return prefix;
  }
  return byName.get(word);
}

/** Squashed prefixes and full names → the prefix, the first where several are alike; no name is empty. */
interface SquashedNames {
  readonly byPrefix: ReadonlyMap<string, string>;
  readonly byName: ReadonlyMap<string, string>;
}

const SQUASHED = new WeakMap<Catalog, SquashedNames>();

/** A list of hundreds of unknown actions asks for each of them. */
function squashedNames(catalog: Catalog): SquashedNames {
  const known = SQUASHED.get(catalog) ?? {
    byPrefix: firstOfEach(catalog.servicePrefixes, squashed),
    byName: firstOfEach(catalog.servicePrefixes, (prefix) => squashed(catalog.service(prefix)?.name ?? "")),
  };
  SQUASHED.set(catalog, known);
  return known;
}

function firstOfEach(prefixes: readonly string[], nameOf: (prefix: string) => string): ReadonlyMap<string, string> {
  const first = new Map(prefixes.toReversed().map((prefix) => [nameOf(prefix), prefix]));
  first.delete("");
  return first;
}

function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function withoutMaker(word: string): string {
  return word.replace(/^(?:amazon|aws)/, "");
}

/** Prefix, then the other names of its clients and endpoints in small letters and without signs. */
const OTHER_NAMES = `
airflow mwaa
aoss opensearchserverless
apigateway apigatewayv2
appconfig appconfigdata
aps amp prometheusservice
autoscaling ec2autoscaling
aws-marketplace marketplaceagreement marketplacecatalog marketplacedeployment marketplaceentitlement
aws-marketplace marketplaceentitlementservice marketplacemetering marketplacereporting meteringmarketplace
bedrock bedrockagent bedrockagentruntime bedrockdataautomation bedrockdataautomationruntime bedrockruntime
bedrock-agentcore bedrockagentcorecontrol
cases connectcases
cassandra keyspaces keyspacesstreams
ce costexplorer
chime chimesdkidentity chimesdkmediapipelines chimesdkmeetings chimesdkmessaging chimesdkvoice
cloudformation cloudcontrol cloudcontrolapi
cloudhsm cloudhsmv2
cloudsearch cloudsearchdomain
cloudwatch monitoring
cognito-idp cognitoidentityprovider cognitouserpools
config configservice
connect connectcontactlens
connect-campaigns connectcampaignsv2
cur costandusagereport costandusagereportservice
discovery applicationdiscovery applicationdiscoveryservice
dms databasemigration databasemigrationservice
ds directoryservice
ds-data directoryservicedata
dynamodb dynamodbstreams dynamodbv2
ec2 elasticcomputecloud vpc
ecr elasticcontainerregistry
ecs elasticcontainerservice
eks elastickubernetesservice
elasticfilesystem efs
elasticloadbalancing alb elasticloadbalancingv2 elb elbv2 nlb
elasticmapreduce emr
es elasticsearch elasticsearchservice opensearch opensearchservice
events cloudwatchevents eventbridge
execute-api apigatewaymanagementapi
finspace-api finspacedata
firehose kinesisfirehose
forecast forecastquery
geo location locationservice
greengrass greengrassv2
iam identityandaccessmanagement identitymanagement
iot iotcore iotdata iotdataplane iotsecuretunneling
iotevents ioteventsdata
iotjobsdata iotjobsdataplane
ivs ivsrealtime
kafka managedstreamingforkafka msk
kinesisanalytics kinesisanalyticsv2
kinesisvideo kinesisvideoarchivedmedia kinesisvideomedia kinesisvideosignaling kinesisvideostreams
kinesisvideo kinesisvideowebrtcstorage
kms keymanagementservice
lex lexmodelbuildingservice lexmodels lexmodelsv2 lexruntime lexruntimeservice lexruntimev2 lexv2models lexv2runtime
logs cloudwatchlogs
macie2 macie
mechanicalturk mturk
mediastore mediastoredata
mgh migrationhub migrationhubconfig
mobiletargeting pinpoint
neptune-db neptunedata
partnercentral partnercentralselling
payment-cryptography paymentcryptographydata
personalize personalizeevents personalizeruntime
pi performanceinsights
profile connectcustomerprofiles customerprofiles
qldb qldbsession
ram resourceaccessmanager
rds docdb documentdb neptune
refactor-spaces migrationhubrefactorspaces
s3 s3api s3control simplestorageservice
sagemaker sagemakera2iruntime sagemakeredge sagemakerfeaturestoreruntime sagemakermetrics sagemakerruntime
scn supplychain
sdb simpledb
serverlessrepo serverlessapplicationrepository
servicecatalog servicecatalogappregistry
servicediscovery cloudmap
ses email mailmanager pinpointemail sesv2 simpleemail simpleemailservice
sms-voice pinpointsmsvoice pinpointsmsvoicev2
sns simplenotificationservice
sqs simplequeueservice
ssm parameterstore simplesystemsmanagement systemsmanager
sso iamidentitycenter ssoadmin
sso-oauth ssooidc
states sfn stepfunctions
sts securitytokenservice
swf simpleworkflow simpleworkflowservice
tag resourcegroupstaggingapi tagging
tax taxsettings
thinclient workspacesthinclient
timestream timestreamquery timestreamwrite
transcribe transcribestreaming
wisdom qconnect
`;

/** Another name, in small letters and without signs → the prefix. */
export const OTHER_SERVICE_NAMES: ReadonlyMap<string, string> = new Map(
  OTHER_NAMES.trim()
    .split("\n")
    .flatMap((line) => {
      const [prefix = "", ...names] = line.split(" ");
      return names.map((name) => [name, prefix] as const);
    }),
);
