import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { NOTHING_READ } from "../../server/src/hosts/host.ts";
import { jsonHost } from "../../server/src/hosts/json.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { withoutTemplateComments } from "../../server/src/hosts/template-comments.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { said } from "../support/said.ts";
import { lengthOf, quarterOf, shareOf } from "../support/searching.ts";

const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };

function sites(content: unknown, languageId?: string) {
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  const { sites: found } = resultOf(jsonHost.read({ path: "file.json", languageId, text }));
  return found.map((site) => {
    const action = readPolicy(site.root).statements[0]?.action?.entries[0];
    return {
      path: site.path.join("."),
      kind: site.kind,
      name: site.name,
      action: action && text.slice(action.span.start, action.span.end),
    };
  });
}

describe("policies are found in JSON by their shape", () => {
  test("the file itself", () => {
    assert.deepEqual(sites(POLICY), [{ path: "", kind: undefined, name: undefined, action: `"s3:GetObject"` }]);
  });

  test("among other things, where nothing says what takes it out; what AWS is sent is sent whole", () => {
    const areItems = (content: unknown): readonly boolean[] => {
      const { sites: found } = resultOf(
        jsonHost.read({ path: "file.json", languageId: undefined, text: JSON.stringify(content) }),
      );
      return found.map(({ isItem }) => isItem === true);
    };
    const resource = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: POLICY } };
    for (const [content, expected] of [
      [{ dev: { "read-policy": { name: "read", ...POLICY } } }, true],
      [[POLICY], true],
      [POLICY, false],
      [{ PolicyDocument: POLICY }, false],
      [{ AssumeRolePolicyDocument: POLICY }, false],
      [{ Policy: JSON.stringify(POLICY) }, false],
      [{ Resources: { Read: resource } }, false],
    ] as const) {
      assert.deepEqual(areItems(content), [expected], JSON.stringify(content));
    }
  });

  test("nested under a key, with the name beside it and what the key says of the kind", () => {
    const role = {
      RoleDetailList: [
        {
          RoleName: "build",
          AssumeRolePolicyDocument: POLICY,
          RolePolicyList: [{ PolicyName: "read", PolicyDocument: POLICY }],
        },
      ],
    };
    assert.deepEqual(
      sites(role).map(({ path, kind, name }) => ({ path, kind, name })),
      [
        { path: "RoleDetailList.0.AssumeRolePolicyDocument", kind: "trust", name: "build" },
        { path: "RoleDetailList.0.RolePolicyList.0.PolicyDocument", kind: undefined, name: "read" },
      ],
    );
  });

  test("inside an escaped string, with spans of the file's own characters", () => {
    assert.deepEqual(sites({ Policy: JSON.stringify(POLICY) }), [
      { path: "Policy", kind: undefined, name: undefined, action: String.raw`\"s3:GetObject\"` },
    ]);
  });

  test("inside a string inside a string", () => {
    const [site] = sites({ Body: JSON.stringify({ Policy: JSON.stringify(POLICY) }) });
    assert.equal(site?.action, String.raw`\\\"s3:GetObject\\\"`);
  });

  test("inside a percent-encoded string, as the IAM API sends it", () => {
    const [site] = sites({ PolicyDocument: encodeURIComponent(JSON.stringify(POLICY)) });
    assert.equal(site?.action, "%22s3%3AGetObject%22");
  });

  test("with a single statement that is not in a list", () => {
    assert.equal(sites({ Statement: POLICY.Statement[0] }).length, 1);
  });

  test("a policy still being typed", () => {
    assert.equal(sites(`{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Act`).length, 1);
  });
});

describe("other JSON is left alone", () => {
  for (const [what, content] of [
    ["a package manifest", { name: "Statement", version: "1.0.0" }],
    ["a syntax tree", { Statement: { type: "If", body: [] } }],
    ["a JSON schema of policies", { properties: { Statement: { type: "array", items: { Effect: {} } } } }],
    ["a bank's statement", { Statement: [{ Amount: 5, Resource: "cash" }], Version: "3" }],
    [
      "what a phone application is to do",
      { Version: "2012-10-17", Statement: [{ Type: "StartCallRecording", Parameters: { Track: "BOTH" } }] },
    ],
    ["a list", ["Statement"]],
    ["a text with the word", "Statement"],
    ["broken JSON", `{ "Statement": `],
  ] as const) {
    test(what, () => {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      assert.deepEqual(resultOf(jsonHost.read({ path: "a.json", languageId: "json", text })), NOTHING_READ);
    });
  }
});

