import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resourceSlip } from "../../../server/src/denial/fixes/resource-slip.ts";

const PARAMETER = "arn:aws:ssm:eu-central-1:111122223333:parameter";
const QUEUE = "arn:aws:sqs:eu-central-1:111122223333";
const TOPIC = "arn:aws:sns:eu-central-1:111122223333";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";
const BEDROCK = "arn:aws:bedrock:us-east-1:";
const LAMBDA = "arn:aws:lambda:eu-west-1:111122223333";
const KEY = "arn:aws:kms:eu-west-1:111122223333";

describe("a resource that is nearly the wanted one", () => {
  for (const [what, written, wanted, corrected, likelihood = "sure"] of [
    ["one slash too many", `${PARAMETER}//gh/ami`, `${PARAMETER}/gh/ami`, `${PARAMETER}/gh/ami`],
    ["letters swapped", "arn:aws:s3:::exmaple/*", "arn:aws:s3:::example/a", "arn:aws:s3:::example/*"],
    ["a letter too few", "arn:aws:s3:::exmple/*", "arn:aws:s3:::example/a", "arn:aws:s3:::example/*"],
    ["a letter too many", `${QUEUE}:jobbs`, `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    ["a hyphen too few", `${QUEUE}:mailjobs`, `${QUEUE}:mail-jobs`, `${QUEUE}:mail-jobs`],
    ["another case", `${QUEUE}:Jobs`, `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    [
      "a folder in another case",
      "arn:aws:s3:::acme/Data/*",
      "arn:aws:s3:::acme/data/x",
      "arn:aws:s3:::acme/data/*",
      "likely",
    ],
    ["a plural", `${QUEUE}:job`, `${QUEUE}:jobs`, `${QUEUE}:jobs`, "possible"],
    ["another Region", "arn:aws:sqs:eu-west-1:111122223333:jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`, "likely"],
    ["another account", "arn:aws:sqs:eu-central-1:777788889999:jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`, "likely"],
    ["a digit of the account", "arn:aws:sqs:eu-central-1:111122223334:jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    ["an account too short", "arn:aws:sqs:eu-central-1:11112222333:jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    ["another service", "arn:aws:sqqs:eu-central-1:111122223333:jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    ["a secret without its suffix", `${SECRET}:db`, `${SECRET}:db-a1B2c3`, `${SECRET}:db-??????`],
    ["a FIFO queue without its ending", `${QUEUE}:jobs`, `${QUEUE}:jobs.fifo`, `${QUEUE}:jobs.fifo`, "likely"],
    ["a standard queue with that of a FIFO queue", `${QUEUE}:jobs.fifo`, `${QUEUE}:jobs`, `${QUEUE}:jobs`, "likely"],
    ["a FIFO topic without its ending", `${TOPIC}:jobs`, `${TOPIC}:jobs.fifo`, `${TOPIC}:jobs.fifo`, "likely"],
    [
      "an account in the ARN of a bucket",
      "arn:aws:s3::111122223333:acme/*",
      "arn:aws:s3:::acme/x",
      "arn:aws:s3:::acme/*",
    ],
    [
      "a Region and an account there",
      `arn:aws:s3:eu-west-1:111122223333:acme/x`,
      "arn:aws:s3:::acme/x",
      "arn:aws:s3:::acme/x",
    ],
    [
      "an account in the ARN of a model",
      `${BEDROCK}111122223333:foundation-model/m`,
      `${BEDROCK}:foundation-model/m`,
      `${BEDROCK}:foundation-model/m`,
    ],
    [
      "a Region in the ARN of a role",
      "arn:aws:iam:us-east-1:111122223333:role/a",
      "arn:aws:iam::111122223333:role/a",
      "arn:aws:iam::111122223333:role/a",
    ],
    ["neither Region nor account", "arn:aws:sqs:::jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    ["a slash behind the type", `${LAMBDA}:function/api`, `${LAMBDA}:function:api`, `${LAMBDA}:function:api`],
    ["a colon behind the type", `${KEY}:key:1234abcd`, `${KEY}:key/1234abcd`, `${KEY}:key/1234abcd`],
    ["a name", "jobs", `${QUEUE}:jobs`, `${QUEUE}:jobs`],
    [
      "the address of a queue",
      "https://sqs.eu-central-1.amazonaws.com/111122223333/jobs",
      `${QUEUE}:jobs`,
      `${QUEUE}:jobs`,
    ],
    ["the name of a bucket", "acme", "arn:aws:s3:::acme/x", "arn:aws:s3:::acme/x"],
    ["the name of a bucket with a pattern", "acme/*", "arn:aws:s3:::acme/x", "arn:aws:s3:::acme/*"],
    ["the name of a secret", "prod/db", `${SECRET}:prod/db-a1B2c3`, `${SECRET}:prod/db-a1B2c3`],
    ["the name of a function", "api", `${LAMBDA}:function:api`, `${LAMBDA}:function:api`],
    ["the id of a key", "1234abcd", `${KEY}:key/1234abcd`, `${KEY}:key/1234abcd`],
    ["an alias for its key", `${KEY}:alias/app`, `${KEY}:key/1234abcd`, `${KEY}:key/1234abcd`],
  ] as const) {
    test(what, () => {
      const slip = resourceSlip(written, wanted);
      assert.ok(slip);
      assert.equal(written.slice(0, slip.start) + slip.by + written.slice(slip.end), corrected);
      assert.equal(slip.likelihood, likelihood);
    });
  }
});

describe("a resource that is another one", () => {
  for (const [what, written, wanted] of [
    ["another number", `${QUEUE}:jobs-1`, `${QUEUE}:jobs-2`],
    ["a number more", `${QUEUE}:jobs`, `${QUEUE}:jobs2`],
    ["another ending", `${QUEUE}:jobs`, `${QUEUE}:jobs.dead`],
    ["another name of a FIFO queue", `${QUEUE}:mail`, `${QUEUE}:jobs.fifo`],
    ["an object that ends like a FIFO queue", "arn:aws:s3:::acme/jobs", "arn:aws:s3:::acme/jobs.fifo"],
    ["another letter", `${QUEUE}:team-a`, `${QUEUE}:team-b`],
    ["another name", `${QUEUE}:mail`, `${QUEUE}:jobs`],
    ["what is inside", "arn:aws:s3:::acme/*", "arn:aws:s3:::acme"],
    ["the bucket of an object", "arn:aws:s3:::acme", "arn:aws:s3:::acme/x"],
    ["behind a wildcard", "arn:aws:s3:::*-exmaple/*", "arn:aws:s3:::my-example/a"],
    ["a variable", "arn:aws:s3:::acme/${aws:username}/a", "arn:aws:s3:::acme/bob/b"],
    ["a name and a Region", "arn:aws:sqs:eu-west-1:111122223333:jbos", `${QUEUE}:jobs`],
    [
      "a model in a Region, beside the one in none",
      `${BEDROCK}:foundation-model/m`,
      "arn:aws:bedrock:::foundation-model/m",
    ],
    ["another account in another Region", "arn:aws:sqs:eu-west-1:777788889999:jobs", `${QUEUE}:jobs`],
    ["a name and no account", "arn:aws:sqs:eu-central-1::jbos", `${QUEUE}:jobs`],
    ["everything", "*", `${QUEUE}:jobs`],
    ["the name of another thing", "mail", `${QUEUE}:jobs`],
    ["the beginning of a name", "acm", "arn:aws:s3:::acme-data/x"],
    ["a name with as much behind it as a secret has", "acme", "arn:aws:s3:::acme-data/x"],
    ["a part of a name", "db", `${SECRET}:prod/db-a1B2c3`],
    ["the short form of an API's method", "execute-api:/prod/*", `${QUEUE}:jobs`],
    ["the address of another queue", "https://sqs.eu-central-1.amazonaws.com/111122223333/mail", `${QUEUE}:jobs`],
    ["another name behind another sign", `${LAMBDA}:function/app`, `${LAMBDA}:function:api`],
    ["a sign within a name", `${SECRET}:prod/db`, `${SECRET}:prod:db`],
    ["a longer suffix than a secret's", `${SECRET}:db`, `${SECRET}:db-prod-a1B2c3`],
  ] as const) {
    test(what, () => assert.equal(resourceSlip(written, wanted), undefined));
  }
});
