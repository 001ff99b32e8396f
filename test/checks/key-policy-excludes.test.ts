import { keyPolicyExcludes } from "../../server/src/checks/rules/key-policy-excludes.ts";
import { describeCheck } from "../support/describe-check.ts";
import { surroundingsOf } from "../support/surroundings.ts";

const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const keyPolicy = (...statements: readonly object[]) =>
  surroundingsOf([
    { kind: "resource", resource: KEY, text: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
  ]);
const allow = (principal: unknown, action: unknown = "kms:*") => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
});
const ADMIN = allow({ AWS: "arn:aws:iam::111122223333:role/keys" });
const DECRYPT = `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "${KEY}" }
  ]
}
`;
const silent = (name: string, ...statements: readonly object[]) =>
  ({ name, kind: "identity", surroundings: keyPolicy(ADMIN, ...statements), policy: DECRYPT }) as const;

describeCheck(keyPolicyExcludes, {
  fires: [
    {
      name: "a key policy for somebody else",
      kind: "identity",
      surroundings: keyPolicy(ADMIN),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "${KEY}" }
                                                              ${"^".repeat(KEY.length + 2)} key-policy-excludes: This entry has no effect: the key policy 'resource.json' lets neither 'role/app' nor the account's IAM policies use the key. Allow one of them there.
  ]
}
`,
    },
    {
      name: "a key policy that gives the account other actions",
      kind: "identity",
      surroundings: keyPolicy(ADMIN, allow({ AWS: "arn:aws:iam::111122223333:root" }, ["kms:Describe*", "kms:List*"])),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "${KEY}" }
                                                              ${"^".repeat(KEY.length + 2)} key-policy-excludes: This entry has no effect: the key policy 'resource.json' lets neither 'role/app' nor the account's IAM policies use the key. Allow one of them there.
  ]
}
`,
    },
  ],
  silent: [
    silent("a key policy that lets IAM policies decide", allow({ AWS: "arn:aws:iam::111122223333:root" })),
    silent("a key policy that names the role", allow({ AWS: ["arn:aws:iam::111122223333:role/app"] }, "kms:Decrypt")),
    silent("a key policy that names a session", allow({ AWS: "arn:aws:sts::111122223333:assumed-role/app/one" })),
    silent("a key policy for everybody with a condition", {
      ...allow({ AWS: "*" }),
      Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
    }),
    silent("a principal that is not settled", allow({ AWS: "${role_arn}" })),
    silent("a statement that is not settled", { Effect: "${effect}", Principal: "*", Action: "kms:*", Resource: "*" }),
    {
      name: "a key whose policy is not known",
      kind: "identity",
      surroundings: surroundingsOf([]),
      policy: DECRYPT,
    },
  ],
  fixes: [],
});
