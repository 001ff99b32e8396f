/** What there is in one Region of the partition alone: who asks for it has no other Region to choose. */
import { readArn } from "../../policy/arn.ts";

/** Does the request go to the one Region of the partition that its service, or its kind of resource, has? */
export function isOfOneRegion(action = "", arn = ""): boolean {
  return isOfGlobalService(action) || OF_ALL_DISTRIBUTIONS.test(arn);
}

/** Nor may the request have another Region: what Amazon CloudFront needs in one is not always for it. */
export function mayHaveNoOtherRegion(action = "", arn = ""): boolean {
  return isOfOneRegion(action, arn) || mayServeCloudFront(action, arn);
}

/** What protects distributions of Amazon CloudFront. Source: "Resources that you can protect with AWS WAF". */
const OF_ALL_DISTRIBUTIONS = /^arn:[^:]+:wafv2:[^:]*:[^:]*:global\//;

/**
 * Is it about a certificate in the Region from which Amazon CloudFront takes them? Other services take those of their own
 * Region. Source: "Requirements for using SSL/TLS certificates with CloudFront".
 */
export function mayServeCloudFront(action = "", arn = ""): boolean {
  const { service, region } = readArn(arn) ?? {};
  return action.toLowerCase().startsWith("acm:") && service === "acm" && region === "us-east-1";
}

/** A model of Amazon Bedrock, whose Region an inference profile may have chosen. Source: "Increase throughput with cross-Region inference". */
export function invokesModel(action = "", arn = ""): boolean {
  return /^bedrock:invoke/i.test(action) && /^arn:[^:]+:bedrock:[^:]*:[^:]*:foundation-model\//.test(arn);
}

function isOfGlobalService(action: string): boolean {
  const lower = action.toLowerCase();
  return GLOBAL_SERVICES.has(lower.slice(0, lower.indexOf(":"))) || OF_THE_ACCOUNT.test(lower);
}

/** What S3 has once for an account. Source: "Region deny control" (AWS Control Tower), the actions that it leaves out. */
const OF_THE_ACCOUNT =
  /^s3:(?:listallmybuckets|(?:get|put)accountpublicaccessblock|[a-z]*multiregionaccesspoint[a-z]*)$/;

/**
 * Their requests go to one Region of the partition. Sources: "Global services" in "AWS services by Region"; "Region deny
 * control" (AWS Control Tower).
 */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  "account",
  "artifact",
  "aws-marketplace",
  "aws-portal",
  "billing",
  "billingconductor",
  "budgets",
  "ce",
  "cloudfront",
  "consolidatedbilling",
  "cur",
  "ecr-public",
  "freetier",
  "globalaccelerator",
  "health",
  "iam",
  "invoicing",
  "networkmanager",
  "organizations",
  "payments",
  "route53",
  "route53-recovery-control-config",
  "route53-recovery-readiness",
  "route53domains",
  "savingsplans",
  "shield",
  "support",
  "supportplans",
  "sustainability",
  "tax",
  "trustedadvisor",
  "waf",
]);
