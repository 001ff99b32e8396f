/** Where a tool puts a text for a mark of its own, the mark is what is still to be filled in, in every place of a statement. */
import { describe, test } from "node:test";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { assertOnlyToFillIn, type Elements } from "../support/only-to-fill-in.ts";
import { fewOf } from "../support/searching.ts";

const TOOL_MARKS = [
  ...["%s", "%d", "%v", "%q", "%[1]s", "%1$s", "%05d", "%(name)s", "{0}", "{}", "{0:s}", "{name}", "{name!r}"],
  ...["#{name}", "#{AWS::AccountId}", "$[name]", "$(NAME)", "@@name@@", "%%name%%", "##NAME##", "__name__", "__NAME__"],
  ...["<%= name %>", "{{ name }}", "{{{name}}}", "{% name %}", "[[name]]", "@{name}"],
  ...["$NAME", "$name", "$1", "$$NAME", "$${name}", "$<name>", "$name$", "$env:NAME", "${name:-x}", "${env:NAME}"],
  ...["@(name)", "((name))", "(( name ))", "$((name))", "\\(name)", "[[ name ]]", "@name@", "@NAME@", "%NAME%"],
  ...["__{name}__", "~{name}", "&{name}", "{!name}", "{$name}", "«name»", "<% name %>", "<<name>>", "{# name #}"],
  ...["{{ .Values.name }}", "{{ name | upper }}", "${{ name }}", "%{name}", "$(env.NAME)"],
  ...[
    "~name~",
    "~NAME~",
    "^name^",
    "!!name!!",
    "[parameters('name')]",
    "[concat('a', 'b')]",
    "[% name %]",
    "<<<NAME>>>",
    "{{#name}}x{{/name}}",
  ],
];

const KEYS_OF_FORMS = [
  ["StringEquals", "aws:PrincipalAccount"],
  ["StringEquals", "aws:SourceVpce"],
  ["IpAddress", "aws:SourceIp"],
  ["ArnEquals", "aws:PrincipalArn"],
  ["Bool", "aws:SecureTransport"],
  ["DateLessThan", "aws:CurrentTime"],
  ["NumericLessThan", "aws:MultiFactorAuthAge"],
] as const;

type Place = readonly [kind: PolicyKind, elements: Elements];

/** Statements with the mark in one place each. */
function placesOf(mark: string): readonly Place[] {
  const arn = (name: string, account = "111122223333"): string => `arn:aws:sqs:us-east-1:${account}:${name}`;
  const identity = (elements: Elements): Place => ["identity", elements];
  const principal = (Principal: Elements): Place => ["resource", { Principal, Resource: "arn:aws:s3:::reports/*" }];
  const queue = (Resource: string): Place => identity({ Action: "sqs:SendMessage", Resource });
  const key = (written: string): Place => identity({ Condition: { StringEquals: { [written]: "a" } } });
  const fields = [
    `${mark}:sqs:us-east-1:111122223333`,
    `aws:${mark}:us-east-1:111122223333`,
    `aws:sqs:${mark}:111122223333`,
  ];
  return [
    ...[mark, arn(mark), arn(`${mark}-jobs`), arn("jobs", mark), ...fields.map((one) => `arn:${one}:jobs`)].map(queue),
    ...[`arn:aws:s3:::${mark}`, `arn:aws:s3:::reports-${mark}/*`].map((Resource) => identity({ Resource })),
    ...[mark, `s3:${mark}`, `${mark}:GetObject`, `s3:Get${mark}`].map((Action) => identity({ Action })),
    ...[mark, `aws:${mark}`, `${mark}:aud`, `aws:PrincipalTag/${mark}`].map(key),
    ...[mark, `String${mark}`].map((one) => identity({ Condition: { [one]: { "aws:PrincipalTag/team": "a" } } })),
    // A small letter behind a dollar sign in the middle of a word is one of AWS's names.
    ...[mark, ...(/^\$[a-z$]+$/.test(mark) ? [] : [`A${mark}`])].map((Sid) => identity({ Sid })),
    identity({ Effect: mark }),
    ...[mark, "AWS"].map((type) => principal({ [type]: mark })),
    ...[mark, `${mark}.amazonaws.com`].map((Service) => principal({ Service })),
    ...[`arn:aws:iam::${mark}:root`, `arn:aws:iam::111122223333:role/${mark}`].map((AWS) => principal({ AWS })),
    ...KEYS_OF_FORMS.map(([operator, name]) => identity({ Condition: { [operator]: { [name]: mark } } })),
    identity({ Condition: { IpAddress: { "aws:SourceIp": `${mark}/32` } } }),
  ];
}

describe("a mark is told as what it is and convicts nothing, wherever a tool puts a text for it:", () => {
  for (const [number, mark] of TOOL_MARKS.entries()) {
    test(mark, () => {
      for (const [kind, elements] of fewOf(placesOf(mark), number)) assertOnlyToFillIn(kind, elements);
    });
  }
});
