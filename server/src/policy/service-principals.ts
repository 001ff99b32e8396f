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
  const bare = /^https?:\/\/([a-z0-9.-]+)\/?$/.exec(written)?.[1];
  if (bare !== undefined) return bare.endsWith(SUFFIX) ? (likelyServicePrincipal(bare, catalog) ?? bare) : undefined;
  const withoutDot = written.endsWith(`${SUFFIX}.`) ? written.slice(0, -1) : undefined;
  if (withoutDot !== undefined) return likelyServicePrincipal(withoutDot, catalog) ?? withoutDot;
  if (!NAME.test(written)) return likelyAmongOthers(written, catalog);
  const labels = written.split(".");
  if (labels.length === 1) {
    const meant = GUESSED_NAMES.get(written) ?? (isKnown(written, catalog) ? written : undefined);
    return meant === undefined ? undefined : meant + SUFFIX;
  }
  const [service = "", ...ending] = labels;
  if (CUT_DOMAINS.has(ending.join(".")) && isKnown(service, catalog)) return service + SUFFIX;
  const domain = labels.slice(-2).join(".");
  if (domain !== "amazonaws.com" && written.endsWith(".cn")) return undefined;
  const name = labels.slice(0, -2).join(".");
  const isOfAws = catalog.service(name.replace(REGION, "")) !== undefined || OTHER_NAMES.has(name);
  if (domain === "amazon.com" && isOfAws) return name + SUFFIX;
  if (domain !== "amazonaws.com") {
    const isSlip = name !== "" && !OTHER_DOMAINS.has(domain) && editDistance(domain, "amazonaws.com", 2) !== undefined;
    return isSlip ? name + SUFFIX : undefined;
  }
  const region = REGION.exec(name)?.[0] ?? "";
  const inRegion = region === "" ? undefined : GUESSED_NAMES.get(name.slice(0, -region.length));
  if (inRegion !== undefined) return REGIONAL.has(inRegion) ? inRegion + region + SUFFIX : undefined;
  const meant = GUESSED_NAMES.get(name) ?? (isKnown(name, catalog) ? undefined : nearestTo(name, catalog));
  return meant === undefined ? undefined : meant + SUFFIX;
}

/** Names are of small letters, digits, hyphens and dots. */
const NAME = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/**
 * `lambda.amazonaws.com/`, `Lambda.amazonaws.com`, `lambda@amazonaws.com`: white space at the ends has a finding of its own.
 * Source: "CreateServiceLinkedRole" (IAM API), AWSServiceName: "unique and case-sensitive".
 */
function likelyAmongOthers(written: string, catalog: Catalog): string | undefined {
  if (written.length > LONGEST || written.trim() !== written) return undefined;
  const dotted = written
    .toLowerCase()
    .replace(/[\s.:@_/]+/g, ".")
    .replace(/^\.|[.,;"']+$/g, "")
    .replace(/^service\./, "");
  if (!NAME.test(dotted) || !dotted.endsWith(SUFFIX)) return undefined;
  const likely = likelyServicePrincipal(dotted, catalog);
  if (likely !== undefined) return likely;
  const name = dotted.slice(0, -SUFFIX.length).replace(REGION, "");
  return catalog.service(name) !== undefined || OTHER_NAMES.has(name) ? dotted : undefined;
}

const LONGEST = 200;

/** Some principals have the Region behind the service: `logs.eu-west-1.amazonaws.com`. */
const REGION = /\.[a-z]{2,}(?:-[a-z]+)+-\d$/;

/** Sources: "Encrypt log data in CloudWatch Logs using AWS KMS"; "Creating an IAM role for your state machine" (AWS Step Functions). */
const REGIONAL: ReadonlySet<string> = new Set(["logs", "states"]);

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
const CUT_DOMAINS: ReadonlySet<string> = new Set([
  "amazonaws",
  "amazon",
  "aws",
  "aws.amazon.com",
  "aws.amazonaws.com",
  "aws.com",
]);

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
const GUESSED_NAMES: ReadonlyMap<string, string> = new Map(
  [
    ["apigateway", "api-gateway apigateways apigw"],
    ["autoscaling", "auto-scaling ec2-autoscaling"],
    ["batchoperations.s3", "s3-batch-operations s3.batchoperations s3batch s3batchoperations"],
    ["budgets", "budget"],
    ["delivery.logs", "delivery.log log.delivery logs.delivery"],
    ["ecs-tasks", "ecs-task ecs.task ecs.tasks ecstask ecstasks fargate task.ecs tasks.ecs"],
    ["edgelambda", "edge.lambda lambda-edge lambda.edge lambdaedge"],
    ["elasticbeanstalk", "beanstalk"],
    ["elasticloadbalancing", "elbv2"],
    ["elasticmapreduce", "emr"],
    ["events", "cloudwatch-events cloudwatchevents event event-bridge eventbridge"],
    ["firehose", "kinesis-firehose kinesisfirehose"],
    ["lambda", "lambdas"],
    ["logs", "cloudwatch-logs cloudwatchlogs log"],
    ["monitoring.rds", "rds-monitoring rds.monitoring"],
    ["pipes", "eventbridge-pipes pipe"],
    ["pods.eks", "eks-pods eks.pods pod.eks"],
    ["scheduler", "eventbridge-scheduler schedule schedulers"],
    ["secretsmanager", "secretmanager"],
    ["spotfleet", "ec2-spot-fleet ec2.spotfleet"],
    ["states", "sfn state step-function step-functions stepfunction stepfunctions"],
    ["vpc-flow-logs", "flowlogs vpc-flow-log vpc-flowlogs vpcflowlogs"],
  ].flatMap(([principal = "", names = ""]) => names.split(" ").map((guessed) => [guessed, principal])),
);
