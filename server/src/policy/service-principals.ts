/**
 * Names of AWS services as principals. AWS publishes no list of them, so nothing here says that a name does not exist;
 * it only tells which one was meant by a name that is almost one of these.
 * Source: "AWS JSON policy elements: Principal", and the trust policies in the guides of the services.
 */
import { type Catalog } from "../catalog/catalog.ts";
import { editDistance } from "../domains/nearest-name.ts";

const SUFFIX = ".amazonaws.com";

/** The name that was probably meant; undefined for a name that may be right. */
export function likelyServicePrincipal(written: string, catalog: Catalog): string | undefined {
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(written)) return undefined;
  const labels = written.split(".");
  if (labels.length === 1) {
    const meant = isKnown(written, catalog) ? written : GUESSED_NAMES.get(written);
    return meant === undefined ? undefined : meant + SUFFIX;
  }
  const [service = "", ...ending] = labels;
  if (CUT_DOMAINS.has(ending.join(".")) && isKnown(service, catalog)) return service + SUFFIX;
  const domain = labels.slice(-2).join(".");
  if (domain !== "amazonaws.com" && written.endsWith(".cn")) return undefined;
  const name = labels.slice(0, -2).join(".");
  if (domain === "amazon.com" && catalog.service(name.replace(REGION, "")) !== undefined) return name + SUFFIX;
  if (domain !== "amazonaws.com") {
    const isSlip = name !== "" && !OTHER_DOMAINS.has(domain) && editDistance(domain, "amazonaws.com", 2) !== undefined;
    return isSlip ? name + SUFFIX : undefined;
  }
  const meant = isKnown(name, catalog) ? undefined : (GUESSED_NAMES.get(name) ?? nearestTo(name, catalog));
  return meant === undefined ? undefined : meant + SUFFIX;
}

/** Some principals have the Region behind the service: `logs.eu-west-1.amazonaws.com`. */
const REGION = /\.[a-z]{2,}(?:-[a-z]+)+-\d$/;

function isKnown(name: string, catalog: Catalog): boolean {
  return name.includes(".") || catalog.service(name) !== undefined || OTHER_NAMES.has(name);
}

/** Short names differ by a letter from too many others, and a digit or an `s` at the end may make another service. */
function nearestTo(name: string, catalog: Catalog): string | undefined {
  if (name.length < SHORTEST) return undefined;
  const found = [...catalog.servicePrefixes, ...OTHER_NAMES].filter(
    (known) => known.length >= SHORTEST && stem(known) !== stem(name) && editDistance(name, known, 1) !== undefined,
  );
  return found.length === 1 ? found[0] : undefined;
}

const SHORTEST = 5;

function stem(name: string): string {
  return name.replace(/(?:v?\d|s)$/, "");
}

/** What people take for the domain of services, behind a service's name. */
const CUT_DOMAINS: ReadonlySet<string> = new Set(["amazonaws", "amazon", "aws", "aws.com", "aws.amazonaws.com"]);

/** Second-level domains of principals that are not of `amazonaws.com`. */
const OTHER_DOMAINS: ReadonlySet<string> = new Set(["amazon.com", "aws.internal", "amazonaws.eu"]);

/** Principals of services whose actions have another prefix. */
const OTHER_NAMES: ReadonlySet<string> = new Set([
  "airflow-env",
  "amazonmq",
  "billingconsole",
  "channels",
  "cloudwatch-crossaccount",
  "config-conforms",
  "config-multiaccountsetup",
  "cost-optimization-hub",
  "delivery",
  "ec2fleet",
  "ecs-tasks",
  "edgelambda",
  "eks-fargate",
  "eks-fargate-pods",
  "eks-nodegroup",
  "elasticmapreduce",
  "lexv2",
  "macie",
  "malware-protection",
  "monitoring",
  "opensearchservice",
  "pods",
  "replicator",
  "reporting",
  "spot",
  "spotfleet",
  "ssm-incidents",
  "ssm-quicksetup",
  "vpc-flow-logs",
]);

/** Names that people take for a principal, and the principal of that service. */
const GUESSED_NAMES: ReadonlyMap<string, string> = new Map([
  ["api-gateway", "apigateway"],
  ["beanstalk", "elasticbeanstalk"],
  ["cloudwatch-events", "events"],
  ["cloudwatch-logs", "logs"],
  ["cloudwatchevents", "events"],
  ["cloudwatchlogs", "logs"],
  ["ecs-task", "ecs-tasks"],
  ["ecstasks", "ecs-tasks"],
  ["eventbridge", "events"],
  ["fargate", "ecs-tasks"],
  ["flowlogs", "vpc-flow-logs"],
  ["kinesis-firehose", "firehose"],
  ["kinesisfirehose", "firehose"],
  ["rds-monitoring", "monitoring.rds"],
  ["secretmanager", "secretsmanager"],
  ["step-functions", "states"],
  ["stepfunctions", "states"],
  ["vpc-flowlogs", "vpc-flow-logs"],
  ["vpcflowlogs", "vpc-flow-logs"],
]);
