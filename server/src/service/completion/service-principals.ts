/**
 * Services as principals, the common ones: AWS publishes no list of them ("AWS JSON policy elements: Principal"), and any
 * other can be written by hand. It is a help for typing: nothing is concluded from what is here or is not.
 */
export const SERVICE_PRINCIPALS: readonly string[] = [
  "lambda",
  "ec2",
  "ecs-tasks",
  "ecs",
  "eks",
  "pods.eks",
  "eks-fargate-pods",
  "states",
  "events",
  "scheduler",
  "pipes",
  "apigateway",
  "s3",
  "sns",
  "cloudformation",
  "codebuild",
  "codepipeline",
  "codedeploy",
  "cloudtrail",
  "config",
  "logs",
  "delivery.logs",
  "vpc-flow-logs",
  "cloudfront",
  "edgelambda",
  "firehose",
  "glue",
  "sagemaker",
  "bedrock",
  "batch",
  "backup",
  "rds",
  "monitoring.rds",
  "redshift",
  "dms",
  "datasync",
  "transfer",
  "elasticmapreduce",
  "elasticloadbalancing",
  "autoscaling",
  "application-autoscaling",
  "spotfleet",
  "ssm",
  "iot",
  "appsync",
  "cognito-idp",
  "cloudwatch",
  "budgets",
  "ses",
  "guardduty",
  "imagebuilder",
  "kinesisanalytics",
].map((name) => `${name}.amazonaws.com`);

/**
 * The services that are often let in by a resource whose policy has these actions: they are offered first, and the
 * others behind them.
 */
export function servicesThatCall(actions: readonly string[]): readonly string[] {
  const prefixes = new Set(actions.map((action) => action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase()));
  return CALLERS.filter(({ prefix }) => prefixes.has(prefix)).flatMap(({ names }) =>
    names.map((name) => `${name}.amazonaws.com`),
  );
}

const CALLERS: readonly { readonly prefix: string; readonly names: readonly string[] }[] = [
  { prefix: "lambda", names: ["apigateway", "events", "s3", "sns", "logs", "config", "elasticloadbalancing"] },
  { prefix: "sqs", names: ["sns", "events", "s3"] },
  { prefix: "sns", names: ["events", "s3", "cloudwatch", "budgets"] },
  { prefix: "s3", names: ["cloudtrail", "config", "cloudfront", "logging.s3", "delivery.logs", "logs"] },
  { prefix: "kms", names: ["logs", "cloudtrail", "sns", "s3"] },
];
