/** Every list that AWS gives in pages is read to its end, and named where it breaks off. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import * as accessAnalyzer from "@aws-sdk/client-accessanalyzer";
import * as cloudTrail from "@aws-sdk/client-cloudtrail";
import * as ecr from "@aws-sdk/client-ecr";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as lambda from "@aws-sdk/client-lambda";
import * as organizations from "@aws-sdk/client-organizations";
import * as s3 from "@aws-sdk/client-s3";
import * as secretsManager from "@aws-sdk/client-secrets-manager";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import { CALLS } from "../../server/src/aws/calls.ts";
import { commandLine, encoded } from "./command-line.ts";
import { type Parameters, type Replies, type Reply } from "./server.ts";
import { quarterOf } from "../support/searching.ts";

const CLIENTS: Readonly<Record<string, object>> = {
  ...{ "access-analyzer": accessAnalyzer, cloudtrail: cloudTrail, ecr, iam, kms, lambda, organizations, s3, sns, sqs },
  ...{ secretsmanager: secretsManager, sts },
};

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const USER = `arn:aws:iam::${ACCOUNT}:user/ana`;
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] };

/** What the pages of a list are, and which command asks for it. */
interface Paged {
  readonly list: string;
  readonly token: "Marker" | "NextToken" | "nextToken";
  readonly pages: readonly (readonly unknown[])[];
  readonly args: readonly string[];
  readonly replies?: Replies;
  /** Whose list it is, as a failure says it; undefined where nothing is there without the last page. */
  readonly kept?: string;
}

const NAMES = ["item-1", "item-2", "item-3"] as const;

/** On four pages: one entry, none, and the two others. */
function spread(itemOf: (name: string) => unknown): readonly (readonly unknown[])[] {
  const [first, second, third] = NAMES.map(itemOf);
  return [[first], [], [second], [third]];
}

const policyArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const attached = spread((name) => ({ PolicyName: name, PolicyArn: policyArn(name) }));
const document = { PolicyDocument: encoded(POLICY) };
const none = (list: string): Reply => ({ result: { [list]: [], IsTruncated: false } });

const IAM: Replies = {
  "sts:GetCallerIdentity": { result: { Arn: USER, Account: ACCOUNT, UserId: "AIDA" } },
  "iam:GetRole": { result: { Role: { RoleName: "app", Arn: ROLE, AssumeRolePolicyDocument: encoded(POLICY) } } },
  "iam:GetUser": { result: { User: { UserName: "ana", Arn: USER } } },
  "iam:ListRolePolicies": none("PolicyNames"),
  "iam:ListUserPolicies": none("PolicyNames"),
  "iam:ListGroupPolicies": none("PolicyNames"),
  "iam:ListAttachedRolePolicies": none("AttachedPolicies"),
  "iam:ListAttachedUserPolicies": none("AttachedPolicies"),
  "iam:ListAttachedGroupPolicies": none("AttachedPolicies"),
  "iam:ListGroupsForUser": {
    result: { Groups: [{ GroupName: "team", Arn: `arn:aws:iam::${ACCOUNT}:group/team` }], IsTruncated: false },
  },
  "iam:GetRolePolicy": ({ PolicyName }) => ({ result: { PolicyName, ...document } }),
  "iam:GetUserPolicy": ({ PolicyName }) => ({ result: { PolicyName, ...document } }),
  "iam:GetGroupPolicy": ({ PolicyName }) => ({ result: { PolicyName, ...document } }),
  "iam:GetPolicy": ({ PolicyArn }) => ({ result: { Policy: { Arn: PolicyArn, DefaultVersionId: "v1" } } }),
  "iam:GetPolicyVersion": { result: { PolicyVersion: { Document: encoded(POLICY), VersionId: "v1" } } },
};

