/** What is made anew by each run is named by a pattern; what stays is named as it is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { patternOfRuns } from "../../server/src/policy/made-per-run.ts";

const at = (service: string): string => `arn:aws:${service}:eu-west-1:111122223333:`;
const UUID = "0a1b2c3d-1111-2222-3333-444455556666";
const HEX = "0123456789abcdef0123456789abcdef";

describe("what the next run has under another name", () => {
  for (const [arn, pattern] of [
    [
      `${at("logs")}log-group:/aws/lambda/f:log-stream:2026/01/01/[$LATEST]ab`,
      `${at("logs")}log-group:/aws/lambda/f:*`,
    ],
    [`${at("logs")}log-group:/aws/lambda/f:log-stream:`, `${at("logs")}log-group:/aws/lambda/f:*`],
    [`${at("ecs")}task/prod/${HEX}`, `${at("ecs")}task/prod/*`],
    [`${at("batch")}job/${UUID}`, `${at("batch")}job/*`],
    [`${at("batch")}job/${UUID}:3`, `${at("batch")}job/*`],
    [`${at("states")}execution:orders:run-1`, `${at("states")}execution:orders:*`],
    [
      `${at("execute-api")}a1b2c3/prod/POST/@connections/L0SM9cOF=`,
      `${at("execute-api")}a1b2c3/prod/POST/@connections/*`,
    ],
    [`${at("ssm")}automation-execution/${UUID}`, `${at("ssm")}automation-execution/*`],
    [`${at("cloudformation")}stack/web/${UUID}`, `${at("cloudformation")}stack/web/*`],
    [`arn:aws:s3:::results/${UUID}.csv`, "arn:aws:s3:::results/*"],
    [`arn:aws:s3:::results/q/run-${UUID}/part-0000.parquet`, "arn:aws:s3:::results/q/run-*"],
    [`arn:aws:s3:::results/runs/${UUID}/report.csv`, "arn:aws:s3:::results/runs/*"],
    [`arn:aws:s3:::assets/${HEX}${HEX}.zip`, "arn:aws:s3:::assets/*"],
    ["arn:aws:s3:::logs/app/2026-01-31T10-11-12.json", "arn:aws:s3:::logs/app/*"],
    ["arn:aws:s3:::lake/events/2026/01/31/10/events-1-2026-01-31-10-11-12-ab", "arn:aws:s3:::lake/events/*"],
    [`arn:aws:s3:::lake/sales/year=2026/month=01/part-${UUID}.parquet`, "arn:aws:s3:::lake/sales/*"],
  ] as const) {
    test(arn, () => {
      assert.equal(patternOfRuns(arn)?.pattern, pattern);
    });
  }

  for (const arn of [
    `${at("kms")}key/${UUID}`,
    `${at("ec2")}instance/i-0123456789abcdef0`,
    `${at("ecs")}service/prod/web`,
    `${at("cloudformation")}stack/web/*`,
    `${at("logs")}log-group:/aws/lambda/f`,
    `arn:aws:s3:::bucket-${UUID}`,
    `arn:aws:s3:::bucket-${UUID}/report.csv`,
    `arn:aws:s3:::data/tenants/${UUID}/profile.json`,
    `arn:aws:s3:::data/tenant-${HEX}/profile.json`,
    "arn:aws:s3:::logs/2026/01/31/report.csv",
    "arn:aws:s3:::logs/report-2026-01-31.csv",
    "arn:aws:s3:::homes/${aws:username}/0123456789abcdef0123456789abcdef",
    "*",
    "not an ARN",
  ]) {
    test(`${arn} stays`, () => {
      assert.equal(patternOfRuns(arn), undefined);
    });
  }
});
