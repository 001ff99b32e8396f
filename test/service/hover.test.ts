import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { openCheckMemory } from "../../server/src/checks/memory.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { hoverAt as hoverDocument, hoverPolicy } from "../../server/src/service/hover.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyAtCursor } from "../support/policy-at-cursor.ts";

const catalog = miniCatalog();

/** What hover shows at `<|>`, and the text that it is about. */
function hoverAt(
  marked: string,
  kind: PolicyKind = "unknown",
): { readonly markdown: string | undefined; readonly about: string | undefined } {
  const { policy, text, offset } = policyAtCursor(marked);
  const hover = hoverPolicy({ policy, kind }, offset, catalog);
  return {
    markdown: hover?.markdown,
    about: hover === undefined ? undefined : text.slice(hover.span.start, hover.span.end),
  };
}

function statement(members: string): string {
  return `{ "Version": "2012-10-17", "Statement": [{ ${members} }] }`;
}

test("on the word Condition: the whole block, and what becomes of requests without its keys", () => {
  const { markdown, about } = hoverAt(
    statement(`"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
      "Cond<|>ition": { "StringLike": { "s3:prefix": ["home/*", "tmp/*"] }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }`),
  );
  assert.equal(about, '"Condition"');
  assert.equal(
    markdown,
    [
      "#### Condition",
      "",
      "This Allow applies only if **all** of these hold:",
      "",
      "- `s3:prefix` matches `home/*` or `tmp/*`",
      "- `aws:SourceIp` is in `203.0.113.0/24`",
      "",
      "Where several values are listed, **any one** is enough.",
      "",
      "**If a request does not carry the key**",
      "",
      "- `s3:prefix`: the condition **fails** (a missing value matches nothing), so this Allow does not apply.",
      "- `aws:SourceIp`: the condition **fails** (a missing value matches nothing), so this Allow does not apply. **Present:** In requests that do not come through a VPC endpoint.",
    ].join("\n"),
  );
});

test("on a key: its type, when it is there, which of the statement's actions carry it, and the date of the data", () => {
  const { markdown, about } = hoverAt(
    statement(`"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*",
      "Condition": { "StringLike": { "s3:pre<|>fix": "home/*" } }`),
  );
  assert.equal(about, '"s3:prefix"');
  assert.equal(
    markdown,
    [
      "#### `s3:prefix`",
      "",
      "Filters access by the key prefix to list.",
      "",
      "- Type String, one value.",
      "- Of this statement's actions, AWS's service reference lists it with `s3:ListBucket`. **Not** with `s3:GetObject`.",
      "- Under `StringLike`, if the request does not carry the key, the condition **fails**: a missing value matches nothing.",
      "",
      "AWS data of 2026-01-31.",
    ].join("\n"),
  );
});

