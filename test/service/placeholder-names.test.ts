/**
 * A name that a template fills in (of a condition key, an operator, a type of principal, an element) is unknown in every
 * room: nothing is found wrong with it, nothing is decided and nothing is proved.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hoverPolicy } from "../../server/src/service/hover.ts";
import { findingsIn, subjectOf } from "../support/annotated.ts";
import { ALLOW_ALL, decisionOf, DENY_ALL, named, policyOf } from "../support/evaluation.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { proofIn } from "../support/proof.ts";

const catalog = miniCatalog();
const onKey = (key: string): object => ({ Condition: { StringEquals: { [key]: "team" } } });
const underOperator = (name: string): object => ({ Condition: { [name]: { "aws:PrincipalTag/team": "red" } } });
const ofType = (type: string): object => ({ Principal: { [type]: "arn:aws:iam::111111111111:user/bob" } });

const NAMES: readonly (readonly [name: string, element: object])[] = [
  ["s3:${Key}", onKey("s3:${Key}")],
  ["ec2:${TagKind}/team", onKey("ec2:${TagKind}/team")],
  ["aws:{{key}}", onKey("aws:{{key}}")],
  ["aws:RequestTag/<tag>", onKey("aws:RequestTag/<tag>")],
  ["aws:RequestTag/${aws:PrincipalTag/team}", onKey("aws:RequestTag/${aws:PrincipalTag/team}")],
  ["aws:RequestTag/${", onKey("aws:RequestTag/${")],
  ["${Operator}", underOperator("${Operator}")],
  ["String{{how}}", underOperator("String{{how}}")],
  ["ForAnyValue:<operator>", underOperator("ForAnyValue:<operator>")],
  [
    "Fn::Transform",
    { Condition: { "Fn::Transform": { Name: "Conditions" }, Null: { "aws:PrincipalTag/team": "true" } } },
  ],
  ["${Type}", ofType("${Type}")],
  ["<type>", ofType("<type>")],
];
const ELEMENTS: readonly (readonly [name: string, element: object])[] = [
  ["${Element}", { "${Element}": { StringEquals: { "aws:PrincipalTag/team": "red" } } }],
  ["<<", { "<<": { Ref: "Common" } }],
];

for (const [name, element] of [...NAMES, ...ELEMENTS]) {
  const whose = "Principal" in element ? {} : { Principal: "*" };
  const allow = { Sid: "Allow", ...ALLOW_ALL, ...whose, ...element };
  const deny = { Sid: "Deny", ...DENY_ALL, ...whose, ...element };

  describe(`the name ${name}`, () => {
    test("is found nothing wrong with", () => {
      const text = JSON.stringify({ Version: "2012-10-17", Statement: [allow, deny] });
      assert.deepEqual(
        findingsIn(text, { kind: "resource", resource: "arn:aws:s3:::alpha" }).map(({ code }) => code),
        [],
      );
    });

    test("decides nothing", () => {
      const others = { identity: [named(ALLOW_ALL)] };
      assert.equal(decisionOf({}, { ...others, resource: named(deny) }).decision, "Unknown");
      assert.equal(decisionOf({}, { identity: [], resource: named(allow) }).decision, "Unknown");
    });

    test("proves nothing", () => {
      for (const statement of [allow, deny]) {
        const { verdict } = proofIn(policyOf(statement), { kind: "resource", catalog });
        assert.equal(verdict, "unknown");
      }
    });
  });
}

describe("under the pointer", () => {
  for (const [name, element] of NAMES.filter(([one]) => one !== "Fn::Transform")) {
    test(`${name} is filled in elsewhere`, () => {
      const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...ALLOW_ALL, ...element }] });
      const { policy } = subjectOf(text, { kind: "resource" });
      const hover = hoverPolicy({ policy, kind: "resource" }, text.indexOf(name) + 1, catalog);
      assert.equal(hover?.markdown, "Part of this text is filled in elsewhere, so what it names is not known here.");
    });
  }
});