const scp = (Id: string): object => ({
  ...{ Id, Name: Id, Type: "SERVICE_CONTROL_POLICY" },
  Arn: `arn:aws:organizations::999988887777:policy/o-acme/service_control_policy/${Id}`,
});
const ORGANIZATION: Replies = {
  ...IAM,
  "sts:GetCallerIdentity": { result: { Arn: USER, Account: "999988887777", UserId: "AIDA" } },
  "organizations:DescribeOrganization": { result: { Organization: { Id: "o-acme", MasterAccountId: "999988887777" } } },
  "organizations:ListParents": { result: { Parents: [{ Id: "r-ab12", Type: "ROOT" }] } },
  "organizations:ListPoliciesForTarget": { result: { Policies: [] } },
  "organizations:DescribePolicy": ({ PolicyId }) => ({
    result: { Policy: { PolicySummary: scp(String(PolicyId)), Content: JSON.stringify(POLICY) } },
  }),
};

const OF_ROLE = ["fetch", "--principal", ROLE, "--to", "saved"];
const OF_USER = ["fetch", "--principal", USER, "--to", "saved"];
const OF_ORGANIZATION = [...OF_ROLE, "--organization"];
const decision = { EvalActionName: "kms:Decrypt", EvalDecision: "allowed", MatchedStatements: [] };
/** One decision, and it may come late. */
const simulated = [[], [], [{ ...decision, MissingContextValues: [...NAMES] }]];
const event = (eventName: string): object => ({
  CloudTrailEvent: JSON.stringify({ eventTime: "2026-11-26T10:00:00Z", eventName, errorCode: "AccessDenied" }),
});
const finding = (issueCode: string): object => ({ findingType: "WARNING", issueCode, findingDetails: "AWS's words." });

const names = { list: "PolicyNames", token: "Marker", pages: spread((name) => name), replies: IAM } as const;
const policies = { list: "AttachedPolicies", token: "Marker", pages: attached, replies: IAM } as const;

const PAGED: Readonly<Record<string, Paged>> = {
  "iam:ListRolePolicies": { ...names, args: OF_ROLE, kept: " (app)" },
  "iam:ListAttachedRolePolicies": { ...policies, args: OF_ROLE, kept: " (app)" },
  "iam:ListUserPolicies": { ...names, args: OF_USER, kept: " (ana)" },
  "iam:ListAttachedUserPolicies": { ...policies, args: OF_USER, kept: " (ana)" },
  "iam:ListGroupPolicies": { ...names, args: OF_USER, kept: " (team)" },
  "iam:ListAttachedGroupPolicies": { ...policies, args: OF_USER, kept: " (team)" },
  "iam:ListGroupsForUser": {
    ...{ list: "Groups", token: "Marker", args: OF_USER, replies: IAM, kept: " (ana)" },
    pages: spread((name) => ({ GroupName: name, Arn: `arn:aws:iam::${ACCOUNT}:group/${name}` })),
  },
  "iam:GetAccountAuthorizationDetails": {
    ...{
      list: "RoleDetailList",
      token: "Marker",
      args: ["fetch", "--account", "--to", "saved"],
      replies: IAM,
      kept: "",
    },
    pages: spread((name) => ({ RoleName: name, Path: "/", Arn: `arn:aws:iam::${ACCOUNT}:role/${name}` })),
  },
  "organizations:ListParents": {
    ...{ list: "Parents", token: "NextToken", args: OF_ORGANIZATION },
    pages: [[], [], [{ Id: "ou-item-1", Type: "ORGANIZATIONAL_UNIT" }], []],
    replies: {
      ...ORGANIZATION,
      "organizations:ListPoliciesForTarget": ({ TargetId }) => ({
        result: { Policies: TargetId === "ou-item-1" ? [scp("p-item-2"), scp("p-item-3")] : [] },
      }),
    },
  },
  "organizations:ListPoliciesForTarget": {
    ...{ list: "Policies", token: "NextToken", args: OF_ORGANIZATION, replies: ORGANIZATION, kept: ` (${ACCOUNT})` },
    pages: spread((name) => scp(`p-${name}`)),
  },
  "cloudtrail:LookupEvents": {
    ...{ list: "Events", token: "NextToken", pages: spread(event), args: ["denials"], kept: "" },
  },
  "iam:SimulatePrincipalPolicy": {
    ...{ list: "EvaluationResults", token: "Marker", pages: simulated },
    args: ["simulate", "--principal", ROLE, "--action", "kms:Decrypt"],
  },
  "iam:SimulateCustomPolicy": {
    ...{ list: "EvaluationResults", token: "Marker", pages: simulated },
    args: ["simulate", "--policy", "policy.json", "--action", "kms:Decrypt"],
  },
  "access-analyzer:ValidatePolicy": {
    ...{ list: "findings", token: "nextToken", pages: spread(finding), args: ["validate", "policy.json"], kept: "" },
  },
};

