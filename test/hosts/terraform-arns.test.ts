/** The ARNs of what the AWS provider makes, as policies refer to them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { memberNamed, type Value } from "../../server/src/syntax/value.ts";
import { patternOf } from "../../server/src/syntax/filled-text.ts";
import { resultOf } from "../../server/src/text/steps.ts";

const ROWS: readonly (readonly [reference: string, argument: string, arn: string])[] = [
  ["aws_ecs_task_definition.x.arn", "family", "arn:*:ecs:*:*:task-definition/own:*"],
  ["aws_eks_cluster.x.arn", "name", "arn:*:eks:*:*:cluster/own"],
  ["aws_db_instance.x.arn", "identifier", "arn:*:rds:*:*:db:own"],
  ["aws_rds_cluster.x.arn", "cluster_identifier", "arn:*:rds:*:*:cluster:own"],
  ["data.aws_rds_cluster.x.arn", "cluster_identifier", "arn:*:rds:*:*:cluster:own"],
  ["aws_athena_workgroup.x.arn", "name", "arn:*:athena:*:*:workgroup/own"],
  ["aws_ses_domain_identity.x.arn", "domain", "arn:*:ses:*:*:identity/own"],
  ["aws_ses_email_identity.x.arn", "email", "arn:*:ses:*:*:identity/own"],
  ["aws_cloudwatch_log_destination.x.arn", "name", "arn:*:logs:*:*:destination:own"],
  ["aws_glue_catalog_database.x.arn", "name", "arn:*:glue:*:*:database/own"],
  ["aws_glue_crawler.x.arn", "name", "arn:*:glue:*:*:crawler/own"],
  ["data.aws_kms_alias.x.target_key_arn", "name", "arn:*:kms:*:*:key/*"],
];

function resourceOf(text: string): string | undefined {
  const { sites } = resultOf(readSource({ path: "main.tf", languageId: undefined, text }));
  const statements = sites[0] && memberNamed(sites[0].root, "Statement")?.value;
  const [first]: readonly (Value | undefined)[] = statements?.kind === "array" ? statements.items : [];
  const resource = first?.kind === "object" ? memberNamed(first, "Resource")?.value : undefined;
  return resource?.kind === "string" ? patternOf(resource) : undefined;
}

describe("a reference to an ARN", () => {
  for (const [reference, argument, arn] of ROWS)
    test(reference, () => {
      const [type, name] = reference.replace("data.", "").split(".");
      const block = `${reference.startsWith("data.") ? "data" : "resource"} "${type}" "${name}" {\n  ${argument} = "own"\n}\n`;
      const policy = `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = ${reference} }] })\n}\n`;
      assert.equal(resourceOf(block + policy), arn);
    });
});
