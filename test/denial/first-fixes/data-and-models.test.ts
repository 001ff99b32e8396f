/** What is offered first, and said, where it takes knowledge of AWS Glue, Amazon Athena, Amazon OpenSearch and Amazon Bedrock. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explained } from "../../support/explained.ts";
import { ACCOUNT, CALLER, noAllow, refused } from "../../support/refusals.ts";

describe("an action that acts on some of the resources that a statement names", () => {
  const glue = (rest: string): string => `arn:aws:glue:eu-west-1:${ACCOUNT}:${rest}`;
  const statement = {
    Sid: "Read",
    Effect: "Allow",
    Action: ["glue:GetDatabase", "glue:GetTable"],
    Resource: [glue("catalog"), glue("database/sales"), glue("table/sales/*")],
  };
  const fixesFor = (action: string, resource: string) =>
    explained(noAllow(action, resource), { "roles/app/p.json": statement }).fixes;

  test("is added to it first where those are what was asked for", () => {
    const [first] = fixesFor("glue:GetCatalogImportStatus", glue("catalog"));
    assert.equal(
      first && fixTitleText(first),
      "Add glue:GetCatalogImportStatus to the actions of statement Read of roles/app/p.json",
    );
    assert.deepEqual(first?.risks, []);
  });

  test("is said to cover the others that it acts on", () => {
    const risks = fixesFor("glue:GetPartitions", glue("table/sales/orders")).flatMap((fix) => fix.risks);
    assert.ok(risks.some((risk) => risk.risk === "other-resources" && risk.resources.includes(glue("table/sales/*"))));
  });
});

describe("a model of Amazon Bedrock in a Region that an SCP denies", () => {
  const answerFor = (action: string, resource: string, regions: readonly string[] = ["us-east-1"]) =>
    explained(refused(action, resource, "with an explicit deny in a service control policy"), {
      "scp.json": {
        Sid: "Regions",
        Effect: "Deny",
        NotAction: "iam:*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": regions } },
      },
    });
  const stepsFor = (action: string, resource: string): readonly string[] =>
    answerFor(action, resource)
      .next.map(({ step }) => step)
      .filter((step) => step.includes("region"));
  const MODEL = "arn:aws:bedrock:us-west-2::foundation-model/m";

  test("may be one that an inference profile led to", () => {
    assert.deepEqual(stepsFor("bedrock:InvokeModel", MODEL), ["region-of-profile", "choose-region"]);
  });

  test("is asked for by a profile of the Regions that are allowed, for nobody chooses where a profile leads", () => {
    const { fixes } = answerFor("bedrock:InvokeModel", MODEL, ["us-east-1", "us-east-2"]);
    assert.equal(
      fixes[0] && fixTitleText(fixes[0]),
      'Name an inference profile of no other Regions than "us-east-1" and "us-east-2", or call the model itself in one of these',
    );
  });

  test("is what no other service is asked about", () =>
    assert.deepEqual(stepsFor("sqs:CreateQueue", `arn:aws:sqs:us-west-2:${ACCOUNT}:q`), ["choose-region"]));
});

describe("the domain alone where requests to it are allowed", () => {
  const domain = `arn:aws:es:eu-west-1:${ACCOUNT}:domain/search`;
  const firstFor = (action: string): string | undefined => {
    const [first] = explained(noAllow("es:ESHttpGet", `${domain}/_cluster/health`), {
      "roles/app/p.json": { Sid: "Search", Effect: "Allow", Action: action, Resource: domain },
    }).fixes;
    return first && fixTitleText(first);
  };

  test("is written with what is in it", () =>
    assert.equal(
      firstFor("es:ESHttp*"),
      `In statement Search of roles/app/p.json, write ${domain}/* instead of ${domain}`,
    ));

  test("is so where the message does not say which domain it was", () => {
    const message = `{"Message":"User: ${CALLER} is not authorized to perform: es:ESHttpPost because no resource-based policy allows the es:ESHttpPost action"}`;
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/app` },
      Action: "es:ESHttp*",
      Resource: domain,
    };
    const [first] = explained(message, { "search-policy.json": statement }).fixes;
    assert.equal(
      first && fixTitleText(first),
      `In statement 1 of search-policy.json, write ${domain}/* instead of ${domain}`,
    );
  });

  test("is kept where actions on the domain are allowed as well", () =>
    assert.doesNotMatch(firstFor("es:*") ?? "", /instead of/));
});

describe("where a service decides what looks like the caller's choice", () => {
  const stepsOf = (message: string, policies: Readonly<Record<string, object>>): readonly string[] =>
    explained(message, policies).next.map(({ step }) => step);
  const athena = (rest: string): string => `arn:aws:athena:eu-west-1:${ACCOUNT}:workgroup/${rest}`;
  const query = (asked: string, written: string): boolean =>
    stepsOf(noAllow("athena:StartQueryExecution", athena(asked)), {
      "roles/app/p.json": { Effect: "Allow", Action: "athena:StartQueryExecution", Resource: athena(written) },
    }).includes("name-work-group");

  test("a query that names no work group is told the one that is allowed", () => assert.ok(query("primary", "bi")));
  test("one that names another is not", () => assert.ok(!query("etl", "bi")));
  test("nor where a pattern is allowed", () => assert.ok(!query("primary", "bi-*")));

  const model = "arn:aws:bedrock:us-east-1::foundation-model/m";
  const guest = (session: string): readonly string[] =>
    stepsOf(
      refused(
        "bedrock:InvokeModel",
        model,
        "because no session policy allows the bedrock:InvokeModel action",
        `arn:aws:sts::${ACCOUNT}:assumed-role/app/${session}`,
      ),
      { "roles/app/p.json": { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" } },
    );

  test("guests of an identity pool sign in", () =>
    assert.deepEqual(guest("CognitoIdentityCredentials"), ["guest-session"]));
  test("other sessions have a policy that somebody passes", () => assert.ok(guest("i").includes("session-policy")));

  test("a global profile chooses the Region", () => {
    const { fixes, next } = explained(
      refused(
        "bedrock:InvokeModel",
        "arn:aws:bedrock:::foundation-model/m",
        "with an explicit deny in a service control policy",
      ),
      {
        "scp.json": {
          Effect: "Deny",
          NotAction: "iam:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
        },
      },
    );
    assert.deepEqual(
      fixes.filter(({ change }) => change.change === "satisfy"),
      [],
    );
    assert.equal(next[0]?.step, "region-of-profile");
  });
});
