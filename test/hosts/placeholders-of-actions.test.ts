/** Nothing is sought in what is written as an action, and nothing would be found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeholdersIn, placeholdersSought } from "../../server/src/hosts/placeholders.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const HEADS = [
  ...["arn", "topicarn", "service", "service-name", "your-service", "aws-prefix", "region-code", "o-orgid", "warn"],
  ...["xxxxxx", "account", "bucket-arn", "s3", "execute-api", "your", "example", "allow", "todo", "id"],
];
const NAMES = ["Action", "GetObject", "Get*", "A", "ARN", "Name", "TODO", "XXXX", "Allow", "AccountId"];

test("of the words that guides write", () => {
  for (const head of HEADS) {
    for (const name of NAMES) {
      assert.deepEqual(placeholdersIn(`${head}:${name}`), placeholdersSought(`${head}:${name}`), `${head}:${name}`);
    }
  }
});

test("of the actions that there are", () => {
  for (const prefix of realCatalog().servicePrefixes) {
    const names = realCatalog().service(prefix)?.actionNames ?? [];
    for (const name of names.slice(0, 5)) {
      assert.deepEqual(placeholdersSought(`${prefix}:${name}`), placeholdersIn(`${prefix}:${name}`));
    }
  }
});