describe("what hover says", () => {
  const cases: readonly (readonly [title: string, marked: string, words: RegExp])[] = [
    ["on Version", `{ "Ver<|>sion": "2012-10-17" }`, /not of this policy/],
    ["on a version", `{ "Version": "2008<|>-10-17" }`, /The old version/],
    ["on a version that is none", `{ "Version": "2020<|>-01-01" }`, /is not a version of the policy language/],
    ["on Effect", statement(`"Eff<|>ect": "Deny"`), /A Deny that applies wins/],
    ["on an effect", statement(`"Effect": "De<|>ny", "Action": "s3:*"`), /^Denies `s3:\*`\.$/],
    ["on a Sid", statement(`"Sid": "A<|>", "Effect": "Allow", "Action": "s3:*"`), /^Allows `s3:\*`\.$/],
    ["on Principal", statement(`"Prin<|>cipal": "*"`), /Who the statement applies to/],
    ["on everyone", statement(`"Principal": "<|>*"`), /including anonymous callers/],
    ["on a type of principal", statement(`"Principal": { "Serv<|>ice": "x" }`), /making calls on their own behalf/],
    [
      "on an unknown type of principal",
      statement(`"Principal": { "Us<|>er": "x" }`),
      /`User` is not a type of principal/,
    ],
    [
      "on a role",
      statement(`"Principal": { "AWS": "arn:aws:iam::111122223333:ro<|>le/app" }`),
      /Covers every session of the role/,
    ],
    [
      "on a role that is spared",
      statement(`"NotPrincipal": { "AWS": "arn:aws:iam::111122223333:ro<|>le/app" }`),
      /everyone except role `app` of account `111122223333`\.\n\n- AWS may look at the account before the principal\. Name `arn:aws:iam::111122223333:root` beside it/,
    ],
    [
      "on a session that is spared",
      statement(`"NotPrincipal": { "AWS": "arn:aws:sts::111122223333:assumed-ro<|>le/app/ci" }`),
      /Name `arn:aws:iam::111122223333:role\/app` and `arn:aws:iam::111122223333:root` beside it/,
    ],
    [
      "on a resource that is filled in",
      `{ "Version": "2012-10-17", "Statement": [{ "Resource": { "Fn::Sub": "arn:aws:s3:::\${Bu<|>cket}/\${!aws:username}" } }] }`,
      /- \*\*Service:\*\* `s3`, Amazon S3\.[^]*- \*\*Resource:\*\* `\$\{Bucket\}\/\$\{aws:username\}`, partly filled in elsewhere\.\n- Part of this text is filled in elsewhere\. It can name Amazon S3 resources of type `object`\.\n- `\$\{aws:username\}` becomes/,
    ],
    [
      "on a resource of which the Region and the account are filled in",
      `{ "Version": "2012-10-17", "Statement": [{ "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": { "Fn::Sub": "arn:\${AWS::Par<|>tition}:s3:::logs/*" } }] }`,
      /- \*\*Partition:\*\* `\$\{AWS::Partition\}`, filled in elsewhere\.\n- \*\*Service:\*\* `s3`, Amazon S3\.[^]*- \*\*Resource:\*\* `logs\/\*`\.\n- Matches Amazon S3 resources of type `object`\.[^]*these act on it: `s3:GetObject`\.\n- These do \*\*not\*\*: `s3:ListBucket`\./,
    ],
    [
      "on a resource of which not even the form is known",
      `{ "Version": "2012-10-17", "Statement": [{ "Resource": { "Fn::Sub": "\${Que<|>ueArn}" } }] }`,
      /`\$\{QueueArn\}`\n\nPart of this text is filled in elsewhere, so which resources it names is not known here\.$/,
    ],
    [
      "on a claim whose forms the issuer documents",
      statement(`"Condition": { "StringEquals": { "token.actions.githubusercontent.com:su<|>b": "a" } }`),
      /- GitHub Actions writes `repo:OWNER\/REPO:environment:NAME` for a job with an environment/,
    ],
    [
      "on a key that every request carries, without what would be if it did not",
      statement(`"Condition": { "StringEquals": { "aws:Requested<|>Region": "eu-west-1" } }`),
      /In every request\.[^]*any action\.\n\nAWS data of [\d-]+\.$/,
    ],
    [
      "on a Deny with a key that every request carries, without a word on requests that lack it",
      statement(
        `"Effect": "De<|>ny", "Action": "s3:*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } }`,
      ),
      /^Denies `s3:\*` if `aws:RequestedRegion` does not equal `eu-west-1`\.$/,
    ],
    [
      "on a claim that the reference lacks",
      statement(`"Condition": { "StringEquals": { "oidc.example.com:te<|>am": "a" } }`),
      /the provider decides its value\.\n\n- Under `StringEquals`, if the request does not carry the key, the condition \*\*fails\*\*/,
    ],
    ["on an action", statement(`"Action": "s3:Get<|>Object"`), /Grants permission to retrieve objects\./],
    ["on a pattern", statement(`"Action": ["s3:*<|>Object"]`), /Matches 4 actions of Amazon S3/],
    [
      "on an excluded action",
      statement(`"NotAction": ["s3:<|>*"]`),
      /every action \*\*except\*\* those that its entries match/,
    ],
    [
      "on an unknown action",
      statement(`"Action": "s3:Ge<|>tObjekt"`),
      /`s3:GetObjekt` is not in AWS's service reference of 2026-01-31\./,
    ],
    [
      "on the name of an operation",
      statement(`"Action": "s3:He<|>adObject"`),
      /`s3:HeadObject` is the name of an API operation\. Its permission is `s3:GetObject`\./,
    ],
    ["on an unsettled action", statement(`"Action": "s3:<|>\${verb}Object"`), /not known here/],
    ["on an ARN", statement(`"Resource": "arn:aws:s3:::da<|>ta/*"`), /Matches Amazon S3 resources of type `object`/],
    ["on a pattern, by level", statement(`"Action": ["s3:*<|>Object"]`), /By access level: \d \w+, \d \w+/],
    [
      "on an ARN that some of the actions act on",
      statement(`"Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::da<|>ta/*"`),
      /these act on it: `s3:GetObject`\.\n- These do \*\*not\*\*: `s3:ListBucket`\./,
    ],
    [
      "on an effect whose condition holds without the key",
      statement(
        `"Effect": "De<|>ny", "Action": "s3:*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1" } }`,
      ),
      /A request without the key also meets the condition: `aws:SourceVpce`\./,
    ],
    [
      "on an ARN that none of the actions acts on",
      statement(`"Action": "s3:ListBucket", "Resource": "arn:aws:s3:::da<|>ta/*"`),
      /- Of this statement's actions, these do \*\*not\*\* act on it: `s3:ListBucket`\./,
    ],
    [
      "on a condition with one key twice",
      statement(
        `"Effect": "Allow", "Cond<|>ition": { "DateGreaterThan": { "aws:CurrentTime": "2026-01-01" }, "DateLessThan": { "aws:CurrentTime": "2027-01-01" } }`,
      ),
      /key\*\*\n\n- `aws:CurrentTime`: every request carries it\.$/,
    ],
    [
      "on an effect with two such keys",
      statement(
        `"Effect": "De<|>ny", "Action": "s3:*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1", "aws:SourceVpc": "vpc-1" } }`,
      ),
      /A request without one of these keys also meets the condition on it: `aws:SourceVpce` and `aws:SourceVpc`\./,
    ],
    [
      "on an effect with a key that another condition asks for",
      statement(
        `"Effect": "De<|>ny", "Action": "s3:*", "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1" }, "Null": { "aws:sourcevpce": "false" } }`,
      ),
      /the request carries `aws:sourcevpce`$/,
    ],
    [
      "on an ARN that may be of several types",
      statement(`"Resource": "arn:aws:s3:::<|>\${bucket}"`),
      /It can name Amazon S3 resources of type `bucket` or `object`\./,
    ],
    ["on a resource that may be anything", statement(`"Resource": "<|>\${bucket}"`), /not known here/],
    [
      "on the account of a principal that is filled in elsewhere",
      statement(`"Principal": { "AWS": "arn:aws:iam::<|>{{account}}:root" }`),
      /applies to account `\{\{account\}\}`\.\n\n- Part of this text is filled in elsewhere\.\n- The account, not only/,
    ],
    [
      "on a principal that is filled in elsewhere",
      statement(`"Principal": { "AWS": "<|>{{ role or '*' }}" }`),
      /^The statement applies to `\{\{ role or '\*' \}\}`\.\n\n- Part of this text is filled in elsewhere\.$/,
    ],
    ["on an operator", statement(`"Condition": { "StringNot<|>Like": {} }`), /the condition \*\*holds\*\*/],
    [
      "on an unknown operator",
      statement(`"Condition": { "String<|>Is": {} }`),
      /`StringIs` is not a condition operator that AWS knows/,
    ],
    ["on a global key", statement(`"Condition": { "Bool": { "aws:Sec<|>ureTransport": "true" } }`), /any action/],
    [
      "on a tag key that the actions do not list",
      statement(`"Action": "s3:ListBucket", "Condition": { "StringEquals": { "aws:Req<|>uestTag/a": "b" } }`),
      /lists it with \*\*none\*\* of this statement's actions: `s3:ListBucket`/,
    ],
    [
      "on a key under NotAction",
      statement(`"NotAction": "iam:*", "Condition": { "StringEquals": { "s3:pre<|>fix": "b" } }`),
      /lists it with 1 of 6 actions of `s3`: `s3:ListBucket`/,
    ],
    [
      "on an unknown key",
      statement(`"Condition": { "Bool": { "aws:Se<|>cure": "true" } }`),
      /is not in AWS's service reference/,
    ],
    [
      "on a value",
      statement(`"Condition": { "IpAddress": { "aws:SourceIp": "203.<|>0.113.0/24" } }`),
      /The 256 addresses/,
    ],
    ["on a number", statement(`"Condition": { "NumericLessThan": { "s3:max-keys": 1<|>0 } }`), /is less than `10`/],
    [
      "on a variable in an old policy",
      `{ "Statement": { "Condition": { "StringEquals": { "s3:prefix": "<|>\${aws:username}" } } } }`,
      /plain text here/,
    ],
  ];
  for (const [title, marked, words] of cases)
    test(title, () => assert.match(hoverAt(marked).markdown ?? "nothing", words));
});

