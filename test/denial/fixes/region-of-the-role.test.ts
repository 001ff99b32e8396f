/** What a stack makes of the resource's name is another one where the role's name tells another Region. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainedIn } from "../../support/explained.ts";

const SERVICE = `service: news
provider:
  name: aws
resources:
  Resources:
    Feed:
      Type: AWS::SNS::Topic
      Properties:
        TopicName: feed
`;

function resourceFor(role: string, region: string): string | undefined {
  const topic = `arn:aws:sns:${region}:111122223333:feed`;
  const { fixes } = explainedIn(
    `User: arn:aws:sts::111122223333:assumed-role/${role}/run is not authorized to perform: sns:Publish on resource: ${topic} because no identity-based policy allows the sns:Publish action`,
    [{ path: "serverless.yml", text: SERVICE }],
  );
  const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
  return /Resource: (.*)/.exec(text)?.[1];
}

test("a topic is written by reference where its Region is that of the role's name, or that tells none", () => {
  assert.equal(resourceFor("news-dev-eu-west-1-lambdaRole", "eu-west-1"), "!Ref Feed");
  assert.equal(resourceFor("news-dev-any-lambdaRole", "us-east-1"), "!Ref Feed");
  assert.equal(resourceFor("news-us-east-1-eu-west-1-lambdaRole", "us-east-1"), "!Ref Feed");
});

test("a topic of another Region is written out", () => {
  assert.equal(resourceFor("news-dev-eu-west-1-lambdaRole", "us-east-1"), "arn:aws:sns:us-east-1:111122223333:feed");
});
