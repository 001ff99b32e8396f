import assert from "node:assert/strict";
import { test } from "node:test";
import { unknownServicePrincipal } from "../../server/src/checks/rules/unknown-service-principal.ts";
import { likelyServicePrincipal } from "../../server/src/policy/service-principals.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownServicePrincipal, {
  fires: [
    {
      name: "the service itself in the role of its tasks",
      kind: "trust",
      declaredResources: ["arn:*:iam::*:role/*-TaskExecutionRole-*"],
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Service": "ecs.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                                  ^^^^^^^^^^^^^^^^^ unknown-service-principal: 'ecs.amazonaws.com' does not assume task roles. If 'TaskExecutionRole' is one, as its name suggests, Amazon ECS cannot start its tasks. Write 'ecs-tasks.amazonaws.com'.
] }
`,
    },
    {
      name: "a guessed name with a Region",
      kind: "resource",
      picture: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Service": "log.eu-west-1.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*" }
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'log.eu-west-1.amazonaws.com' is not a known service principal. Did you mean 'logs.eu-west-1.amazonaws.com'?
] }
`,
    },
    {
      name: "the domain of the website, and a short name",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": ["lambda.aws.amazon.com", "apigw.amazonaws.com"] }, "Action": "sts:AssumeRole" }
                                                     ^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'lambda.aws.amazon.com' is not a known service principal. Did you mean 'lambda.amazonaws.com'?
                                                                              ^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'apigw.amazonaws.com' is not a known service principal. Did you mean 'apigateway.amazonaws.com'?
  ]
}
`,
    },
    {
      name: "the service that owns the load balancers, which does not write their logs",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "elasticloadbalancing.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/*" },
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'elasticloadbalancing.amazonaws.com' does not write the access logs of load balancers. For Application and Classic Load Balancers, write 'logdelivery.elasticloadbalancing.amazonaws.com'. For Network Load Balancers, write 'delivery.logs.amazonaws.com'.
    { "Effect": "Allow", "Principal": { "Service": "elb.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/*" }
                                                    ^^^^^^^^^^^^^^^^^ unknown-service-principal: 'elb.amazonaws.com' does not write the access logs of load balancers. For Application and Classic Load Balancers, write 'logdelivery.elasticloadbalancing.amazonaws.com'. For Network Load Balancers, write 'delivery.logs.amazonaws.com'.
  ]
}
`,
    },
    {
      name: "a service whose logs another one delivers",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "wafv2.amazonaws.com" }, "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*" },
                                                    ^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'wafv2.amazonaws.com' does not write its logs itself: 'delivery.logs.amazonaws.com' delivers them, and this statement does not let it. Write 'delivery.logs.amazonaws.com'.
    { "Effect": "Allow", "Principal": { "Service": "vpc-flow-logs.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*" }
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'vpc-flow-logs.amazonaws.com' does not write its logs itself: 'delivery.logs.amazonaws.com' delivers them, and this statement does not let it. Write 'delivery.logs.amazonaws.com'.
  ]
}
`,
    },
    {
      name: "a domain that is cut or guessed",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Service": ["lambda.amazonaws", "ec2.aws.com", "s3.aws"] },
                                ^^^^^^^^^^^^^^^^ unknown-service-principal: 'lambda.amazonaws' is not a known service principal. Did you mean 'lambda.amazonaws.com'?
                                                    ^^^^^^^^^^^ unknown-service-principal: 'ec2.aws.com' is not a known service principal. Did you mean 'ec2.amazonaws.com'?
                                                                   ^^^^^^ unknown-service-principal: 's3.aws' is not a known service principal. Did you mean 's3.amazonaws.com'?
    "Action": "sts:AssumeRole"
  }
}
`,
    },
    {
      name: "the end of the name",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["lambda.amazonaws.con", "ec2.amazonaws.com"] },
                                  ^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'lambda.amazonaws.con' is not a known service principal. Did you mean 'lambda.amazonaws.com'?
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "signs and capital letters, which no name has",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["lambda.amazonaws.com/", "Lambda.amazonaws.com", "ec2@amazonaws.com", "ecs_tasks.amazonaws.com"] },
                                  ^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'lambda.amazonaws.com/' is not a known service principal. Did you mean 'lambda.amazonaws.com'?
                                                           ^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'Lambda.amazonaws.com' is not a known service principal. Did you mean 'lambda.amazonaws.com'?
                                                                                   ^^^^^^^^^^^^^^^^^ unknown-service-principal: 'ec2@amazonaws.com' is not a known service principal. Did you mean 'ec2.amazonaws.com'?
                                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'ecs_tasks.amazonaws.com' is not a known service principal. Did you mean 'ecs-tasks.amazonaws.com'?
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "no domain",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2" },
                                 ^^^ unknown-service-principal: 'ec2' is not a known service principal. Did you mean 'ec2.amazonaws.com'?
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "a name for the Regions of China",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com.cn" },
                                 ^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'ec2.amazonaws.com.cn' is the service in the China Regions, but this policy is for the partition 'aws'. Did you mean 'ec2.amazonaws.com'?
      "Action": "sts:AssumeRole",
      "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:ec2:us-east-1:111122223333:instance/*" } }
    }
  ]
}
`,
    },
    {
      name: "names that people guess",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["ecs-task.amazonaws.com", "stepfunctions.amazonaws.com"] },
                                  ^^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'ecs-task.amazonaws.com' is not a known service principal. Did you mean 'ecs-tasks.amazonaws.com'?
                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'stepfunctions.amazonaws.com' is not a known service principal. Did you mean 'states.amazonaws.com'?
      "Action": "sts:AssumeRole"
    },
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazon.com" }, "Action": "sts:AssumeRole" }
                                                    ^^^^^^^^^^^^^^ unknown-service-principal: 'ec2.amazon.com' is not a known service principal. Did you mean 'ec2.amazonaws.com'?
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "roles of Amazon ECS beside its tasks, and one that tasks may assume as well",
      kind: "trust",
      declaredResources: ["arn:*:iam::*:role/ecs-task-volumes"],
      policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ecs.amazonaws.com" }, "Action": "sts:AssumeRole" }] }`,
    },
    ...[
      "web-task-autoscale-role",
      "ecs-tasks-alb",
      "BlueGreenTaskRole",
      "task-hook-execution-role",
      "StackExecutionRole",
      "EcsExecRole",
    ].map((role) => ({
      name: `${role}, whose name does not say that tasks have it`,
      kind: "trust" as const,
      declaredResources: [`arn:*:iam::*:role/${role}`],
      policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ecs.amazonaws.com" }, "Action": "sts:AssumeRole" }] }`,
    })),
    {
      name: "a role that Amazon ECS and its tasks assume",
      kind: "trust",
      declaredResources: ["arn:*:iam::*:role/web-task-role"],
      policy: `{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "Service": "ecs.amazonaws.com" }, "Action": "sts:AssumeRole" },
        { "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }
      ] }`,
    },
    {
      name: "Amazon ECS in a role of another name",
      kind: "trust",
      declaredResources: ["arn:*:iam::*:role/web"],
      policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ecs.amazonaws.com" }, "Action": "sts:AssumeRole" }] }`,
    },
    {
      name: "services in a Region",
      kind: "resource",
      policy: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Service": ["logs.eu-west-1.amazonaws.com", "states.eu-west-1.amazonaws.com", "event.eu-west-1.amazonaws.com"] }, "Action": "kms:Decrypt", "Resource": "*" }
] }
`,
    },
    {
      name: "services whose logs are delivered, in what is not about logs, and the service that delivers",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "vpc-flow-logs.amazonaws.com" }, "Action": "sts:AssumeRole" },
    { "Effect": "Allow", "Principal": { "Service": "vpc-flow-logs.amazonaws.com" }, "Action": "logs:PutLogEvents", "Resource": "*" },
    { "Effect": "Allow", "Principal": { "Service": "delivery.logs.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "Fargate, which uses the key that its storage is encrypted with",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "fargate.amazonaws.com" }, "Action": ["kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "who writes the logs of load balancers",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "logdelivery.elasticloadbalancing.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/*" },
    { "Effect": "Allow", "Principal": { "Service": "delivery.logs.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/*" },
    { "Effect": "Allow", "Principal": { "Service": "elasticloadbalancing.amazonaws.com" }, "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/*" }
  ]
}
`,
    },
    {
      name: "known names",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com", "ecs-tasks.amazonaws.com"] },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "names that are not near to any",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["quantum-tea.amazonaws.com", "Quantum/Tea.amazonaws.com", "<service>.amazonaws.com", "{{ lambda }}.amazonaws.com", "%s.amazonaws.com"] },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "Regions and other domains",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["logs.us-east-1.amazonaws.com", "alexa-appkit.amazon.com", "delivery.logs.amazonaws.com"] },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "China",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com.cn" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes the name that is near",
      title: "Replace with 'lambda.amazonaws.com'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.con" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
});