describe("hover says nothing", () => {
  const cases: readonly (readonly [title: string, marked: string])[] = [
    ["between the parts", statement(`"Action": [<|> "s3:*"]`)],
    ["on a word that the policy language does not have", statement(`"Actio<|>ns": "s3:*"`)],
    ["on __proto__", statement(`"__pro<|>to__": "s3:*"`)],
    ["on the value of an unknown operator", statement(`"Condition": { "StringIs": { "s3:prefix": "<|>a" } }`)],
    ["on a list in a list", statement(`"Action": [["s3<|>:*"]]`)],
  ];
  for (const [title, marked] of cases) test(title, () => assert.equal(hoverAt(marked).markdown, undefined));
});

describe("whatever a policy holds stays text", () => {
  const hostile = [
    "](command:workbench.action.quit)",
    "`` [x](command:y) ``",
    "<img src=x onerror=alert(1)>",
    "a\n\n# title\n- item",
  ];
  const places: readonly (readonly [title: string, marked: (text: string) => string])[] = [
    ["action", (text) => statement(`"Action": ${marked(text)}`)],
    ["resource", (text) => statement(`"Resource": ${marked(`arn:aws:s3:::${text}`)}`)],
    ["principal", (text) => statement(`"Principal": { "AWS": ${marked(text)} }`)],
    ["operator", (text) => statement(`"Condition": { ${marked(text)}: {} }`)],
    ["key", (text) => statement(`"Condition": { "Bool": { ${marked(text)}: "true" } }`)],
    ["value", (text) => statement(`"Condition": { "StringLike": { "s3:prefix": ${marked(text)} } }`)],
    ["effect", (text) => statement(`"Effect": "<|>Allow", "Action": ${JSON.stringify(text)}`)],
  ];
  for (const [title, place] of places) {
    for (const text of hostile) {
      test(`${title} ${JSON.stringify(text)}`, () => {
        const shown = hoverAt(place(text)).markdown ?? "";
        assert.ok(!/\]\(|<img|^# title|^- item/m.test(withoutCode(shown)), shown);
      });
    }
    test(`${title}, huge`, () => assert.ok((hoverAt(place("x".repeat(200_000))).markdown ?? "").length < 3000));
  }

  function marked(text: string): string {
    const quoted = JSON.stringify(text);
    return `${quoted.slice(0, 1)}<|>${quoted.slice(1)}`;
  }

  /** Code spans as CommonMark reads them: from a run of backticks to the next run of the same length. */
  function withoutCode(markdown: string): string {
    return markdown.replace(/(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
  }
});

describe("on an Allow of a policy that only limits", () => {
  const allow = statement(`"Effect": "<|>Allow", "Action": "s3:*"`);
  for (const [kind, words] of [
    ["scp", "a service control policy (SCP)"],
    ["rcp", "a resource control policy (RCP)"],
    ["boundary", "a permissions boundary"],
    ["session", "a session policy"],
    ["vpc-endpoint", "a VPC endpoint policy"],
  ] as const) {
    test(kind, () =>
      assert.equal(
        hoverAt(allow, kind).markdown,
        `Allows \`s3:*\`.\n\nAn Allow in ${words} grants nothing by itself: it only limits what other policies can grant.`,
      ),
    );
  }
  test("not on its Deny", () =>
    assert.equal(hoverAt(allow.replace("Allow", "Deny"), "scp").markdown, "Denies `s3:*`."));
  test("not in an identity policy", () => assert.equal(hoverAt(allow, "identity").markdown, "Allows `s3:*`."));
});

describe("what the prover adds on a statement", () => {
  const memory = openCheckMemory(catalog, 10);
  const proved = (marked: string): string => {
    const offset = marked.indexOf("<|>");
    const text = marked.replace("<|>", "");
    const document = readDocument({ path: "policy.json", languageId: "json", text }, "identity");
    return hoverDocument(document, offset, { catalog, memory })?.markdown ?? "nothing";
  };
  const alive = `"Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"`;
  const dead = `${alive}, "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }`;
  const never =
    "no request meets its condition on `aws:SourceIp`. AWS's APIs see a public IP address in `aws:SourceIp`. For requests through a VPC endpoint, use `aws:VpcSourceIp`. Change or remove the condition. (AWS data of 2026-01-31)";

  test("a request that matches stands below the statement", () => {
    assert.match(proved(statement(`"Effect": "Al<|>low", ${alive}`)), /^Allows [^]*A request that matches:/);
  });
  test("a secret of the example is called as Secrets Manager calls them", () => {
    const secrets = (resource: string): string =>
      proved(statement(`"Effect": "Al<|>low", "Action": "secretsmanager:GetSecretValue", "Resource": "${resource}"`));
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db";
    assert.match(
      secrets(`${arn}-??????`),
      /A request that matches:\n\n- `.*` on `arn:.*:secret:prod\/db-[A-Za-z0-9]{6}`/,
    );
    assert.match(secrets(`${arn}*`), /A request that matches:\n\n- `.*` on `arn:.*:secret:prod\/db.*-[A-Za-z0-9]{6}`/);
    assert.doesNotMatch(secrets(arn), /A request that matches/);
  });
  test("a dead statement is described as what it says, and never does", () => {
    const says = "What it says, but never does:\n\n";
    const allow = proved(statement(`"Effect": "Al<|>low", ${dead}`));
    assert.ok(allow.startsWith(`This Allow never allows: ${never}\n\n${says}Allows `), allow);
    const deny = proved(statement(`"Sid": "Gu<|>ard", "Effect": "Deny", ${dead}`));
    assert.ok(deny.startsWith(`This Deny never denies: ${never}\n\n${says}Denies `), deny);
  });
  test("an action leads to its service's page of AWS's reference, and a name that is none does not", () => {
    const page = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html";
    const link = `\n\n[Service Authorization Reference: Amazon S3](${page}#list_s3-actions-as-permissions)`;
    const shown = proved(statement(`"Effect": "Allow", "Action": "s3:Get<|>Object"`));
    assert.ok(shown.endsWith(link), shown);
    assert.doesNotMatch(proved(statement(`"Effect": "Allow", "Action": "s9:Get<|>Object"`)), /docs\.aws\.amazon/);
  });
  test("its Condition begins with that", () => {
    const shown = proved(statement(`"Effect": "Allow", ${dead.replace("Condition", "Cond<|>ition")}`));
    assert.ok(shown.startsWith(`This Allow never allows: ${never}\n\n#### Condition`), shown);
  });
  test("nothing is proved of a text with syntax errors", () => {
    assert.match(proved(`${statement(`"Effect": "Al<|>low", ${dead}`)}]`), /^Allows /);
  });
});

test("in the policy of a key, * is that key", () => {
  const text = statement(`"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"`);
  const document = readDocument({ path: "key-policy/k.json", languageId: undefined, text }, undefined);
  const sources = {
    catalog,
    memory: openCheckMemory(catalog, 10),
    log: { error: (message: string) => assert.fail(message) },
  };
  const hover = hoverDocument(document, text.lastIndexOf(`"*"`) + 1, sources);
  assert.match(hover?.markdown ?? "", /the key that has this policy/);
});
