/** Whether a domain of OpenSearch Service is in a VPC is read in the file that makes it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findingsOfCases } from "../support/planted-cases.ts";

const POLICY = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "es:ESHttpGet", "Resource": "arn:aws:es:eu-west-1:111122223333:domain/logs/*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }] }`;
const VPC_IN_TERRAFORM = `vpc_options {\n    subnet_ids = ["subnet-0a1b2c3d"]\n  }`;
const VPC_IN_TEMPLATE = "VPCOptions: { SubnetIds: [subnet-0a1b2c3d] }";

const terraform = (inDomain: string): string =>
  `resource "aws_opensearch_domain" "logs" {\n  domain_name = "logs"\n  ${inDomain}\n  access_policies = <<EOT\n${POLICY}\nEOT\n}\n`;
const apart = (inDomain: string): string =>
  `resource "aws_opensearch_domain" "logs" {\n  domain_name = "logs"\n  ${inDomain}\n}\n\nresource "aws_opensearch_domain_policy" "logs" {\n  domain_name = aws_opensearch_domain.logs.domain_name\n  access_policies = <<EOT\n${POLICY}\nEOT\n}\n`;
const template = (inDomain: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Logs:\n    Type: AWS::OpenSearchService::Domain\n    Properties:\n      DomainName: logs\n      AccessPolicies: ${POLICY}\n${inDomain === "" ? "" : `      ${inDomain}\n`}`;

describe("a condition on addresses in the policy of a domain", () => {
  const findingsIn = findingsOfCases();
  for (const [name, path, file, vpc] of [
    ["Terraform", "main.tf", terraform, VPC_IN_TERRAFORM],
    ["Terraform, in a resource of its own", "main.tf", apart, VPC_IN_TERRAFORM],
    ["CloudFormation", "t.yaml", template, VPC_IN_TEMPLATE],
  ] as const) {
    const codesIn = async (of: string, text: string): Promise<readonly string[]> =>
      (await findingsIn({ about: [of], files: new Map([[path, text]]) })).map(
        ({ code, severity }) => `${severity} ${code}`,
      );
    test(`${name}: told where the domain is in a VPC`, async () => {
      assert.deepEqual(await codesIn(`${name} in a VPC`, file(vpc)), ["error unsupported-condition-key"]);
    });
    test(`${name}: right where it is not`, async () => {
      assert.deepEqual(await codesIn(`${name} without`, file("")), []);
    });
  }
});