/** Principals that guides of AWS services show, most of them not the prefix of the service's actions. */
const SHOWN_BY_AWS = [
  "a4b access-analyzer account acm acm-pca airflow airflow-env amazonmq amplify amplifybackend apigateway app-integrations",
  "appconfig appflow application-autoscaling appmesh apprunner appstream appsync athena auditmanager autoscaling",
  "autoscaling-plans backup batch billingconsole braket budgets ce chatbot chime cloud9 clouddirectory cloudformation",
  "cloudfront cloudhsm cloudsearch cloudtrail cloudwatch cloudwatch-crossaccount codebuild codecommit codedeploy",
  "codeguru-profiler codeguru-reviewer codepipeline codestar codestar-notifications cognito-idp comprehend",
  "compute-optimizer config config-conforms config-multiaccountsetup connect controltower cur databrew datapipeline",
  "datasync dax deeplens deepracer detective devops-guru directconnect discovery dlm dms docdb ds dynamodb ec2 ec2fleet",
  "ec2scheduled ecr ecs ecs-tasks edgelambda eks eks-fargate eks-fargate-pods eks-nodegroup elasticache elasticbeanstalk",
  "elasticfilesystem elasticloadbalancing elasticmapreduce elastictranscoder email es events export firehose fis fms",
  "forecast frauddetector fsx gamelift glacier globalaccelerator glue grafana greengrass groundstation guardduty health",
  "honeycode iam imagebuilder importexport inspector inspector2 iot iotanalytics iotevents iotsitewise iotthingsgraph",
  "iottwinmaker ivs kafka kafkaconnect kendra kinesis kinesisanalytics kms lakeformation lambda lex lexv2 license-manager",
  "lightsail logs m2 machinelearning macie macie2 managedblockchain mediaconnect mediaconvert medialive mediapackage",
  "mediastore mediatailor mgn migrationhub monitoring neptune network-firewall networkmanager opensearchservice opsworks",
  "opsworks-cm organizations outposts panorama personalize pipes polly profile qldb quicksight ram rds redshift",
  "redshift-serverless rekognition reporting resource-groups robomaker rolesanywhere route53 route53resolver s3 sagemaker",
  "scheduler schemas secretsmanager securityhub serverlessrepo servicecatalog servicediscovery ses shield signer signin",
  "sms sns spot spotfleet sqs ssm ssm-incidents ssm-quicksetup sso states storagegateway sts support swf synthetics tagging",
  "textract timestream transcribe transfer translate trustedadvisor tts vmie voiceid vpc-flow-logs vpc-lattice waf",
  "waf-regional wafv2 wam wisdom workdocs worklink workmail workspaces xray",
].join(" ");

