/**
 * Where the Service Authorization Reference lists the actions of a service. Since 2026 its pages are named after AWS's
 * own names of the services, which are the prefixes as a rule ("Actions, resources, and condition keys for Amazon S3"
 * is `list_s3.html`). Source of the exceptions: iam-floyd 0.842.0 (Apache-2.0), one generated file a page, read on
 * 2026-11-27; only names are taken.
 */

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/";
const INDEX = `${REFERENCE}reference_policies_actions-resources-contextkeys.html`;

/** Prefixes whose page has another name. */
const EXCEPTIONS = `
access-analyzer=accessanalyzer aco-automation=compute-optimizer-automation aidevops=devops-agent airflow=mwaa
airflow-serverless=mwaa-serverless aoss=opensearchserverless app-integrations=appintegrations
applicationinsights=application-insights aps=amp backup-search=backupsearch cases=connectcases cassandra=keyspaces
cleanrooms-ml=cleanroomsml codeguru-profiler=codeguruprofiler connect-campaigns=connect-outbound-campaigns
elasticfilesystem=efs elasticloadbalancing=elb elasticmapreduce=emr elemental-inference=elementalinference
events=eventbridge execute-api=apigatewaymanagementapi finspace-api=finspace-data geo=location
health-agent=connecthealth iotjobsdata=iot-jobs-data iotmanagedintegrations=iot-managed-integrations
ivs=interactive-video-service kinesisvideo=kinesis-video-streams launchwizard=launch-wizard mechanicalturk=mturk
mgh=migration-hub migrationhub-orchestrator=migrationhuborchestrator migrationhub-strategy=migrationhubstrategy
mobiletargeting=pinpoint neptune-db=neptunedata notifications-contacts=notificationscontacts
partnercentral=partner-central pricingplanmanager=pricing-plan-manager profile=customer-profiles
refactor-spaces=migration-hub-refactor-spaces resiliencehub=resilience-hub s3-outposts=s3outposts scn=supplychain
sdb=simpledb servicecatalog=service-catalog servicequotas=service-quotas sms-voice=pinpoint-sms-voice
social-messaging=socialmessaging sso=iam-identity-center sso-oauth=sso-oidc states=stepfunctions
supportapp=support-app tag=resourcegroupstaggingapi tax=taxsettings thinclient=workspaces-thin-client voiceid=voice-id
wisdom=q-in-connect
`;

/** Prefixes of several pages of which none is named after the prefix, and those of which no page is known. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set([
  "aws-external-anthropic",
  "aws-marketplace",
  "aws-marketplace-management",
  "aws-portal",
]);

const PAGES: ReadonlyMap<string, string> = new Map(
  EXCEPTIONS.trim()
    .split(/\s+/)
    .map((pair) => {
      const equals = pair.indexOf("=");
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
);

/** `prefix` is one of the reference, in its spelling. The list of all services where the service's own page is not known. */
export function referencePage(prefix: string): string {
  if (WITHOUT_PAGE.has(prefix)) return INDEX;
  const page = PAGES.get(prefix) ?? prefix;
  return `${REFERENCE}list_${page}.html#list_${page}-actions-as-permissions`;
}
