/** What no service of AWS answers like that, or only with names that are meant to do harm. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { MOST_EVENTS } from "../../server/src/aws/recent-denials.ts";
import { commandLine, encoded, type Ran } from "./command-line.ts";
import { type Parameters, type Replies, type Reply } from "./server.ts";
import { quarterOf } from "../support/searching.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:jobs";
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };

const role = (more: Replies = {}): Replies => ({
  "iam:GetRole": { result: { Role: { RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) } } },
  "iam:ListRolePolicies": { result: { PolicyNames: ["one", "two"], IsTruncated: false } },
  "iam:GetRolePolicy": ({ PolicyName }) => ({ result: { PolicyName, PolicyDocument: encoded(POLICY) } }),
  "iam:ListAttachedRolePolicies": { result: { AttachedPolicies: [], IsTruncated: false } },
  ...more,
});
const page = (status: number, type: string): Reply => ({ raw: { status, type, body: "<html>Sign in</html>" } });
const error = (code: string, status = 400, message = "AWS's words"): Reply => ({ error: { code, message, status } });

describe("hostile answers", () => {
  const terminal = commandLine();
  const { run } = terminal;
  let folders = 0;

  const fetch = async (replies: Replies, ...args: readonly string[]): Promise<Ran & { readonly to: string }> => {
    const to = `to-${folders++}`;
    const ran = await run(replies, ["fetch", ...args, "--to", to]);
    return { ...ran, to: join(terminal.folder, to) };
  };

  for (const [name, body] of [
    ["an object with nothing in it", "{}"],
    ["a proxy's JSON", '{"error":"blocked"}'],
    ["XML of a portal", "<WISPAccessGatewayParam></WISPAccessGatewayParam>"],
    ["a page behind a comment", "<!-- hello --><html></html>"],
    ["a page that is XML", "<?xml version='1.0'?><!DOCTYPE html><html></html>"],
    ["an object that is nested without end", `{"Statement":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
  ] as const) {
    test(`${name} is not kept as the policy of a bucket`, async () => {
      const replies = { "s3:GetBucketPolicy": { raw: { status: 200, type: "application/json", body } } };
      const { code, err, to } = await fetch(replies, "--resource", "arn:aws:s3:::acme");
      assert.equal(code, 2);
      assert.match(err, /What answered s3:GetBucketPolicy is not AWS \(status 200, [^)]+\)\./);
      assert.equal(existsSync(to), false);
    });
  }

  for (const [name, Policy] of [
    ["a list", "[]"],
    ["a text", '"<html>"'],
    ["a page", "<html></html>"],
    ["brackets without end", "[".repeat(50_000)],
  ] as const) {
    test(`${name} is not kept as the policy of a key`, async () => {
      const { code, to } = await fetch({ "kms:GetKeyPolicy": { result: { Policy } } }, "--resource", KEY);
      assert.deepEqual([code, existsSync(to)], [2, false]);
    });
  }

  test("a policy document with broken percent signs takes nothing else with it, and is named", async () => {
    const replies = role({
      "iam:GetRolePolicy": ({ PolicyName }) => ({
        result: { PolicyName, PolicyDocument: PolicyName === "two" ? "%7B%E0%A4%A" : encoded(POLICY) },
      }),
    });
    const { code, err, to } = await fetch(replies, "--principal", ROLE);
    assert.equal(code, 1);
    assert.match(err, /iam:GetRolePolicy is not AWS \(status 200, with something that is no policy document\)/);
    assert.match(err, /So these are missing: two$/m);
    assert.equal(readdirSync(to).filter((name) => name.startsWith("principal-")).length, 1);
  });

  const NAMES = ["..", "CON", "../x: a|b", "a\u001b[31mred", "two\nsaved /etc/passwd", "\u202Egnp", "::error::x"];
  for (const name of quarterOf(NAMES, 0)) {
    test(`the name ${JSON.stringify(name)} steers neither files nor the terminal`, async () => {
      const Arn = `arn:aws:iam::111122223333:role/../../${name}`;
      const replies = role({
        "iam:GetRole": {
          result: { Role: { RoleName: name, Path: "/../../", Arn, AssumeRolePolicyDocument: encoded(POLICY) } },
        },
        "iam:ListRolePolicies": { result: { PolicyNames: [name, "bad"], IsTruncated: false } },
        "iam:GetRolePolicy": ({ PolicyName }) =>
          PolicyName === "bad"
            ? { result: { PolicyName, PolicyDocument: encoded(POLICY) } }
            : error("NoSuchEntity", 404, name),
      });
      const { code, out, err, to } = await fetch(replies, "--principal", Arn);
      assert.equal(code, 1);
      assert.match(readdirSync(to).join(" "), /^\.gitignore principal-[0-9a-f]{16}\.json$/);
      assert.doesNotMatch(`${out}${err}`.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
      assert.equal(out.match(/^saved/gm)?.length, 1);
      assert.doesNotMatch(`${out}${err}`, /^\s*::/m);
    });
  }

  test("one cause is one message, whichever calls met it", async () => {
    const { code, err } = await fetch(
      {
        "sts:GetCallerIdentity": page(200, "text/html"),
        "iam:GetRole": page(200, "text/html"),
        "kms:GetKeyPolicy": page(200, "text/html"),
        "organizations:DescribeOrganization": page(200, "text/html"),
      },
      ...["--principal", ROLE, "--resource", KEY, "--organization"],
    );
    assert.equal(code, 2);
    assert.equal(err.match(/iam-verdict aws:/g)?.length, 1, err);
    assert.match(err, /answered iam:GetRole, kms:GetKeyPolicy and organizations:DescribeOrganization is not AWS/);
  });

  test("credentials that have ended are one message, however many calls there are", async () => {
    const ended = error("ExpiredToken", 403);
    const replies = { "iam:GetRole": ended, "organizations:DescribeOrganization": ended };
    const { err } = await fetch(replies, "--principal", ROLE, "--organization");
    assert.equal(err.match(/have expired/g)?.length, 1);
  });

  for (const [name, reply, sentence] of [
    [
      "a failure of AWS itself",
      error("InternalFailure", 500),
      /AWS itself failed at kms:GetKeyPolicy \(InternalFailure\)\./,
    ],
    [
      "a clock that is wrong",
      error("InvalidSignatureException", 403, "Signature expired: 2026"),
      /The clock of this machine/,
    ],
    [
      "keys that a Region does not know",
      error("UnrecognizedClientException", 400),
      /that the Region eu-north-1 is enabled in the account/,
    ],
    [
      "a service or a Region without a subscription",
      error("OptInRequired", 403),
      /The account has not signed up for the service in eu-north-1\./,
    ],
    ["a request that came too late", error("RequestExpired", 400), /The clock of this machine/],
    ["STS that is not active there", error("RegionDisabledException", 403), /The Region eu-north-1 is not enabled/],
    ["an error without words", error("SomeException", 400, ""), /AWS refused kms:GetKeyPolicy \(SomeException\)\.$/m],
    ["a book of an error", error("SomeException", 400, "z".repeat(100_000)), /z{2000}…$/m],
    ["compressed rubbish", { raw: { status: 200, type: "text/x, gzip", body: "\u001f\u008b\u0008" } }, /is not AWS/],
  ] as const satisfies readonly (readonly [string, Reply, RegExp])[]) {
    test(`${name} has its own sentence`, async () => {
      const inAnotherRegion = KEY.replace("eu-west-1", "eu-north-1");
      const { code, err } = await fetch({ "kms:GetKeyPolicy": reply }, "--resource", inAnotherRegion);
      assert.equal(code, 2);
      assert.match(err, sentence);
      assert.doesNotMatch(err, /UnknownError|Deserialization|undefined/);
    });
  }

  test("an answer that is cut where its length says so is not read as far as it goes", async () => {
    const cut =
      "<ListRolePoliciesResponse><ListRolePoliciesResult><IsTruncated>false</IsTruncated><PolicyNames><member>one</member>";
    const replies = role({ "iam:ListRolePolicies": { raw: { status: 200, type: "text/xml", body: cut } } });
    const { code, err } = await fetch(replies, "--principal", ROLE);
    assert.equal(code, 1);
    assert.match(err, /The connection broke off before the whole answer to iam:ListRolePolicies was there\./);
    const json = '{"Policy":"{\\"Statement\\":';
    const ofKey = await fetch(
      { "kms:GetKeyPolicy": { raw: { status: 200, type: "", body: json } } },
      "--resource",
      KEY,
    );
    assert.match(ofKey.err, /The connection broke off before the whole answer to kms:GetKeyPolicy was there\./);
  });

  for (const [name, body, words] of [
    ["with something behind its end", '{"Policy":"{}"}\n<!-- passed by a proxy -->', /is not AWS/],
    ["that ends with a brace of a string", '{"Policy":"{}', /The connection broke off/],
    ["that ends with a brace of its own", '{"Policy":{"Statement":{}', /The connection broke off/],
    ["that is closed and wrong", '{"Policy":nothing}', /is not AWS/],
  ] as const) {
    test(`an answer in JSON ${name}`, async () => {
      const replies = { "kms:GetKeyPolicy": { raw: { status: 200, type: "", body } } };
      const { err } = await fetch(replies, "--resource", KEY);
      assert.match(err, words);
    });
  }

  test("a connection that is closed without an answer is not a slow one", async () => {
    const { err } = await run({ "sts:GetCallerIdentity": { closed: true } }, ["whoami"]);
    assert.match(err, /The connection broke off before the whole answer to sts:GetCallerIdentity was there\./);
  });

  test("an error of a queue is AWS's also without the older name of it", async () => {
    const body = '{"__type":"com.amazonaws.sqs#AccessDeniedException","message":"User: me is not authorized"}';
    const replies = { "sqs:GetQueueUrl": { raw: { status: 400, type: "application/x-amz-json-1.0", body } } };
    const { err } = await fetch(replies, "--resource", QUEUE);
    assert.match(err, /AWS denied sqs:GetQueueUrl\./);
  });

  test("pages without anything on them do not go on for ever", async () => {
    const empty = ({ Marker }: Parameters): Reply => ({
      result: { PolicyNames: [], IsTruncated: true, Marker: String(Number(Marker ?? 0) + 1) },
    });
    const { err } = await fetch(role({ "iam:ListRolePolicies": empty }), "--principal", ROLE);
    assert.match(err, /The list of iam:ListRolePolicies does not come to an end\./);
    assert.ok(terminal.calls.length < 80);
  });

  test("denials: after many events the search ends, and says so", async () => {
    const quiet = Array.from({ length: 1_000 }, () => ({ CloudTrailEvent: '{"eventName":"Get"}' }));
    const odd = [{ CloudTrailEvent: "[".repeat(20_000) }, { CloudTrailEvent: "null" }, {}];
    const replies: Replies = {
      "cloudtrail:LookupEvents": ({ NextToken }) => ({
        result: { Events: [...quiet, ...odd], NextToken: String(Number(NextToken ?? 0) + 1) },
      }),
    };
    const { code, out, err } = await run(replies, ["denials", "--hours", "48"]);
    assert.deepEqual([code, out], [0, "No denials.\n"]);
    assert.match(err, new RegExp(`These are the denials among the newest ${MOST_EVENTS} events; older ones were not`));
    assert.match(err, /of one Region, here eu-west-1 \(from the environment\)/);
  });

  test("an account in no organization is said to be in none; nothing is said of an account of somebody else", async () => {
    const replies = (account: string): Replies => ({
      ...role({ "organizations:DescribeOrganization": error("AWSOrganizationsNotInUseException") }),
      "sts:GetCallerIdentity": { result: { Arn: "a", Account: account, UserId: "u" } },
    });
    const own = await fetch(replies("111122223333"), "--principal", ROLE, "--organization");
    assert.equal(own.code, 0);
    assert.match(own.err, /in no organization\. Nothing is missing for it: there are no SCPs and no RCPs\./);
    const other = await fetch(replies("444455556666"), "--principal", ROLE, "--organization");
    assert.equal(other.code, 1);
    assert.match(other.err, /those of account 444455556666, and what is asked for is in account 111122223333/);
  });

  test("a message that AWS cannot decode is said to be damaged, or old", async () => {
    const replies = { "sts:DecodeAuthorizationMessage": error("InvalidAuthorizationMessageException") };
    const { code, err } = await run(replies, ["decode", "aB3_".repeat(60)]);
    assert.equal(code, 2);
    assert.match(err, /AWS cannot decode the message: it is damaged, or it has expired\./);
  });

  test("for a call that needs no permission no policy is proposed", async () => {
    const words = "User: arn:aws:iam::111122223333:user/me is not authorized to perform: sts:GetCallerIdentity";
    const { code, err } = await run({ "sts:GetCallerIdentity": error("AccessDenied", 403, words) }, ["whoami"]);
    assert.equal(code, 2);
    assert.match(err, /ask whoever manages the VPC endpoint of STS/);
    assert.doesNotMatch(err, /"Effect"/);
  });

  test("who may not decode gets the name of the permission, and the line for an administrator", async () => {
    const words =
      "User: arn:aws:iam::111122223333:user/me is not authorized to perform: sts:DecodeAuthorizationMessage";
    const replies = { "sts:DecodeAuthorizationMessage": error("AccessDenied", 403, words) };
    const { code, err } = await run(replies, ["decode", "aB3_".repeat(60)]);
    assert.equal(code, 2);
    assert.match(err, /Missing permission: sts:DecodeAuthorizationMessage$/m);
    assert.match(err, /"Action":"sts:DecodeAuthorizationMessage"/);
  });

  test("findings stand in the file, wherever AWS says they are", async () => {
    writeFileSync(join(terminal.folder, "one.json"), JSON.stringify(POLICY));
    const span = { start: { line: 99, column: -5, offset: 0 }, end: { line: 0, column: 1e9, offset: 0 } };
    const findings = [{ findingType: "ERROR", issueCode: "X", findingDetails: "d", locations: [{ path: [], span }] }];
    const { out } = await run({ "access-analyzer:ValidatePolicy": { result: { findings } } }, ["validate", "one.json"]);
    assert.match(out, /^one\.json:1:1 {2}ERROR/);
    assert.match(out, /has 1 finding, asked in eu-west-1 \(from the environment\)\.$/m);
  });

  test("the simulator is given the Region of the resource, and none that nobody named", async () => {
    const sent: unknown[] = [];
    const replies: Replies = {
      "iam:SimulatePrincipalPolicy": (parameters) => {
        sent.push(parameters["ContextEntries.member.1.ContextKeyValues.member.1"]);
        return { result: { EvaluationResults: [{ EvalActionName: "a", EvalDecision: "allowed" }] } };
      },
    };
    const simulate = ["simulate", "--principal", ROLE, "--action", "kms:Decrypt", "--resource"];
    const ofKey = await run(replies, [...simulate, KEY.replace("eu-west-1", "eu-north-1")]);
    assert.match(ofKey.out, /^ {2}given {7}aws:RequestedRegion = eu-north-1$/m);
    delete process.env["AWS_REGION"];
    await run(replies, [...simulate, "*"]);
    process.env["AWS_REGION"] = "eu-west-1";
    assert.deepEqual(sent, ["eu-north-1", undefined]);
  });

  test("what cannot be written to is said, with another way", async () => {
    writeFileSync(join(terminal.folder, "file"), "");
    const to = ["--principal", ROLE, "--to"];
    await assert.rejects(run(role(), ["fetch", ...to, "file"]), /there is a file of that name\. Name another folder/);
    await assert.rejects(run(role(), ["fetch", ...to, "file/below"]), /Name another folder with --to\.$/);
    assert.equal(readFileSync(join(terminal.folder, "file"), "utf8"), "");
  });

  test("links that came with a folder are not followed", async () => {
    const outside = join(terminal.folder, "outside");
    writeFileSync(outside, "mine");
    const { to } = await fetch(role(), "--principal", ROLE);
    const name = readdirSync(to).find((one) => one.startsWith("principal-")) ?? "";
    const hostile = join(terminal.folder, "hostile");
    mkdirSync(hostile);
    symlinkSync(outside, join(hostile, name));
    symlinkSync(join(terminal.folder, "not-there"), join(hostile, ".gitignore"));
    const { code } = await run(role(), ["fetch", "--principal", ROLE, "--to", "hostile"]);
    assert.equal(code, 0);
    assert.equal(readFileSync(outside, "utf8"), "mine");
    assert.equal(existsSync(join(terminal.folder, "not-there")), false);
    assert.match(readFileSync(join(hostile, name), "utf8"), /RoleDetailList/);
    mkdirSync(join(terminal.folder, "elsewhere"));
    symlinkSync(join(terminal.folder, "elsewhere"), join(terminal.folder, ".iam-verdict"));
    await assert.rejects(run(role(), ["fetch", "--principal", ROLE]), /it is a link, and may lead anywhere/);
    assert.deepEqual(readdirSync(join(terminal.folder, "elsewhere")), []);
  });

  test("words that no command takes are not passed over", async () => {
    await assert.rejects(run({}, ["whoami", "extra"]), /'extra' is not expected behind whoami/);
  });

  test("a proxy that is no URL is said to be none, and is not repeated", async () => {
    process.env["HTTPS_PROXY"] = "::hunter2::";
    await terminal.serve({});
    process.env["AWS_ENDPOINT_URL"] = "https://127.0.0.1:1";
    try {
      const { code, err } = await terminal.runAgainstEndpoint(["whoami"]);
      assert.equal(code, 2);
      assert.match(err, /The proxy that the environment or the settings name is no URL\./);
      assert.doesNotMatch(err, /hunter2/);
    } finally {
      delete process.env["HTTPS_PROXY"];
    }
  });
});
