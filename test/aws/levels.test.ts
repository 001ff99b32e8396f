/** An account below two units, and one beside it: what was fetched for both is read as one, with who is below whom. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commandLine } from "./command-line.ts";
import { type Replies } from "./server.ts";

const [OURS, OTHERS, MANAGEMENT] = ["111122223333", "444455556666", "999988887777"];
const [INNER, OUTER, OTHER, ROOT] = ["ou-ab12-inner000", "ou-ab12-outer000", "ou-ab12-other000", "r-ab12"];
const PARENTS: Readonly<Record<string, string>> = {
  [OURS]: INNER,
  [INNER]: OUTER,
  [OUTER]: ROOT,
  [OTHERS]: OTHER,
  [OTHER]: ROOT,
  [MANAGEMENT]: ROOT,
};
/** By id: the name, where it is attached, and what it denies. */
const DENIES: Readonly<Record<string, readonly [name: string, target: string, action: string]>> = {
  "p-outer0001": ["../x: a|b", OUTER, "kms:*"],
  "p-other0001": ["CON", OTHER, "sqs:*"],
};
const arnOf = (id: string): string =>
  `arn:aws:organizations::${MANAGEMENT}:policy/o-abcdefghij/service_control_policy/${id}`;
const FULL = "p-FullAWSAccess";

const ORGANIZATION: Replies = {
  "sts:GetCallerIdentity": {
    result: { Arn: `arn:aws:iam::${MANAGEMENT}:user/me`, Account: MANAGEMENT, UserId: "AIDA" },
  },
  "organizations:DescribeOrganization": {
    result: { Organization: { Id: "o-abcdefghij", MasterAccountId: MANAGEMENT } },
  },
  "organizations:ListParents": ({ ChildId }) => {
    const Id = PARENTS[String(ChildId)] ?? "";
    return { result: { Parents: [{ Id, Type: Id === ROOT ? "ROOT" : "ORGANIZATIONAL_UNIT" }] } };
  },
  "organizations:ListPoliciesForTarget": ({ TargetId, Filter }) => {
    const attached = Object.entries(DENIES).filter(([, [, target]]) => target === TargetId);
    const ids = Filter === "SERVICE_CONTROL_POLICY" ? [FULL, ...attached.map(([id]) => id)] : [];
    const summary = (Id: string): object => ({
      Id,
      Arn: arnOf(Id),
      Name: DENIES[Id]?.[0] ?? "FullAWSAccess",
      Type: Filter,
    });
    return { result: { Policies: ids.map(summary) } };
  },
  "organizations:DescribePolicy": ({ PolicyId }) => {
    const id = String(PolicyId);
    const [Name = "FullAWSAccess", , denied] = DENIES[id] ?? [];
    const statement = {
      Sid: id.slice(2, 7),
      Effect: denied === undefined ? "Allow" : "Deny",
      Action: denied ?? "*",
      Resource: "*",
    };
    const Content = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const PolicySummary = { Id: id, Arn: arnOf(id), Name, Type: "SERVICE_CONTROL_POLICY" };
    return { result: { Policy: { PolicySummary, Content } } };
  },
};

describe("levels of an organization that were fetched", () => {
  const terminal = commandLine();
  const fetch = async (account: string, to: string, more: Replies = {}): Promise<string> => {
    const args = [
      "fetch",
      "--organization",
      "--principal",
      `arn:aws:iam::${account}:role/app`,
      "--to",
      `${to}/.iam-verdict`,
    ];
    return (await terminal.run({ ...ORGANIZATION, ...more }, args)).err;
  };
  interface Explained {
    readonly verdict: string;
    readonly layer: string | null;
    readonly culprits: readonly { readonly statement: { readonly sid: string | null } }[];
  }
  const explain = async (folder: string, account: string, call: string, resource: string): Promise<Explained> => {
    const message = `User: arn:aws:sts::${account}:assumed-role/app/run is not authorized to perform: ${call} on resource: ${resource}`;
    const { out } = await terminal.explain(["--workspace", folder, "--format", "json", "--", message]);
    return JSON.parse(out) as Explained;
  };
  const key = (account: string): string => `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const queue = (account: string): string => `arn:aws:sqs:eu-west-1:${account}:jobs`;
  const sids = ({ culprits }: Explained): readonly (string | null)[] => culprits.map(({ statement }) => statement.sid);

  test("a Deny of a level above is the culprit, one beside it never", async () => {
    await fetch(OURS, "both");
    await fetch(OTHERS, "both");
    assert.deepEqual(sids(await explain("both", OURS, "kms:Decrypt", key(OURS))), ["outer"]);
    assert.deepEqual(sids(await explain("both", OURS, "sqs:SendMessage", queue(OURS))), []);
    assert.deepEqual(sids(await explain("both", OTHERS, "sqs:SendMessage", queue(OTHERS))), ["other"]);
    assert.deepEqual(sids(await explain("both", OTHERS, "kms:Decrypt", key(OTHERS))), []);
  });

  test("of the management account no SCP is a culprit", async () => {
    await fetch(OURS, "management");
    await fetch(MANAGEMENT, "management");
    assert.deepEqual(sids(await explain("management", MANAGEMENT, "kms:Decrypt", key(MANAGEMENT))), []);
  });

  test("a chain that breaks off leaves what is above it unknown, and says who may read it", async () => {
    const denied = {
      error: { code: "AccessDeniedException", message: "You don't have permissions to access this resource." },
    };
    const parents = ORGANIZATION["organizations:ListParents"];
    const err = await fetch(OURS, "broken", {
      "sts:GetCallerIdentity": { result: { Arn: `arn:aws:iam::${OTHERS}:user/me`, Account: OTHERS, UserId: "AIDA" } },
      "organizations:ListParents": (parameters, count) =>
        parameters["ChildId"] === INNER || typeof parents !== "function" ? denied : parents(parameters, count),
    });
    assert.match(err, new RegExp(`Only the management account, ${MANAGEMENT}, or an account it delegates to`));
    const { verdict, layer, culprits } = await explain("broken", OURS, "kms:Decrypt", key(OURS));
    assert.deepEqual([culprits, layer === "scp" && verdict === "explained"], [[], false]);
  });
});
