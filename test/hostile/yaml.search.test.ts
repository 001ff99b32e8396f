/**
 * Templates that nobody writes: each is read to an end soon, and a policy that is one is found. What is quadratic takes
 * minutes in a whole search. In `npm test` of this file the templates are a 25th as long.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { lengthOf, shareOf } from "../support/searching.ts";

const HEAD = 'AWSTemplateFormatVersion: "2010-09-09"\n';

function policyWith(resource: string): string {
  const statement = `{ Effect: Allow, Action: s3:GetObject, Resource: ${resource} }`;
  return `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Version: 2012-10-17, Statement: [${statement}] }\n`;
}

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join("");
}

const MULTIPLYING = times(
  40,
  (level) => `y${level}: &a${level} [${level === 0 ? "x" : times(10, () => `*a${level - 1}, `)}]\n`,
);

const TEXTS: Readonly<Record<string, readonly [text: string, policies: number]>> = {
  "names that are not closed": [policyWith(`!Sub "${"${a".repeat(lengthOf(60_000))}"`), 1],
  "names without end": [policyWith(`!Sub "arn:aws:s3:::${"${A}".repeat(lengthOf(200_000))}"`), 1],
  "names without end that a parameter fills": [
    `Parameters: { A: { Type: String, Default: a } }\n${policyWith(`!Sub "arn:aws:s3:::${"${A}-".repeat(lengthOf(200_000))}"`)}`,
    1,
  ],
  "variables in variables": [policyWith(`"${"${self:".repeat(lengthOf(30_000))}"`), 1],
  "functions in functions": [policyWith(`${'{ "Fn::Select": [0, ['.repeat(80)}a${"]] }".repeat(80)}`), 1],
  "a map of thousands": [
    `Mappings:\n  M:\n${times(lengthOf(1_000), (index) => `    k${index}: { v: x${index} }\n`)}${policyWith(
      `[${times(shareOf(300), () => "!FindInMap [M, !Ref AWS::Region, v], ")}]`,
    )}`,
    1,
  ],
  "policies and roles that refer to each other": [
    `Resources:\n${times(
      lengthOf(800),
      (index) =>
        `  P${index}: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Version: 2012-10-17, Statement: [] } } }\n  R${index}: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref P${index}] } }\n`,
    )}`,
    lengthOf(800),
  ],
  "aliases that multiply": [`${MULTIPLYING}${policyWith("*a39")}`, 1],
  "an alias for what it is in": ["Resources: &r\n  P: { Type: AWS::IAM::Role, Properties: { Policies: *r } }\n", 0],
  "lists nested without end": [`${policyWith("a")}Z: ${"[".repeat(lengthOf(100_000))}`, 1],
  "mappings nested without end": [`${policyWith("a")}Z: ${"{a: ".repeat(lengthOf(100_000))}`, 1],
  "brackets that open without end in a policy": [
    `${policyWith("a")}  Q:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: ${"[".repeat(lengthOf(200_000))}\n`,
    1,
  ],
  "thousands of brackets that end too far to the left": [
    `${policyWith("a")}Z:\n${times(lengthOf(1_000), (index) => `  k${index}: {a: [\n1\n]\n}\n`)}`,
    1,
  ],
  "brackets that end too far to the left, and one that does not": [
    `${policyWith("a")}Z:\n${times(lengthOf(1_000), (index) => `  k${index}: {a: [\n1\n]\n}\n`)}  y: [`,
    1,
  ],
  "documents by the thousand": [`${policyWith("a")}${"---\na: 1\n".repeat(lengthOf(20_000))}`, 1],
  "documents by the thousand, with anchors in each": [
    `${policyWith("a")}${"---\na: &x 1\nb: *x\n".repeat(lengthOf(10_000))}`,
    1,
  ],
  "halves of characters": [policyWith('"\\ud800arn:aws:s3:::\\udc00"'), 1],
};

describe("a template of", () => {
  for (const [name, [text, policies]] of Object.entries(TEXTS)) {
    test(name, () => {
      const source = { path: "template.yaml", languageId: undefined, text: HEAD + text };
      assert.equal(resultOf(readSource(source)).sites.length, policies);
    });
  }
});