/** As AWS makes them: nothing that a client may read, or change on the way. */
const tokenOf = (page: number): string => `AAA+/=${page} ä&amp;%25`;

function answerOf({ list, token, pages }: Paged, last: number, then: Reply) {
  return (parameters: Parameters): Reply => {
    const given = parameters[token] ?? "";
    const page = given === "" ? 0 : pages.findIndex((_, at) => given === tokenOf(at));
    if (page < 0) return { error: { code: "ValidationError", message: `no such token: ${JSON.stringify(given)}` } };
    // The levels above the unit are on one page.
    if (list === "Parents" && parameters["ChildId"] !== ACCOUNT) {
      return { result: { Parents: [{ Id: "r-ab12", Type: "ROOT" }] } };
    }
    if (page > last) return then;
    const isMore = page < pages.length - 1;
    return { result: { [list]: pages[page], ...(isMore ? { [token]: tokenOf(page + 1) } : {}), IsTruncated: isMore } };
  };
}

const DENIED: Reply = { error: { code: "AccessDenied", message: "no", status: 403 } };

describe("lists in pages", () => {
  const terminal = commandLine();

  /** All that the command prints and saves. */
  async function answered(call: string, paged: Paged, last: number) {
    const folder = join(terminal.folder, "saved");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(join(terminal.folder, "policy.json"), JSON.stringify(POLICY));
    const ran = await terminal.run({ ...paged.replies, [call]: answerOf(paged, last, DENIED) }, paged.args);
    const saved = readdirSync(folder).filter((name) => name.endsWith(".json"));
    const texts = saved.map((name) => readFileSync(join(folder, name), "utf8"));
    return { ...ran, all: [ran.out, ...texts].join("\n") };
  }

  test("every call that has pages at AWS is here", () => {
    const withPages = CALLS.map(({ call }) => call).filter((call) => {
      const [service = "", name = ""] = call.split(":");
      assert.ok(service in CLIENTS, call);
      return `paginate${name}` in (CLIENTS[service] ?? {});
    });
    assert.deepEqual(withPages.sort(), Object.keys(PAGED).sort());
  });

  for (const [call, paged] of quarterOf(Object.entries(PAGED), 0)) {
    test(`${call}: to the last of ${paged.pages.length} pages, of which one is empty`, async () => {
      const { err, all } = await answered(call, paged, paged.pages.length);
      const asked = terminal.calls.filter((one) => one === call).length;
      assert.ok(asked >= paged.pages.length && paged.pages.length >= 3, `${asked} calls: ${err}`);
      for (const name of NAMES) assert.ok(all.includes(name), `${name} is missing: ${err} ${all}`);
      assert.doesNotMatch(err, /\bkept\b|denied|is not AWS/);
    });

    test(`${call}: denied after the second page, it is named with how much came`, async () => {
      const { code, err } = await answered(call, paged, 1);
      assert.ok(code > 0, err);
      assert.match(err, new RegExp(`AWS denied ${call}`));
      const kept = paged.kept === undefined ? undefined : `the first entry of ${call}${paged.kept}`;
      assert.equal(/This came before and is kept: ([^,]*?)[.,]/.exec(err)?.[1], kept, err);
    });
  }
});