test("nothing is said of services that AWS shows as principals", () => {
  const catalog = realCatalog();
  const told = SHOWN_BY_AWS.split(" ").flatMap((name) => {
    const likely = likelyServicePrincipal(`${name}.amazonaws.com`, catalog);
    return likely === undefined ? [] : [`${name}: ${likely}`];
  });
  assert.deepEqual(told, []);
});

test("a name that people guess leads to the principal of that service", () => {
  const cases: readonly (readonly [written: string, meant: string | undefined])[] = [
    ["event", "events"],
    ["state", "states"],
    ["log", "logs"],
    ["sfn", "states"],
    ["ecs.tasks", "ecs-tasks"],
    ["pod.eks", "pods.eks"],
    ["delivery.log", "delivery.logs"],
    ["s3.batchoperations", "batchoperations.s3"],
    ["edge.lambda", "edgelambda"],
    ["budget", "budgets"],
    ["elbv2", "elasticloadbalancing"],
    ["pods.eks", undefined],
    ["maintenance.s3tables", undefined],
    ["ec2s", undefined],
  ];
  for (const [written, meant] of cases) {
    const likely = likelyServicePrincipal(`${written}.amazonaws.com`, realCatalog());
    assert.equal(likely, meant === undefined ? undefined : `${meant}.amazonaws.com`, written);
  }
});

test("no service has a scheme", () => {
  const likely = (written: string): string | undefined => likelyServicePrincipal(written, realCatalog());
  assert.equal(likely("https://ec2.amazonaws.com"), "ec2.amazonaws.com");
  assert.equal(likely("http://stepfunctions.amazonaws.com/"), "states.amazonaws.com");
  assert.equal(likely("https://example.com"), undefined);
  assert.equal(likely("s3.amazonaws.com."), "s3.amazonaws.com");
  assert.equal(likely("example.com."), undefined);
});

test("a Region in the name of a service stays where it is", () => {
  const likely = (written: string): string | undefined => likelyServicePrincipal(written, realCatalog());
  assert.equal(likely("logs.eu-west-1.amazon.com"), "logs.eu-west-1.amazonaws.com");
  assert.equal(likely("logs.eu-west-1.amazonaws.com"), undefined);
  assert.equal(likely("ecs-tasks.amazon.com"), "ecs-tasks.amazonaws.com");
  assert.equal(likely("nothing.eu-west-1.amazon.com"), undefined);
});
