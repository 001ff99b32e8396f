import { incompleteArn } from "../../server/src/checks/rules/incomplete-arn.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

const allows = (action: string | readonly string[], resource: string | readonly string[], more: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", ...more, Action: action, Resource: resource }],
  });

const SECRETS = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
const DOMAIN = "arn:aws:es:eu-west-1:111122223333:domain/logs";
const READ_SECRET = "secretsmanager:GetSecretValue";

describeCheck(incompleteArn, {
  fires: [
    {
      name: "an ARN that ends with the colon before its name",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:" },
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:sqs:eu-west-1:111122223333:' matches nothing, because no resource follows its last colon. Name one, or write 'arn:aws:sqs:eu-west-1:111122223333:*' for all of them.
    { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:*:" },
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:logs:eu-west-1:*:' matches nothing, because no resource follows its last colon. Name one, or write 'arn:aws:logs:eu-west-1:*:*' for all of them.
    { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:jobs:log-stream:" },
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:jobs:log-stream:' matches nothing, because no resource follows its last colon. Name one, or write 'arn:aws:logs:eu-west-1:111122223333:log-group:jobs:log-stream:*' for all of them.
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::" }
                                                                 ^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:s3:::' matches nothing, because no resource follows its last colon. Name one, or write 'arn:aws:s3:::*' for all of them.
  ]
}
`,
    },
    {
      name: "a type without a name",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "states:StartExecution", "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:" },
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:' matches nothing, because no resource follows its last colon. Name one, or write 'arn:aws:states:eu-west-1:111122223333:stateMachine:*' for all of them.
    { "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/" }
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/' matches nothing, because no resource follows its last slash. Name one, or write 'arn:aws:dynamodb:eu-west-1:111122223333:table/*' for all of them.
  ]
}
`,
    },
    {
      name: "a resource of AWS WAF without its scope, and an API alone",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "wafv2:GetWebACL", "Resource": "arn:aws:wafv2:us-east-1:111122223333:webacl/shop/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111" },
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:wafv2:us-east-1:111122223333:webacl/shop/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111' matches no resource of AWS WAF, because the ARN of each has its scope, regional or global, before the type. Write 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111'.
    { "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5" }
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5' matches no call of the API, because the ARN of each goes on with a stage, a method and a path. Write 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/*'.
  ]
}
`,
    },
    {
      name: "a secret by its name, in whatever Region",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db", "arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:app_key"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db' matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-??????'.
                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:app_key' matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write 'arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:app_key-??????'.
    }
  ]
}
`,
    },
    {
      name: "what AWS numbers besides its name",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": [
        "arn:aws:cloudformation:eu-west-1:111122223333:stack/app",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/app' matches no stack, because the ARN of each has a slash and an ID of its own behind the name. Write 'arn:aws:cloudformation:eu-west-1:111122223333:stack/app/*'.
        "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/web",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:elasticloadbalancing:*:*:loadbalancer/app/web' matches no load balancer, because the ARN of each has a slash and an ID of its own behind the name. Write 'arn:aws:elasticloadbalancing:*:*:loadbalancer/app/web/*'.
        "arn:aws:elasticloadbalancing:*:*:targetgroup/web",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:elasticloadbalancing:*:*:targetgroup/web' matches no target group, because the ARN of each has a slash and an ID of its own behind the name. Write 'arn:aws:elasticloadbalancing:*:*:targetgroup/web/*'.
        "arn:aws:autoscaling:*:*:autoScalingGroup/web",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:autoscaling:*:*:autoScalingGroup/web' matches no Auto Scaling group, because the ARN of each has its ID and its name. Write 'arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/web'.
        "arn:aws:autoscaling:*:*:autoScalingGroupName/web",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:autoscaling:*:*:autoScalingGroupName/web' matches no Auto Scaling group, because the ARN of each has its ID and its name. Write 'arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/web'.
        "arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/2026/*",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/2026/*' matches no object, because the ARN of each has the word object between the name of the access point and the key. Write 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/object/2026/*'.
        "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/GET/pets/*",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/GET/pets/*' matches no call of the API, because the ARN of each has a stage before the method. Write 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/pets/*'.
        "arn:aws:ecs:*:*:task-definition/web",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:ecs:*:*:task-definition/web' matches no task definition, because the ARN of each has a colon and a revision behind the name. Write 'arn:aws:ecs:*:*:task-definition/web:*'.
        "arn:aws:ecs:*:*:service/web",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:ecs:*:*:service/web' matches no service that was made since 2021, because the ARN of each has the name of its cluster before its own. Write 'arn:aws:ecs:*:*:service/*/web'.
        "arn:aws:ecs:*:*:task/0123456789abcdef0123456789abcdef",
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:ecs:*:*:task/0123456789abcdef0123456789abcdef' matches no task that was made since 2021, because the ARN of each has the name of its cluster before its own. Write 'arn:aws:ecs:*:*:task/*/0123456789abcdef0123456789abcdef'.
        "arn:aws:scheduler:*:*:schedule/nightly"
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:scheduler:*:*:schedule/nightly' matches no schedule, because the ARN of each has the name of its group before its own. Write 'arn:aws:scheduler:*:*:schedule/*/nightly'.
      ]
    }
  ]
}
`,
    },
    {
      name: "calls to a domain",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["es:ESHttpGet", "es:ESHttpP*"],
      "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:es:eu-west-1:111122223333:domain/logs' is the domain alone, and these actions act on what is in it. Write 'arn:aws:es:eu-west-1:111122223333:domain/logs/*'.
    }
  ]
}
`,
    },
    {
      name: "everything, in the policy of the domain",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/search" },
      "Action": "es:*",
      "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:es:eu-west-1:111122223333:domain/logs' is the domain alone, and these actions act on what is in it. Write 'arn:aws:es:eu-west-1:111122223333:domain/logs/*'.
    }
  ]
}
`,
    },
    {
      name: "calls to a domain beside what is done with the domain",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["es:DescribeDomain", "es:ESHttpGet"],
      "Resource": ["arn:aws:es:eu-west-1:111122223333:domain/logs"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ incomplete-arn: 'arn:aws:es:eu-west-1:111122223333:domain/logs' is the domain alone, and 'es:ESHttpGet' acts on what is in it. Add 'arn:aws:es:eu-west-1:111122223333:domain/logs/*'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "the root of all parameters",
      catalog: realCatalog(),
      policy: allows("ssm:GetParametersByPath", "arn:aws:ssm:eu-west-1:111122223333:parameter/"),
    },
    ...["sqs:eu-west-1:111122223333", "logs:eu-west-1:*:*", "s3:::*", "s3:::docs/a:", "iam::*"].map((arn) => ({
      name: `an ARN that goes on, or whose missing fields AWS fills up: ${arn}`,
      policy: allows("*", `arn:aws:${arn}`),
    })),
    ...[["sqs:ListQueues"], ["sqs:SendMessage", "sqs:ListQueues"], ["sqs:*"], ["sqs:List*"]].map((actions) => ({
      name: `what Amazon SQS asks for where no queue is: ${actions.join()}`,
      policy: allows(actions, "arn:aws:sqs:eu-west-1:111122223333:"),
    })),
    ...["DescribeLogGroups", "DescribeLogStreams", "CreateLogGroup", "*"].map((name) => ({
      name: `what CloudWatch Logs asks for where no stream is: logs:${name}`,
      policy: allows(
        ["logs:PutLogEvents", `logs:${name}`],
        [":", ":jobs:"].map((group) => `arn:aws:logs:eu-west-1:111122223333:log-group${group}log-stream:`),
      ),
    })),
    { name: "a name that is filled in later", policy: allows("s3:ListBucket", `arn:aws:s3:::\${Bucket}`) },
    {
      name: "resources of AWS WAF with their scope, and parts of an API",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "wafv2:GetWebACL", "Resource": ["arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/*", "arn:aws:wafv2:us-east-1:111122223333:*/webacl/shop/*"] },
    { "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": ["arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/*", "arn:aws:execute-api:us-east-1:111122223333:*", "arn:aws:execute-api:us-east-1:111122223333:YOUR_API"] }
  ]
}
`,
    },
    {
      name: "an API alone in its own policy",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5" }
  ]
}
`,
    },
    { name: "a secret with its six characters", policy: allows(READ_SECRET, `${SECRETS}prod/db-a1B2c3`) },
    { name: "a name that may end in them", policy: allows(READ_SECRET, `${SECRETS}app-secret`) },
    { name: "six question marks", policy: allows(READ_SECRET, `${SECRETS}prod/db-??????`) },
    { name: "a name that is to be filled in", policy: allows(READ_SECRET, `${SECRETS}secret_name`) },
    { name: "a wildcard", policy: allows(READ_SECRET, `${SECRETS}prod/*`) },
    { name: "a policy variable", policy: allows(READ_SECRET, `${SECRETS}\${aws:PrincipalTag/team}`) },
    { name: "a name that the file does not settle", policy: allows(READ_SECRET, `${SECRETS}\${Stage}`) },
    { name: "a secret that is yet to be made", policy: allows("secretsmanager:CreateSecret", `${SECRETS}prod/db`) },
    ...[
      ...["cloudformation:*:*:stack/app/*", "cloudformation:*:*:stack/app*", "cloudformation:*:*:stack/stack-name"],
      ...[
        "elasticloadbalancing:*:*:loadbalancer/web",
        "elasticloadbalancing:*:*:loadbalancer/app/web/50dc6c495c0c9188",
      ],
      ...["elasticloadbalancing:*:*:targetgroup/*", "scheduler:*:*:schedule/default/nightly"],
      ...["autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/web", "ecs:*:*:task-definition/app:*"],
      ...["s3:*:111122223333:accesspoint/reports/object/*", "s3:*:111122223333:accesspoint/reports/*"],
      ...["s3:*:111122223333:accesspoint/reports", "s3:*:111122223333:accesspoint/*"],
      ...["s3:*:111122223333:accesspoint/reports/ob*/2026", "s3:*:111122223333:accesspoint/reports/?bject/2026"],
      ...["execute-api:*:*:a1b2c3d4e5/prod/GET/pets", "execute-api:*:*:a1b2c3d4e5/GET/*"],
      ...["ecs:*:*:task-definition/app*", "ecs:*:*:task-definition/app:3"],
      ...["ecs:*:*:service/prod/web", "ecs:*:*:service/*", "ecs:*:*:service/we*", "ecs:*:*:container-instance/prod/*"],
    ].map((arn) => ({ name: arn, policy: allows("*", `arn:aws:${arn}`) })),
    { name: "what is in a domain", policy: allows("es:ESHttpGet", `${DOMAIN}/*`) },
    { name: "one index of it", policy: allows("es:ESHttpGet", `${DOMAIN}/orders/_search`) },
    {
      name: "the domain and what is in it",
      policy: allows(["es:DescribeDomain", "es:ESHttpGet"], [DOMAIN, `${DOMAIN}/*`]),
    },
    { name: "what is done with the domain", policy: allows(["es:DescribeDomain", "es:ESCrossClusterGet"], DOMAIN) },
    { name: "everything of a domain, in another policy", kind: "identity", policy: allows("es:*", DOMAIN) },
    {
      name: "everything of a domain, at an endpoint",
      kind: "vpc-endpoint",
      policy: allows("es:*", DOMAIN, { Principal: "*" }),
    },
    { name: "more actions than the file settles", policy: allows(["es:ESHttpGet", "${More}"], DOMAIN) },
  ],
  fixes: [
    {
      name: "six characters, whatever they are",
      title: `Replace with '${SECRETS}prod/db-??????'`,
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "${SECRETS}prod/db"
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
      "Action": "secretsmanager:GetSecretValue",
      "Resource": "${SECRETS}prod/db-??????"
    }
  ]
}
`,
    },
    {
      name: "what is in the domain, beside the domain",
      title: `Add '${DOMAIN}/*'`,
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["es:DescribeDomain", "es:ESHttpGet"],
      "Resource": "${DOMAIN}"
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
      "Action": ["es:DescribeDomain", "es:ESHttpGet"],
      "Resource": ["${DOMAIN}", "${DOMAIN}/*"]
    }
  ]
}
`,
    },
  ],
});
