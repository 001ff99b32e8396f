/** Which permission an API operation or a command needs: the statements that allow it, or that it is not known. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textsOf } from "../../server/src/service/conversion/settled-policy.ts";
import { openService } from "../../server/src/service/index.ts";
import { readCommandLine } from "../../server/src/service/permissions/command-line.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const service = openService({ catalog: realCatalog, log: { error: (message) => assert.fail(message) } });

/** One line for each statement: its actions, then its resources. */
function needed(typed: string): readonly string[] | string {
  const found = service.neededPermissions(typed);
  if ("problem" in found) return phraseToMessage(found.problem);
  return found.statements.map(({ members }) => {
    const value = (key: string): string => (textsOf(members.find(([name]) => name === key)?.[1]) ?? []).join(" ");
    return `${value("Action")} on ${value("Resource")}`;
  });
}

describe("an API operation or a command needs", () => {
  const rows: readonly (readonly [typed: string, statements: readonly string[]])[] = [
    ["HeadObject", ["s3:GetObject on arn:aws:s3:::<bucket-name>/<object-name>"]],
    ["s3:HeadObject", ["s3:GetObject on arn:aws:s3:::<bucket-name>/<object-name>"]],
    ["aws s3api head-object --bucket data --key a/b.txt", ["s3:GetObject on arn:aws:s3:::data/a/b.txt"]],
    ["aws s3 cp s3://data/b .", ["s3:GetObject on arn:aws:s3:::data/b"]],
    ["aws s3 cp f s3://data/in/ --acl private", ["s3:PutObject s3:PutObjectAcl on arn:aws:s3:::data/in/*"]],
    [
      "aws s3 mv s3://a1/x s3://b1/y",
      ["s3:GetObject s3:DeleteObject on arn:aws:s3:::a1/x", "s3:PutObject on arn:aws:s3:::b1/y"],
    ],
    [
      "aws s3 cp s3://data/in . --recursive",
      ["s3:ListBucket on arn:aws:s3:::data", "s3:GetObject on arn:aws:s3:::data/in/*"],
    ],
    [
      "$ aws --profile dev s3 sync --delete 'my files' s3://site",
      ["s3:ListBucket on arn:aws:s3:::site", "s3:PutObject s3:DeleteObject on arn:aws:s3:::site/*"],
    ],
    ['aws s3 cp "$FILE" s3://$BUCKET/$KEY', ["s3:GetObject s3:PutObject on arn:aws:s3:::<bucket>/*"]],
    ["s3 ls", ["s3:ListAllMyBuckets on *"]],
    [
      "s3api copy-object --copy-source a1/x --bucket b1 --key y",
      ["s3:GetObject on arn:aws:s3:::a1/x", "s3:PutObject on arn:aws:s3:::b1/y"],
    ],
    ["s3api get-object --bucket b1 --key k --version-id v out", ["s3:GetObjectVersion on arn:aws:s3:::b1/k"]],
    ["s3api delete-object --bucket b1 --key k --version-id v", ["s3:DeleteObjectVersion on arn:aws:s3:::b1/k"]],
    ["s3api get-object-attributes --bucket b1 --key k", ["s3:GetObject s3:GetObjectAttributes on arn:aws:s3:::b1/k"]],
    [
      "s3api put-object --bucket b1 --key k --tagging a=b --acl private --object-lock-mode GOVERNANCE",
      ["s3:PutObject s3:PutObjectTagging s3:PutObjectAcl s3:PutObjectRetention on arn:aws:s3:::b1/k"],
    ],
    [
      "s3api copy-object --copy-source a1/x?versionId=v --bucket b1 --key y",
      ["s3:GetObjectVersion on arn:aws:s3:::a1/x", "s3:PutObject on arn:aws:s3:::b1/y"],
    ],
    [
      "lambda invoke --function-name f --qualifier prod out",
      ["lambda:InvokeFunction on arn:aws:lambda:*:*:function:f:prod"],
    ],
    [
      "lambda put-provisioned-concurrency-config --function-name f --qualifier prod",
      ["lambda:PutProvisionedConcurrencyConfig on arn:aws:lambda:*:*:function:f:prod"],
    ],
    ["glacier initiate-job --vault-name v --account-id -", ["glacier:InitiateJob on arn:aws:glacier:*:*:vaults/v"]],
    ["translate translate-text --text t", ["translate:TranslateText on *"]],
    [
      "secretsmanager batch-get-secret-value --secret-id-list x y",
      [
        "secretsmanager:BatchGetSecretValue on *",
        "secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:*:secret:*",
      ],
    ],
    ["emr create-cluster --name c", ["elasticmapreduce:RunJobFlow on *"]],
    ["ec2 stop-instances --instance-ids i-1", ["ec2:StopInstances on arn:aws:ec2:*:*:instance/i-1"]],
    ["ec2 stop-instances --instance-ids i-1 i-2", ["ec2:StopInstances on arn:aws:ec2:*:*:instance/*"]],
    [
      "ec2 run-instances --key-name k --subnet-id subnet-1",
      [
        "ec2:RunInstances on arn:aws:ec2:*::image/* arn:aws:ec2:*:*:instance/* arn:aws:ec2:*:*:network-interface/* arn:aws:ec2:*:*:security-group/* arn:aws:ec2:*:*:subnet/subnet-1 arn:aws:ec2:*:*:key-pair/k arn:aws:ec2:*:*:volume/*",
      ],
    ],
    ["ecs run-task --cluster c --task-definition t", ["ecs:RunTask on arn:aws:ecs:*:*:task-definition/t:*"]],
    ["ecs run-task --task-definition t:3", ["ecs:RunTask on arn:aws:ecs:*:*:task-definition/t:3"]],
    [
      "route53 change-resource-record-sets --hosted-zone-id Z1",
      ["route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/Z1"],
    ],
    [
      "autoscaling set-desired-capacity --auto-scaling-group-name a",
      ["autoscaling:SetDesiredCapacity on arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/a"],
    ],
    ["rds describe-db-instances --db-instance-identifier d", ["rds:DescribeDBInstances on arn:aws:rds:*:*:db:d"]],
    ["kms encrypt --key-id alias/a", ["kms:Encrypt on arn:aws:kms:*:*:key/*"]],
    ["kms encrypt --key-id 1234abcd", ["kms:Encrypt on arn:aws:kms:*:*:key/1234abcd"]],
    ["cloudwatch put-metric-data", ["cloudwatch:PutMetricData on *"]],
    [
      "ssm start-session --target i-1",
      [
        "ssm:StartSession on arn:aws:ec2:*:*:instance/i-1",
        "ssm:StartSession on arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell",
      ],
    ],
    [
      "ssm start-session --target i-1 --document-name AWS-StartSSHSession",
      [
        "ssm:StartSession on arn:aws:ec2:*:*:instance/i-1",
        "ssm:StartSession on arn:aws:ssm:*:*:document/AWS-StartSSHSession",
      ],
    ],
    [
      "ssm send-command --document-name AWS-RunShellScript --instance-ids i-1",
      [
        "ssm:SendCommand on arn:aws:ssm:*:*:document/AWS-RunShellScript",
        "ssm:SendCommand on arn:aws:ec2:*:*:instance/i-1",
      ],
    ],
    [
      "bedrock-runtime invoke-model --model-id eu.amazon.nova-lite-v1:0",
      [
        "bedrock:InvokeModel on arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0 arn:aws:bedrock:*:*:inference-profile/eu.amazon.nova-lite-v1:0",
      ],
    ],
    ["logs filter-log-events --log-group-name g", ["logs:FilterLogEvents on arn:aws:logs:*:*:log-group:g:*"]],
    [
      "lambda create-function --function-name f --role arn:aws:iam::111122223333:role/r",
      ["lambda:CreateFunction on arn:aws:lambda:*:*:function:f", "iam:PassRole on arn:aws:iam::111122223333:role/r"],
    ],
    [
      "apigateway create-deployment --rest-api-id r --region eu-west-1",
      ["apigateway:POST on arn:aws:apigateway:eu-west-1::/restapis/r arn:aws:apigateway:eu-west-1::/restapis/r/*"],
    ],
    ["apigateway get-rest-apis", ["apigateway:GET on arn:aws:apigateway:*::/*"]],
    ["ssm get-parameter --with-decryption --name /a/b", ["ssm:GetParameter on arn:aws:ssm:*:*:parameter/a/b"]],
    ["s3 ls s3://data/x", ["s3:ListBucket on arn:aws:s3:::data"]],
    ["s3 rb s3://data", ["s3:DeleteBucket on arn:aws:s3:::data"]],
    ["ecr get-login-password", ["ecr:GetAuthorizationToken on *"]],
    ["logs tail /aws/lambda/f --follow", ["logs:FilterLogEvents on arn:aws:logs:*:*:log-group:/aws/lambda/f:*"]],
    ["aws lambda invoke --function-name f out.json", ["lambda:InvokeFunction on arn:aws:lambda:*:*:function:f"]],
    [
      "aws dynamodb query --table-name t --region eu-west-1",
      ["dynamodb:Query on arn:aws:dynamodb:eu-west-1:*:table/t"],
    ],
    [
      "sqs send-message --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/jobs",
      ["sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:jobs"],
    ],
    [
      "sns publish --topic-arn arn:aws:sns:eu-west-1:111122223333:t",
      ["sns:Publish on arn:aws:sns:eu-west-1:111122223333:t"],
    ],
    ["ssm get-parameter --name /a/b", ["ssm:GetParameter on arn:aws:ssm:*:*:parameter/a/b"]],
    [
      "secretsmanager get-secret-value --secret-id db",
      ["secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:*:secret:db-??????"],
    ],
    ["ec2 wait instance-running --instance-ids i-1", ["ec2:DescribeInstances on *"]],
    [
      "aws cloudformation wait stack-create-complete --stack-name s",
      ["cloudformation:DescribeStacks on arn:aws:cloudformation:*:*:stack/s/*"],
    ],
    ["aws s3api wait bucket-exists --bucket b", ["s3:ListBucket on arn:aws:s3:::b"]],
    ["aws elbv2 wait target-in-service", ["elasticloadbalancing:DescribeTargetHealth on *"]],
    [
      "aws codecommit credential-helper get",
      ["codecommit:GitPull codecommit:GitPush on arn:aws:codecommit:*:*:<repository-name>"],
    ],
    [
      "aws rds generate-db-auth-token --hostname h --port 3306 --username app",
      ["rds-db:connect on arn:aws:rds-db:*:*:dbuser:<resource-id>/app"],
    ],
    [
      "aws appconfig get-environment --application-id a1 --environment-id e1",
      [
        "appconfig:GetEnvironment on arn:aws:appconfig:*:*:application/a1 arn:aws:appconfig:*:*:application/a1/environment/e1",
      ],
    ],
    ["appconfig get-environment", ["appconfig:GetEnvironment on arn:aws:appconfig:*:*:application/*"]],
    ["iam get-role --role-name r", ["iam:GetRole on arn:aws:iam::*:role/r"]],
    ["apigateway get-rest-apis", ["apigateway:GET on arn:aws:apigateway:*::/*"]],
    [
      "deploy create-application",
      ["codedeploy:CreateApplication on arn:aws:codedeploy:*:*:application:<application-name>"],
    ],
    [
      "CopyObject",
      [
        "s3:GetObject on arn:aws:s3:::<source-bucket>/<source-object>",
        "s3:PutObject on arn:aws:s3:::<destination-bucket>/<destination-object>",
      ],
    ],
    ["cloudformation package --s3-bucket art", ["s3:GetObject s3:PutObject on arn:aws:s3:::art/*"]],
    [
      "docker pull 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1",
      [
        "ecr:BatchGetImage ecr:GetDownloadUrlForLayer on arn:aws:ecr:eu-west-1:111122223333:repository/team/app",
        "ecr:GetAuthorizationToken on *",
      ],
    ],
    // Of what AWS lists without requiring it, what the command names; a read that names none is asked for on everything.
    ["ce get-cost-and-usage --granularity MONTHLY", ["ce:GetCostAndUsage on *"]],
    [
      "ce get-cost-and-usage --billing-view-arn arn:aws:billing::111122223333:billingview/custom-1",
      ["ce:GetCostAndUsage on arn:aws:billing::111122223333:billingview/custom-1"],
    ],
    ["cloudwatch get-metric-data", ["cloudwatch:GetMetricData on *"]],
    ["rds describe-db-instances", ["rds:DescribeDBInstances on *"]],
    [
      "budgets describe-budgets --account-id 111122223333",
      ["budgets:ViewBudget on arn:aws:budgets::111122223333:budget/*"],
    ],
    [
      "batch submit-job --job-name j --job-queue high --job-definition etl:3",
      [
        "batch:SubmitJob on arn:aws:batch:*:*:job/* arn:aws:batch:*:*:job-queue/high arn:aws:batch:*:*:job-definition/etl arn:aws:batch:*:*:job-definition/etl:3",
      ],
    ],
    [
      "SubmitJob",
      [
        "batch:SubmitJob on arn:aws:batch:*:*:job/* arn:aws:batch:*:*:job-queue/<job-queue-name> arn:aws:batch:*:*:job-definition/<job-definition-name>",
      ],
    ],
    ["batch cancel-jobs", ["batch:CancelJob on arn:aws:batch:*:*:job/*"]],
    [
      "logs tag-resource --resource-arn arn:aws:logs:eu-west-1:111122223333:log-group:/app/x",
      ["logs:TagResource on arn:aws:logs:eu-west-1:111122223333:log-group:/app/x"],
    ],
    [
      "securitylake tag-resource",
      ["securitylake:TagResource on arn:aws:securitylake:*:*:data-lake/default arn:aws:securitylake:*:*:subscriber/*"],
    ],
    [
      "dynamodb query --table-name t --index-name by-day",
      ["dynamodb:Query on arn:aws:dynamodb:*:*:table/t arn:aws:dynamodb:*:*:table/t/index/by-day"],
    ],
    [
      "ec2 associate-address --instance-id i-1 --allocation-id eipalloc-1",
      ["ec2:AssociateAddress on arn:aws:ec2:*:*:elastic-ip/eipalloc-1 arn:aws:ec2:*:*:instance/i-1"],
    ],
    ["ec2 create-tags --resources vol-0a1b", ["ec2:CreateTags on arn:aws:ec2:*:*:volume/vol-0a1b"]],
    ["ec2 create-tags --resources vol-0a1b i-1", ["ec2:CreateTags on arn:aws:ec2:*:*:*"]],
    [
      "ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp",
      ["ec2:AuthorizeSecurityGroupIngress on arn:aws:ec2:*:*:security-group/sg-1"],
    ],
    [
      "elasticache create-cache-cluster --cache-cluster-id c",
      [
        "elasticache:CreateCacheCluster on arn:aws:elasticache:*:*:parametergroup:<cache-parameter-group-name> arn:aws:elasticache:*:*:cluster:c",
      ],
    ],
    // A name is the name of what the command is about, and no ID.
    [
      "scheduler create-schedule --name s",
      ["scheduler:CreateSchedule on arn:aws:scheduler:*:*:schedule/<group-name>/s"],
    ],
    [
      "glue get-table --database-name d --name t",
      ["glue:GetTable on arn:aws:glue:*:*:database/d arn:aws:glue:*:*:catalog arn:aws:glue:*:*:table/d/t"],
    ],
    [
      "rds create-db-snapshot --db-instance-identifier d --db-snapshot-identifier s",
      ["rds:CreateDBSnapshot on arn:aws:rds:*:*:db:d arn:aws:rds:*:*:snapshot:s"],
    ],
    [
      "organizations create-organizational-unit --parent-id p --name n",
      [
        "organizations:CreateOrganizationalUnit on arn:aws:organizations::*:ou/o-*/ou-* arn:aws:organizations::*:root/o-*/r-*",
      ],
    ],
    [
      "application-autoscaling register-scalable-target --resource-id service/c/s",
      ["application-autoscaling:RegisterScalableTarget on arn:aws:application-autoscaling:*:*:scalable-target/*"],
    ],
    ["sns publish --phone-number +4912345 --message m", ["sns:Publish on *"]],
    ["ssm get-parameters-by-path --path /a/b", ["ssm:GetParametersByPath on arn:aws:ssm:*:*:parameter/a/b"]],
    [
      "iam create-service-linked-role --aws-service-name ecs.amazonaws.com",
      ["iam:CreateServiceLinkedRole on arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*"],
    ],
    [
      "kms create-alias --alias-name alias/a --target-key-id k1",
      ["kms:CreateAlias on arn:aws:kms:*:*:alias/a arn:aws:kms:*:*:key/k1"],
    ],
    [
      "secretsmanager create-secret --name app/db",
      ["secretsmanager:CreateSecret on arn:aws:secretsmanager:*:*:secret:app/db-??????"],
    ],
    ["cloudfront get-distribution --id E1", ["cloudfront:GetDistribution on arn:aws:cloudfront::*:distribution/E1"]],
    [
      "organizations attach-policy --policy-id p-1",
      ["organizations:AttachPolicy on arn:aws:organizations::*:policy/o-*/<policy-type>/p-1"],
    ],
    ["mq describe-broker --broker-id b-1", ["mq:DescribeBroker on arn:aws:mq:*:*:broker:*:b-1"]],
    [
      "wafv2 get-web-acl --name w --scope REGIONAL --id 1",
      ["wafv2:GetWebACL on arn:aws:wafv2:*:*:regional/webacl/w/1"],
    ],
    ["ecs register-task-definition --family f", ["ecs:RegisterTaskDefinition on arn:aws:ecs:*:*:task-definition/f:*"]],
    ["ecs list-tasks --cluster c", ["ecs:ListTasks on *"]],
    ["ec2 copy-snapshot --source-snapshot-id snap-1", ["ec2:CopySnapshot on arn:aws:ec2:*::snapshot/*"]],
    [
      "eks update-nodegroup-config --cluster-name c --nodegroup-name n",
      ["eks:UpdateNodegroupConfig on arn:aws:eks:*:*:nodegroup/c/n/*"],
    ],
    [
      "dms start-replication-task --replication-task-arn arn:aws:dms:eu-west-1:111122223333:task:T",
      ["dms:StartReplicationTask on arn:aws:dms:eu-west-1:111122223333:task:T"],
    ],
    [
      "elbv2 create-load-balancer --name l",
      ["elasticloadbalancing:CreateLoadBalancer on arn:aws:elasticloadbalancing:*:*:loadbalancer/*/l/*"],
    ],
    ["aws sts get-caller-identity", []],
  ];
  for (const [typed, statements] of rows) {
    test(typed, () => assert.deepEqual(needed(typed), statements));
  }

  test("what AWS also asks for, and where it says what is needed", () => {
    const found = service.neededPermissions("lambda create-function --function-name f");
    assert.ok(!("problem" in found));
    assert.match(
      phraseToMessage(found.summary),
      /^It needs 'lambda:CreateFunction'\. Source: Actions, .* AWS Lambda\. AWS data/,
    );
    assert.match(found.notes.map(phraseToMessage).join(" "), /iam:PassRole/);
  });
});