describe("a file that people call a policy is read as one", () => {
  test("one statement in it is looked at, in a file of that name alone", () => {
    const text = JSON.stringify(POLICY.Statement[0]);
    const read = (path: string) => resultOf(jsonHost.read({ path, languageId: undefined, text })).sites.length;
    assert.deepEqual(["policy.json", "policies/read.json", "rule.json"].map(read), [1, 1, 0]);
  });

  test("and so is a list of them", () => {
    const read = (path: string, text: string) =>
      resultOf(jsonHost.read({ path, languageId: undefined, text })).sites.length;
    const list = JSON.stringify(POLICY.Statement);
    assert.deepEqual(
      ["policy.json", "policies/read.json", "rule.json"].map((path) => read(path, list)),
      [1, 1, 0],
    );
    assert.deepEqual(
      ["[]", `[${list}]`, list.replace("[", "[1,")].map((text) => read("policy.json", text)),
      [0, 0, 0],
    );
  });

  test("however little is typed", () => assert.equal(sites("{ }", "iam-policy").length, 1));

  test("and its syntax is reported", () => {
    const { problems } = resultOf(jsonHost.read({ path: "a", languageId: "iam-policy", text: `{ "Version" }` }));
    assert.match(problems[0]?.message ?? "", /not valid JSON/);
  });
});

test("beside what a template fills in without quotes, another mistake is the only one", () => {
  const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow" "Action": "s3:GetObject", "Resource": \${bucket} }] }`;
  const { sites: found, problems } = resultOf(readSource({ path: "policy.json", languageId: undefined, text }));
  assert.deepEqual(
    problems.map(({ message, span }) => [text.slice(span.start, span.end), message]),
    [['"Action"', "This is not valid JSON: a comma is missing before this. Add it."]],
  );
  const statement = readPolicy(found[0]?.root ?? assert.fail()).statements[0];
  assert.deepEqual([statement?.resource?.open, statement?.resource?.misplaced], [true, []]);
});

test("a field of a program without quotes may be any value, and is no error of syntax", () => {
  const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [{BUCKET_ARN}], "Condition": { "StringEquals": { "aws:PrincipalOrgID": {org_id} } } }] }`;
  const { sites: found, problems } = resultOf(readSource({ path: "policy.json", languageId: undefined, text }));
  assert.deepEqual(problems, []);
  const statement = readPolicy(found[0]?.root ?? assert.fail()).statements[0];
  assert.deepEqual(
    statement?.condition?.operators.flatMap(({ entries }) => entries.map(({ values }) => values.misplaced.length)),
    [0],
  );
});

test("comments of Jinja are told from what only begins like one", () => {
  const comment = "{# all of it #}";
  for (const [text, left] of [
    [`${comment}\n{}`, `${" ".repeat(comment.length)}\n{}`],
    [`{}\n ${comment}\t`, `{}\n ${" ".repeat(comment.length)}\t`],
    [`"a{#b"\n${comment}\n`, `"a{#b"\n${" ".repeat(comment.length)}\n`],
    [`"a{#b"\n{# c\nd #}\n`, `"a{#b"\n    \n    \n`],
    [`{} ${comment}`, `{} ${comment}`],
    [`${comment} {}`, `${comment} {}`],
    ["{# a", "{# a"],
    ["{#}", "{#}"],
    [`{#${"\nx".repeat(3_000)}#}`, `{#${"\nx".repeat(3_000)}#}`],
  ] as const) {
    assert.equal(withoutTemplateComments(text), left);
  }
});

test("comments of Jinja that are never closed, or closed far behind, take no time: otherwise this takes minutes", () => {
  const open = "{#\n".repeat(lengthOf(500_000));
  for (const text of [open, `${open}#} x`, `${open}${"x".repeat(10_000)}\n#}`]) {
    assert.equal(withoutTemplateComments(text), text);
  }
});

test("lines of comments of Jinja are left out, and every offset stays", () => {
  const text = `{\n  {# the bucket\n     of the app #}\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "a{#b#}" }]\n}`;
  const {
    sites: found,
    problems,
    departures,
  } = resultOf(jsonHost.read({ path: "policy.json", languageId: undefined, text }));
  assert.deepEqual([problems, departures], [[], []]);
  const resource = readPolicy(found[0]?.root ?? assert.fail()).statements[0]?.resource?.entries[0];
  assert.equal(text.slice(resource?.span.start, resource?.span.end), '"a{#b#}"');
  const yaml = `{# a template #}\nResources:\n  A:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          {# one #}\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: "*"\n`;
  const read = resultOf(readSource({ path: "a.yaml", languageId: "yaml", text: yaml }));
  assert.deepEqual([read.sites.length, read.problems], [1, []]);
});

