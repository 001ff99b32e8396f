/** Of which VPC endpoint a policy is, and through which endpoints a request may have gone. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { selectPolicies } from "../../server/src/workspace/select-policies.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
const SERVICES = new Set(["s3", "dynamodb", "kms", "ecr"]);

const terraform = (service: string, more = ""): string =>
  `resource "aws_vpc_endpoint" "e" {\n  ${service}\n  policy = <<EOT\n${POLICY}\nEOT\n}\n${more}`;
const apart = (service: string): string =>
  `resource "aws_vpc_endpoint" "e" {\n  ${service}\n}\nresource "aws_vpc_endpoint_policy" "p" {\n  vpc_endpoint_id = aws_vpc_endpoint.e.id\n  policy = <<EOT\n${POLICY}\nEOT\n}\n`;
const template = (service: string): string =>
  `Parameters: { Other: { Type: String } }\nConditions: { Prod: !Equals [!Ref Other, prod] }\nResources:\n  E:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      ServiceName: ${service}\n      PolicyDocument: ${POLICY}\n`;

/** For which of its candidates a request for the action may have gone through them. */
function endpointsFor(action: string, path: string, text: string): readonly (string | undefined)[] {
  const found = selectPolicies(readWorkspace([{ path, text }], EMPTY_CONFIG), {
    principal: "arn:aws:sts::111122223333:assumed-role/app/job",
    action,
    resource: undefined,
    possibleResources: [],
    resourceAccount: undefined,
    endpoint: undefined,
    denying: undefined,
    isService: (prefix) => SERVICES.has(prefix),
  });
  return found["vpc-endpoint"].map(({ statedFor }) => statedFor);
}

describe("the policy of an endpoint that a file makes", () => {
  const named = ["aws_vpc_endpoint.e"];
  for (const [what, action, text, expected] of [
    ["its own service", "s3:GetObject", terraform('service_name = "com.amazonaws.eu-west-1.s3"'), named],
    ["another service", "s3:GetObject", terraform('service_name = "com.amazonaws.eu-west-1.dynamodb"'), []],
    [
      "another, in a Region of a variable",
      "s3:GetObject",
      terraform('service_name = "com.amazonaws.${var.r}.kms"'),
      [],
    ],
    [
      "several words",
      "ecr:GetAuthorizationToken",
      terraform('service_name = "com.amazonaws.eu-west-1.ecr.api"'),
      named,
    ],
    [
      "a word that is no prefix",
      "cloudwatch:PutMetricData",
      terraform('service_name = "com.amazonaws.eu-west-1.monitoring"'),
      named,
    ],
    [
      "a service whose name begins so",
      "s3express:CreateSession",
      terraform('service_name = "com.amazonaws.eu-west-1.s3"'),
      named,
    ],
    ["a name that is filled in elsewhere", "s3:GetObject", terraform("service_name = var.name"), named],
    [
      "one of two",
      "s3:GetObject",
      terraform('service_name = var.x ? "com.amazonaws.a.s3" : "com.amazonaws.a.kms"'),
      named,
    ],
    [
      "neither of two",
      "s3:GetObject",
      terraform('service_name = var.x ? "com.amazonaws.a.kms" : "com.amazonaws.a.ecr.api"'),
      [],
    ],
    [
      "one of a list that is not settled",
      "s3:GetObject",
      terraform('for_each = toset(concat(["kms"], var.more))\n  service_name = "com.amazonaws.a.${each.key}"'),
      named,
    ],
    [
      "none of a list",
      "s3:GetObject",
      terraform('for_each = toset(["kms", "dynamodb"])\n  service_name = "com.amazonaws.a.${each.key}"'),
      [],
    ],
    [
      "a data source",
      "s3:GetObject",
      terraform(
        "service_name = data.aws_vpc_endpoint_service.d.service_name",
        'data "aws_vpc_endpoint_service" "d" {\n  service_name = "com.amazonaws.eu-west-1.kms"\n}\n',
      ),
      [],
    ],
    ["a policy in a block of its own", "s3:GetObject", apart('service_name = "com.amazonaws.eu-west-1.s3"'), named],
    ["the same of another service", "s3:GetObject", apart('service_name = "com.amazonaws.eu-west-1.kms"'), []],
  ] as const) {
    test(`Terraform, ${what}`, () => assert.deepEqual(endpointsFor(action, "main.tf", text), expected));
  }
  for (const [what, service, expected] of [
    ["its own service", '!Sub "com.amazonaws.${AWS::Region}.s3"', ["E"]],
    ["another service", '!Sub "com.amazonaws.${AWS::Region}.kms"', []],
    ["one that a parameter may name", "!If [Prod, com.amazonaws.eu-west-1.kms, !Ref Other]", ["E"]],
  ] as const) {
    test(`CloudFormation, ${what}`, () =>
      assert.deepEqual(endpointsFor("s3:GetObject", "t.yaml", template(service)), expected));
  }
});