describe("what is left to the author is said", () => {
  const rows: readonly (readonly [typed: string, note: RegExp | undefined])[] = [
    [
      "ce get-cost-and-usage",
      /^AWS lists 1 resource with 'ce:GetCostAndUsage' and requires none: .* instead of '\*'\.$/,
    ],
    ["logs tag-resource", /^AWS lists 8 resources with 'logs:TagResource' .* keep those that your call names\.$/],
    ["ec2 create-tags", /narrow the ARN to what your call names\.$/],
    ["ec2 create-tags --resources i-1", undefined],
    ["rds describe-db-instances --db-instance-identifier d", undefined],
    [
      "dynamodb query --table-name t",
      /^AWS also decides 'dynamodb:Query' on '.*table\/t\/index\/<index-name>' where a call names that: add what yours names\.$/,
    ],
    ["dynamodb query --table-name t --index-name i", undefined],
    [
      "glue get-table --database-name d --name t",
      /'arn:aws:glue:\*:\*:catalog\/<catalog-name>' where a call names that/,
    ],
    [
      "cloudformation create-stack --stack-name s --role-arn arn:aws:iam::111122223333:role/cfn",
      /^If the service takes on 'arn:aws:iam::111122223333:role\/cfn' for you, you also need 'iam:PassRole' on it/,
    ],
    ["sts assume-role --role-arn arn:aws:iam::111122223333:role/r", undefined],
  ];
  for (const [typed, note] of rows) {
    test(typed, () => {
      const found = service.neededPermissions(typed);
      assert.ok(!("problem" in found));
      const said = found.notes.map(phraseToMessage).join(" ");
      if (note === undefined) assert.equal(said, "");
      else assert.match(said, note);
    });
  }
});

