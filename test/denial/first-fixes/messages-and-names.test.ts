/** What is offered first, and said, where it takes knowledge of queues, event buses, devices, calls and names. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explained } from "../../support/explained.ts";
import { ACCOUNT, noAllow, refused } from "../../support/refusals.ts";

describe("an action for which the reference has no resource", () => {
  const instance = `arn:aws:connect:eu-west-1:${ACCOUNT}:instance/11111111-2222-3333-4444-555555555555`;
  const firstFor = (resource: string): string | undefined =>
    explained(noAllow("connect:StartOutboundVoiceContact", resource), {
      "roles/app/p.json": {
        Sid: "Call",
        Effect: "Allow",
        Action: "connect:StartOutboundVoiceContact",
        Resource: instance,
      },
    })
      .fixes.map(fixTitleText)
      .at(0);

  test("is allowed on the one that AWS names", () => {
    assert.equal(
      firstFor(`${instance}/contact/*`),
      `In statement Call of roles/app/p.json, write ${instance}/contact/* instead of ${instance}`,
    );
  });
  test("is allowed on everything where AWS names none", () => {
    const path = "/v1/contacts";
    const withoutName = "instance::contact:";
    for (const none of [
      "*",
      ...["contact/*", path, withoutName].map((of) => `arn:aws:connect:eu-west-1:${ACCOUNT}:${of}`),
    ])
      assert.equal(firstFor(none), `In statement Call of roles/app/p.json, write * instead of ${instance}`);
  });
});

describe("a permissions boundary that lists the service", () => {
  const titlesFor = (listed: object): readonly string[] =>
    explained(
      noAllow("dynamodb:BatchWriteItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, "permissions boundary"),
      {
        "boundaries/limit-boundary.json": [listed, { Sid: "Logs", Effect: "Allow", Action: "logs:*", Resource: "*" }],
      },
    ).fixes.map(fixTitleText);

  test("gets no action beside everything of another service", () => {
    const titles = titlesFor({ Sid: "Data", Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" });
    assert.ok(
      titles.some((title) => title.includes("statement Data")),
      titles.join("\n"),
    );
    assert.ok(
      titles.every((title) => !title.includes("statement Logs")),
      titles.join("\n"),
    );
  });

  test("gets it there where it lists nothing of the service", () => {
    const titles = titlesFor({ Sid: "Data", Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
    assert.ok(
      titles.some((title) => title.includes("statement Logs")),
      titles.join("\n"),
    );
  });
});

describe("what a condition asks of a change of records", () => {
  test("is said for names and types", () => {
    const keys = {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": "_acme-challenge.example.com",
      "route53:ChangeResourceRecordSetsRecordTypes": "TXT",
    };
    const [first] = explained(
      noAllow("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z0123456789ABC"),
      {
        "roles/app/p.json": {
          Effect: "Allow",
          Action: "route53:ChangeResourceRecordSets",
          Resource: "arn:aws:route53:::hostedzone/Z0123456789ABC",
          Condition: { "ForAllValues:StringEquals": keys },
        },
      },
    ).fixes;
    assert.equal(
      first && fixTitleText(first),
      'Change only the records of "_acme-challenge.example.com", and change only records of the type "TXT"',
    );
  });
});

describe("of policies of which each would allow it", () => {
  test("the one that gives least is to be attached first", () => {
    const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
    const { fixes } = explained(noAllow("sqs:SendMessage", queue), {
      "policies/all.json": allow("sqs:*", "*"),
      "policies/any-queue.json": allow("sqs:SendMessage", "*"),
      "policies/jobs.json": allow("sqs:SendMessage", queue),
    });
    assert.deepEqual(
      fixes.map(({ change }) => (change.change === "attach" ? change.file : change.change)),
      ["policies/jobs.json", "policies/any-queue.json", "policies/all.json"],
    );
  });
});

describe("an entry of another type of resource", () => {
  const iot = (rest: string): string => `arn:aws:iot:eu-west-1:${ACCOUNT}:${rest}`;
  const firstFor = (action: string | readonly string[], written: string): string | undefined => {
    const [first] = explained(noAllow("iot:Publish", iot("topic/dev/1")), {
      "roles/app/p.json": { Sid: "Own", Effect: "Allow", Action: action, Resource: written },
    }).fixes;
    return first && fixTitleText(first);
  };

  test("gets the type of what was asked for where none of the actions acts on it", () =>
    assert.equal(
      firstFor("iot:Publish", iot("topicfilter/dev/*")),
      `In statement Own of roles/app/p.json, write ${iot("topic/dev/*")} instead of ${iot("topicfilter/dev/*")}`,
    ));

  test("gets it also where it is something inside", () => {
    const arn = (rest: string): string => `arn:aws:states:eu-west-1:${ACCOUNT}:${rest}`;
    const [first] = explained(noAllow("states:StartExecution", arn("stateMachine:orders")), {
      "roles/app/p.json": {
        Sid: "Start",
        Effect: "Allow",
        Action: "states:StartExecution",
        Resource: arn("execution:orders:*"),
      },
    }).fixes;
    assert.equal(
      first && fixTitleText(first),
      `In statement Start of roles/app/p.json, write ${arn("stateMachine:orders")} instead of ${arn("execution:orders:*")}`,
    );
  });

  for (const [what, action, written] of [
    ["one of the actions acts on it", ["iot:Publish", "iot:Subscribe"], iot("topicfilter/dev/*")],
    ["the rest is another", "iot:Publish", iot("topicfilter/prod/*")],
  ] as const) {
    test(`is left as it is where ${what}`, () => assert.doesNotMatch(firstFor(action, written) ?? "", /instead of/));
  }
});

describe("an account as principal that is nearly the caller's", () => {
  const firstFor = (written: string): string | undefined => {
    const [first] = explained(
      refused(
        "events:PutEvents",
        `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/central`,
        "because no resource-based policy allows the events:PutEvents action",
        "arn:aws:sts::444455556666:assumed-role/partner/i",
      ),
      {
        "event-bus-policy.json": {
          Sid: "Partner",
          Effect: "Allow",
          Principal: { AWS: written },
          Action: "events:PutEvents",
          Resource: `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/central`,
        },
      },
    ).fixes;
    return first && fixTitleText(first);
  };
  const corrected = (to: string, from: string): string =>
    `In statement Partner of event-bus-policy.json, write ${to} instead of ${from}`;

  for (const [written, to] of [
    ["arn:aws:iam::444455556665:root", "arn:aws:iam::444455556666:root"],
    ["444455565666", "444455556666"],
  ] as const) {
    test(`is corrected in ${written}`, () => assert.equal(firstFor(written), corrected(to, written)));
  }

  test("is another where more differs", () =>
    assert.doesNotMatch(firstFor("arn:aws:iam::777788889999:root") ?? "", /instead of/));
});