describe("a large document is read in steps, and most of it is not looked at", () => {
  const rows = [
    [
      "a list of records",
      `{"Statement": "x", "Records": [${`{"Statement": {}, "a": [1, "b"]},`.repeat(shareOf(10_000))}1]}`,
    ],
    ["an object of many members", `{${`"a": 1, `.repeat(shareOf(30_000))}"Statement": {}}`],
    ["a list without end under Statement", `{"Statement": [${`{"Effect": 1, "a": "b"},`.repeat(shareOf(10_000))}1]}`],
  ] as const;
  for (const [what, text] of quarterOf(rows, 0)) {
    test(what, () => {
      const steps = jsonHost.read({ path: "a.json", languageId: "json", text });
      let count = 0;
      let taken = steps.next();
      for (; taken.done !== true; taken = steps.next()) count++;
      assert.ok(count > text.length / 50_000, `${count} steps`);
      assert.deepEqual(taken.value, NOTHING_READ);
    });
  }
});

describe("a text that looks as if it held policies and cannot be read says so", () => {
  for (const [text, unreadable] of [
    [`{ "Statement": [{ "Effect" `, true],
    [`[${"[".repeat(600)} {"Statement": [] }`, true],
    [`{ "Statement": [] }`, false],
    [`{ "a": "Statement", `, false],
    [`{ "Version": "2012-10-17", "Statement": [{ "Effect" `, false],
  ] as const) {
    test(text.length > 100 ? "nested too deeply" : text, () => {
      assert.equal(resultOf(jsonHost.read({ path: "a.json", languageId: "json", text })).unreadable, unreadable);
    });
  }
});

describe("a policy knows whether all of the text that it stands in could be read", () => {
  const half = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", `;
  for (const [what, content, broken] of [
    ["a whole document in a string", { Policy: JSON.stringify(POLICY) }, false],
    ["a half-typed document in a string of a whole file", { Policy: half }, true],
    ["the same in a string in a string", { Policy: JSON.stringify({ Policy: half }) }, true],
    [
      "a whole document in a string of a half-typed file",
      `{ "Policy": ${JSON.stringify(JSON.stringify(POLICY))}, `,
      true,
    ],
  ] as const) {
    test(what, () => {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      const { sites: found } = resultOf(jsonHost.read({ path: "a.json", languageId: "json", text }));
      assert.deepEqual(
        found.map((site) => site.broken),
        [broken],
      );
    });
  }
});

test("what Lambda answers when a permission is added is no policy", () => {
  const ResponseMetadata = { HTTPStatusCode: 201 };
  const Statement = { Sid: "a", Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunction", Resource: "*" };
  assert.deepEqual(sites({ added: { Statement, ResponseMetadata } }), []);
  assert.equal(
    sites({ found: { Policy: { Version: "2012-10-17", Statement: [Statement] }, ResponseMetadata } }).length,
    1,
  );
});

test("what an event of a stack tells is no policy, and the properties of a resource are", () => {
  const Statement = { Effect: "Allow", Principal: "*", Action: "ecr:*" };
  const ResourceProperties = JSON.stringify({ RepositoryPolicyText: { Version: "2012-10-17", Statement } });
  assert.deepEqual(sites({ StackEvents: [{ ResourceStatus: "CREATE_FAILED", ResourceProperties }] }), []);
  assert.equal(sites({ RequestType: "Create", ResourceProperties }).length, 1);
});

describe("the policies in events of CloudTrail", () => {
  const event = {
    eventVersion: "1.08",
    eventSource: "iam.amazonaws.com",
    eventName: "PutRolePolicy",
    requestParameters: {
      policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
    },
  };
  for (const [name, json] of [
    ["of a log file", { Records: [event] }],
    ["of a list", [event]],
    ["of one event", event],
  ] as const) {
    test(`${name} are no sources`, () =>
      assert.deepEqual(
        resultOf(jsonHost.read({ path: "a.json", languageId: "json", text: JSON.stringify(json) })).sites,
        [],
      ));
  }
});

test("what is empty in a file that is called a template is open, but not in a template of CloudFormation", () => {
  const policy = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: ["", "x"], NotAction: [] }] };
  const resourceIn = (path: string, held: object = policy): string => {
    const [site] = resultOf(jsonHost.read({ path, languageId: undefined, text: JSON.stringify(held) })).sites;
    return site === undefined ? "" : said(site.root);
  };
  const deployed = {
    Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } },
  };
  assert.match(resourceIn("test/s3-policy-template.json"), /Resource: \[\?, x\], NotAction: \?/);
  assert.match(resourceIn("policy-stub.json"), /Resource: \[\?, x\]/);
  assert.match(resourceIn("templates/s3-policy.json"), /Resource: \[, x\], NotAction: \[\]/);
  assert.match(resourceIn("s3-policy-template.json", deployed), /Resource: \[, x\], NotAction: \[\]/);
});