describe("the key that something is encrypted with is named", () => {
  const rows: readonly (readonly [typed: string, note: RegExp])[] = [
    ["ssm get-parameter --name /x --with-decryption", /^SecureString parameters .* 'kms:Decrypt' on the key/],
    [
      "ssm put-parameter --name /x --type SecureString",
      /^SecureString parameters .* 'kms:Encrypt' on the key to be written/,
    ],
    ["secretsmanager:GetSecretValue", /^Secrets .* 'kms:Decrypt' on the key/],
    ["HeadObject", /^Objects .* 'kms:Decrypt' on the key/],
  ];
  for (const [typed, note] of rows) {
    test(typed, () => {
      const found = service.neededPermissions(typed);
      assert.ok(!("problem" in found));
      assert.match(found.notes.map(phraseToMessage).join(" "), note);
    });
  }
});

describe("what is not known is said not to be", () => {
  const rows: readonly (readonly [typed: string, problem: RegExp])[] = [
    ["lambda deploy", /^It is not known what 'lambda deploy' needs\. .*--debug.*\(AWS data of /],
    ["s3 frobnicate", /is not known/],
    ["nosuchservice describe-things", /'nosuchservice' is not known/],
    ["CreateCluster", /services have it: .*Write the service before it/],
    ["__proto__", /is not known/],
    ["s3:constructor", /is not known/],
    ["docker push example.com/app", /private repository/],
    ["aws", /^Write an API operation/],
    ["", /^Write an API operation/],
    ["aws s3", /^Write the command behind 's3'/],
    ["ec2 wait", /^Write what to wait for behind 'ec2 wait'/],
    ["ec2 wait doomsday", /^It is not known what 'ec2 wait doomsday' needs/],
    ["emr ssh", /is not known/],
  ];
  for (const [typed, problem] of rows) {
    test(typed === "" ? "nothing" : typed, () => {
      const said = needed(typed);
      assert.ok(typeof said === "string", JSON.stringify(said));
      assert.match(said, problem);
    });
  }
});

describe("the statements go into", () => {
  const own =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }] }';
  const trust =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "lambda.amazonaws.com" } }] }';
  const rows: readonly (readonly [title: string, text: string, at: number, isAdded: boolean])[] = [
    ["the policy at the cursor", own, own.indexOf("sqs"), true],
    ["the only policy of the file, from behind it", `${own}\n`, own.length + 1, true],
    ["none of two where the cursor is in neither", `[{ "Policy": ${own} }, { "Policy": ${own} }]`, 0, false],
    ["no trust policy: the statement would not say who", trust, trust.indexOf("sts"), false],
  ];
  for (const [title, text, at, isAdded] of rows) {
    test(title, () => {
      const needs = service.neededPermissions("HeadObject");
      assert.ok(!("problem" in needs));
      const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-11-26" });
      const document = resultOf(service.read({ path: "p.json", languageId: undefined, text }, configuration));
      const edits = service.addPermissions(document, at, needs);
      assert.equal(edits !== undefined && /sqs[^]*s3:GetObject/.test(applyEdits(text, edits)), isAdded);
    });
  }
});

describe("a command is read as a shell reads it", () => {
  const rows: readonly (readonly [
    typed: string,
    words: readonly string[],
    options: Readonly<Record<string, string>>,
  ])[] = [
    [`a 'b c' "d \\" e" f\\ g`, ["a", "b c", 'd " e', "f g"], {}],
    ["a --x=1 --y 2 -z", ["a"], { x: "1", y: "2", z: "" }],
    ["a --recursive b --y", ["a", "b"], { recursive: "", y: "" }],
    ["a \\\n  b", ["a", "b"], {}],
    ["'open", ["open"], {}],
    ["a ''", ["a", ""], {}],
  ];
  for (const [typed, words, options] of rows) {
    test(JSON.stringify(typed), () => {
      const line = readCommandLine(typed);
      assert.deepEqual([line.words, Object.fromEntries(line.options)], [words, options]);
    });
  }
});
