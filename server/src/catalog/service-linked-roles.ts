/**
 * The service-linked role that a call makes where the account has none yet, as the part of its ARN behind `role/`. Only of
 * services of which the documentation names one such role for the call. Sources: "AWS services that work with IAM"; the
 * pages "Using service-linked roles" of the services; "API Gateway permissions", on its service-linked role.
 */
export function serviceLinkedRoleOf(callAction: string): string | undefined {
  const action = callAction.toLowerCase();
  const role = OF_CALLS.get(action) ?? OF_SERVICES.get(action.slice(0, Math.max(0, action.indexOf(":"))));
  return role === undefined ? undefined : `aws-service-role/${role}`;
}

/** By the prefix of the service's actions. */
const OF_SERVICES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "access-analyzer": "access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer",
    airflow: "airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA",
    apigateway: "ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway",
    apprunner: "apprunner.amazonaws.com/AWSServiceRoleForAppRunner",
    autoscaling: "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    backup: "backup.amazonaws.com/AWSServiceRoleForBackup",
    batch: "batch.amazonaws.com/AWSServiceRoleForBatch",
    cloudhsm: "cloudhsm.amazonaws.com/AWSServiceRoleForCloudHSM",
    config: "config.amazonaws.com/AWSServiceRoleForConfig",
    dax: "dax.amazonaws.com/AWSServiceRoleForDAX",
    ecs: "ecs.amazonaws.com/AWSServiceRoleForECS",
    elasticache: "elasticache.amazonaws.com/AWSServiceRoleForElastiCache",
    elasticloadbalancing: "elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
    elasticmapreduce: "elasticmapreduce.amazonaws.com/AWSServiceRoleForEMRCleanup",
    globalaccelerator: "globalaccelerator.amazonaws.com/AWSServiceRoleForGlobalAccelerator",
    guardduty: "guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty",
    kafka: "kafka.amazonaws.com/AWSServiceRoleForKafka",
    macie2: "macie.amazonaws.com/AWSServiceRoleForAmazonMacie",
    memorydb: "memorydb.amazonaws.com/AWSServiceRoleForMemoryDB",
    mq: "mq.amazonaws.com/AWSServiceRoleForAmazonMQ",
    "network-firewall": "network-firewall.amazonaws.com/AWSServiceRoleForNetworkFirewall",
    rds: "rds.amazonaws.com/AWSServiceRoleForRDS",
    redshift: "redshift.amazonaws.com/AWSServiceRoleForRedshift",
    securityhub: "securityhub.amazonaws.com/AWSServiceRoleForSecurityHub",
    wafv2: "wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging",
  }),
);

/** Of services that have more roles than one. */
const OF_CALLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "ec2:requestspotinstances": "spot.amazonaws.com/AWSServiceRoleForEC2Spot",
    "ec2:requestspotfleet": "spotfleet.amazonaws.com/AWSServiceRoleForEC2SpotFleet",
    "eks:createcluster": "eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    "eks:createfargateprofile": "eks-fargate.amazonaws.com/AWSServiceRoleForAmazonEKSForFargate",
    "eks:createnodegroup": "eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup",
  }),
);

/**
 * The same for the name of a role, with or without an ending of one's own: roles of these names are made by AWS alone, as
 * far as its documentation goes. Source: "CreateServiceLinkedRole" (IAM API Reference), on the custom suffix.
 */
export function serviceLinkedRoleNamed(name: string): string | undefined {
  const service = BY_NAME.get(name) ?? BY_NAME.get(name.slice(0, Math.max(0, name.indexOf("_"))));
  return service === undefined ? undefined : `aws-service-role/${service}/${name}`;
}

const BY_NAME: ReadonlyMap<string, string> = new Map(
  [...OF_SERVICES.values(), ...OF_CALLS.values()].map((role) => [
    role.slice(role.indexOf("/") + 1),
    role.slice(0, role.indexOf("/")),
  ]),
);
