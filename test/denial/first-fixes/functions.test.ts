/** What is offered first, and said, where it takes knowledge of Lambda, what calls it and what it calls, and state machines. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nextInWords } from "../../../server/src/telling/next-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { explained, explainedIn } from "../../support/explained.ts";
import { ACCOUNT, CALLER, noAllow, refused } from "../../support/refusals.ts";

describe("a function's URL", () => {
  const commandsFor = (action: string): readonly string[] => {
    const asked = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hook`;
    const why = `because no resource-based policy allows the ${action} action`;
    const { next } = explained(refused(action, asked, why, "arn:aws:sts::444455556666:assumed-role/partner/i"), {
      "function-policy.json": {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::777788889999:root" },
        Action: action,
        Resource: asked,
      },
    });
    const step = next.find((one) => one.step === "add-permission");
    assert.ok(step === undefined || phraseToPlainText(nextInWords(step)) !== "");
    return step?.commands ?? [];
  };

  test("takes signed requests by a permission of that type, and one for calls by the URL", () => {
    const [ofUrl = "", ofFunction = "", ...others] = commandsFor("lambda:InvokeFunctionUrl");
    assert.match(ofUrl, / --action lambda:InvokeFunctionUrl .* --function-url-auth-type AWS_IAM$/);
    assert.match(ofFunction, / --action lambda:InvokeFunction .* --invoked-via-function-url$/);
    assert.notEqual(/--statement-id \S+/.exec(ofUrl)?.[0], /--statement-id \S+/.exec(ofFunction)?.[0]);
    assert.deepEqual(others, []);
  });

  test("is nothing that other invocations know", () => {
    const commands = commandsFor("lambda:InvokeFunction");
    assert.equal(commands.length, 1);
    assert.doesNotMatch(commands.join("\n"), /function-url/);
  });

  test("is given with what it needs", () => {
    const asked = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hook`;
    const [first] = explained(noAllow("lambda:InvokeFunctionUrl", asked), {
      "roles/app/p.json": { Sid: "Own", Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" },
    }).fixes;
    assert.match(first?.edits[0]?.newText ?? "", /\[\s*"lambda:InvokeFunctionUrl",\s*"lambda:InvokeFunction"\s*\]/);
    assert.ok(first?.risks.some(({ risk }) => risk === "invokes-directly"));
  });
});

describe("a service that no policy of a function lets in", () => {
  const asked = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:hook`;
  const textsFor = (path: string, text: string, { service, source }: { service: string; source?: string }) => {
    const message = noAllow("lambda:InvokeFunction", asked, "resource-based policy").replace(CALLER, service);
    const facts = new Map(source === undefined ? [] : [["aws:SourceArn", source]]);
    const { next } = explainedIn(message, [{ path, text }], facts);
    return next.flatMap((one) => {
      assert.notEqual(phraseToPlainText(nextInWords(one)), "");
      if (one.step === "add-permission") return one.commands.map((command) => command.replace(/^.* --principal /, ""));
      return one.step === "declare-permission" ? [one.text] : [];
    });
  };
  const template = `Resources:
  Hook:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: hook
  Alerts:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: alerts
`;
  const main = `resource "aws_lambda_function" "hook" {
  function_name = "hook"
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name = "nightly"
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}
`;
  const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`;
  for (const [what, path, text, of, ...expected] of [
    [
      "is let in for what it calls for, by the template that makes both",
      "template.yaml",
      template,
      { service: "sns.amazonaws.com", source: topic },
      `sns.amazonaws.com --source-arn ${topic}`,
      "HookPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: sns.amazonaws.com\n    SourceArn: !Ref Alerts",
    ],
    [
      "is let in for another topic by its ARN",
      "template.yaml",
      template,
      { service: "sns.amazonaws.com", source: topic.replace("alerts", "news") },
      `sns.amazonaws.com --source-arn ${topic.replace("alerts", "news")}`,
      `HookPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: sns.amazonaws.com\n    SourceArn: ${topic.replace("alerts", "news")}`,
    ],
    [
      "is let in for the only rule of the module, where nobody says for which",
      "main.tf",
      main,
      { service: "events.amazonaws.com" },
      `events.amazonaws.com --source-arn "arn:aws:events:eu-west-1:${ACCOUNT}:rule/$RULE_NAME"`,
      'resource "aws_lambda_permission" "allow_caller" {\n  action        = "lambda:InvokeFunction"\n  function_name = aws_lambda_function.hook.function_name\n  principal     = "events.amazonaws.com"\n  source_arn    = aws_cloudwatch_event_rule.nightly.arn\n}',
    ],
    [
      "is let in for whatever has the ARN to be filled in",
      "main.tf",
      main,
      { service: "s3.amazonaws.com" },
      `s3.amazonaws.com --source-arn "arn:aws:s3:::$BUCKET_NAME" --source-account ${ACCOUNT}`,
      `resource "aws_lambda_permission" "allow_caller" {\n  action         = "lambda:InvokeFunction"\n  function_name  = aws_lambda_function.hook.function_name\n  principal      = "s3.amazonaws.com"\n  source_arn     = "arn:aws:s3:::BUCKET_NAME"\n  source_account = "${ACCOUNT}"\n}`,
    ],
    [
      "is let in for a bucket of the stack's account",
      "template.yaml",
      template,
      { service: "s3.amazonaws.com", source: "arn:aws:s3:::ledger" },
      `s3.amazonaws.com --source-arn arn:aws:s3:::ledger --source-account ${ACCOUNT}`,
      "HookPermission:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: s3.amazonaws.com\n    SourceArn: arn:aws:s3:::ledger\n    SourceAccount: !Ref AWS::AccountId",
    ],
    [
      "is let in under a logical ID that nothing there has",
      "template.yaml",
      `${template}  HookPermission: { Type: AWS::SQS::Queue }\n`,
      { service: "sns.amazonaws.com", source: topic },
      `sns.amazonaws.com --source-arn ${topic}`,
      "HookPermission2:\n  Type: AWS::Lambda::Permission\n  Properties:\n    Action: lambda:InvokeFunction\n    FunctionName: !Ref Hook\n    Principal: sns.amazonaws.com\n    SourceArn: !Ref Alerts",
    ],
    [
      "is let in under a label that no other permission of the module has",
      "main.tf",
      `${main}\nresource "aws_lambda_permission" "allow_caller" {}\nresource "aws_lambda_permission" "allow_caller2" {}\n`,
      { service: "events.amazonaws.com" },
      `events.amazonaws.com --source-arn "arn:aws:events:eu-west-1:${ACCOUNT}:rule/$RULE_NAME"`,
      'resource "aws_lambda_permission" "allow_caller3" {\n  action        = "lambda:InvokeFunction"\n  function_name = aws_lambda_function.hook.function_name\n  principal     = "events.amazonaws.com"\n  source_arn    = aws_cloudwatch_event_rule.nightly.arn\n}',
    ],
    [
      "has the command alone where another function is made",
      "main.tf",
      main.replace('"hook"\n', '"other"\n'),
      { service: "iot.amazonaws.com" },
      'iot.amazonaws.com --source-arn "$SOURCE_ARN"',
    ],
  ] as const)
    test(what, () => assert.deepEqual(textsFor(path, text, of), expected));

  for (const [what, who, resource] of [
    ["a service", "x$(id).amazonaws.com", undefined],
    ["a Region", "sns.amazonaws.com", `arn:aws:lambda:$(id):${ACCOUNT}:function:hook`],
    ["an account", "sns.amazonaws.com", "arn:aws:lambda:eu-west-1:`id`:function:hook"],
  ] as const)
    test(`has a command in which a shell runs nothing that the message calls ${what}`, () => {
      const on = resource === undefined ? "" : ` on resource: ${resource}`;
      const reason = "because no resource-based policy allows the lambda:InvokeFunction action";
      const message = `User: ${who} is not authorized to perform: lambda:InvokeFunction${on} ${reason}`;
      const commands = explainedIn(message, []).next.flatMap((one) => one.commands);
      const unquoted = commands.map((one) => one.replace(/'[^']*'/g, ""));
      assert.deepEqual(
        unquoted.filter((one) => /\$\(|`/.test(one)),
        [],
      );
    });

  for (const [service, source, assumed] of [
    ["events.amazonaws.com", undefined, "aws_cloudwatch_event_rule.nightly"],
    ["events.amazonaws.com", `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly`, undefined],
    [
      "apigateway.amazonaws.com",
      `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abcdefghij/*`,
      "aws_api_gateway_rest_api.shop",
    ],
    ["s3.amazonaws.com", undefined, undefined],
  ] as const)
    test(`is said to be for ${assumed ?? "nothing that is assumed"} if ${service} calls${source === undefined ? "" : ` from ${source}`}`, () => {
      const message = noAllow("lambda:InvokeFunction", asked, "resource-based policy").replace(CALLER, service);
      const facts = new Map(source === undefined ? [] : [["aws:SourceArn", source]]);
      const step = explainedIn(message, [{ path: "main.tf", text: main }], facts).next.find(
        (one) => one.step === "declare-permission",
      );
      assert.equal(step?.assumed, assumed);
      assert.equal(
        step && phraseToPlainText(nextInWords(step)).includes("the only source of its kind"),
        assumed !== undefined,
      );
    });

  test("has it in the file of the module that makes the function, and in no other", () => {
    const other = main.replaceAll("hook", "other");
    const files = [
      { path: "a.tf", text: other },
      { path: "b.tf", text: main },
    ];
    const message = noAllow("lambda:InvokeFunction", asked, "resource-based policy").replace(
      CALLER,
      "sns.amazonaws.com",
    );
    const declared = explainedIn(message, files).next.flatMap((one) =>
      one.step === "declare-permission" ? [one.file] : [],
    );
    assert.deepEqual(declared, ["b.tf"]);
  });

  test("is asked for what it acted for, also where the template leaves open where it is deployed", () => {
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
    const text = `Resources:
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/jobs]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: events.amazonaws.com}
            Action: sqs:SendMessage
            Resource: ${queue}
            Condition: {ArnEquals: {"aws:SourceArn": !Sub "arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:rule/nightly"}}
`;
    const message = noAllow("sqs:SendMessage", queue, "resource-based policy").replace(CALLER, "events.amazonaws.com");
    const { next } = explainedIn(message, [{ path: "t.yaml", text }]);
    const asked = next.find(({ step }) => step === "source-of-call");
    assert.deepEqual(asked?.commands, [
      `aws events list-rule-names-by-target --target-arn ${queue} --region eu-west-1`,
    ]);
    assert.ok(next.some((one) => one.step === "add-fact" && one.key === "aws:SourceArn"));
  });

  test("is let in for the only log group of the module, where no function is named", () => {
    const message =
      "An error occurred (InvalidParameterException) when calling the PutSubscriptionFilter operation: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.";
    const text = `${main}\nresource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n}\n`;
    const { next } = explainedIn(message, [{ path: "main.tf", text }]);
    const declared = next.flatMap((one) => (one.step === "declare-permission" ? [one.text] : []));
    assert.match(
      declared.join(),
      /"logs\.amazonaws\.com"\n {2}source_arn {4}= "\$\{aws_cloudwatch_log_group\.app\.arn\}:\*"/,
    );
  });

  test("is API Gateway, where it says no more than that it may not call", () => {
    const message = "Execution failed due to configuration error: Invalid permissions on Lambda function";
    const { next } = explainedIn(message, [{ path: "main.tf", text: main }]);
    const declared = next.flatMap((one) => (one.step === "declare-permission" ? [one.text] : []));
    assert.ok(next.some(({ step }) => step === "permission-for-service"));
    assert.match(declared.join(), /source_arn {4}= "\$\{aws_api_gateway_rest_api\.shop\.execution_arn\}\/\*\/\*"/);
  });
});

describe("what a state machine needs to log", () => {
  test("is given in one statement", () => {
    const message =
      "The state machine IAM Role is not authorized to access the Log Destination (Service: AWSStepFunctions; Status Code: 400; Error Code: AccessDeniedException)";
    const { fixes, next } = explained(message, {
      "roles/flow/p.json": { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" },
    });
    const text = fixes[0]?.edits.map(({ newText }) => newText).join("") ?? "";
    for (const name of ["CreateLogDelivery", "ListLogDeliveries", "PutResourcePolicy", "DescribeLogGroups"])
      assert.ok(text.includes(`"logs:${name}"`), text);
    assert.ok(!next.some(({ step }) => step === "also-needs"));
  });
});
