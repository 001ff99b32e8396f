/** Policies as long as one likes, of the kinds that once took longer than their length asks for. */
import { policyOf } from "./sized-policies.ts";

export type TextOf = (count: number) => string;

/** One statement with so many entries, none of them twice. */
export const LISTS: Readonly<Record<string, TextOf>> = {
  "entries of Resource": (count) => listOf("Resource", count, (at) => `arn:aws:s3:::bucket-${at}/*`),
  "entries of NotResource": (count) => listOf("NotResource", count, (at) => `arn:aws:s3:::bucket-${at}/*`),
  "entries of NotAction": (count) => listOf("NotAction", count, (at) => `s3:Get${at}*`),
  "wildcard entries of Action": (count) => listOf("Action", count, (at) => `s3:*${at}*`),
  "values of a condition": (count) => conditionOf(count, (at) => `value-${at}-*`),
};

/** So many statements. */
export const STATEMENTS: Readonly<Record<string, TextOf>> = {
  "ordinary statements": (count) => policyOf(count * 465),
  "statements on all resources": (count) => statementsOf(count, (at) => ({ Action: `s3:*${at}`, Resource: "*" })),
  "statements with all actions": (count) =>
    statementsOf(count, (at) => ({ Action: "*", Resource: `arn:aws:s3:::bucket-${at}` })),
  "statements that cover each other": (count) => statementsOf(count, () => ({ Action: "s3:*", Resource: "*" })),
  "statements with NotAction": (count) => statementsOf(count, (at) => ({ NotAction: `s3:Get${at}*`, Resource: "*" })),
  "statements with a principal": (count) =>
    statementsOf(count, (at) => ({
      Principal: { AWS: `arn:aws:iam::111122223333:role/role-${at}` },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::bucket/*",
    })),
  "statements with a misspelt action": (count) =>
    statementsOf(count, (at) => ({ Action: "s3:GetObjekt", Resource: `arn:aws:s3:::bucket-${at}/*` })),
  "statements that never match": (count) =>
    statementsOf(count, (at) => ({ Action: "s3:GetObject", Resource: `arn:aws:sqs:*:*:queue-${at}` })),
};

function listOf(element: string, count: number, entryOf: (at: number) => string): string {
  const entries = Array.from({ length: count }, (_, at) => entryOf(at));
  const others = {
    ...(element.endsWith("Action") ? {} : { Action: "s3:*" }),
    ...(element.endsWith("Resource") ? {} : { Resource: "*" }),
  };
  return textOfPolicy([{ Effect: "Allow", ...others, [element]: entries }]);
}

function conditionOf(count: number, valueOf: (at: number) => string): string {
  const values = Array.from({ length: count }, (_, at) => valueOf(at));
  const Condition = { StringLike: { "aws:PrincipalTag/team": values } };
  return textOfPolicy([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition }]);
}

function statementsOf(count: number, restOf: (at: number) => object): string {
  return textOfPolicy(Array.from({ length: count }, (_, at) => ({ Sid: `S${at}`, Effect: "Allow", ...restOf(at) })));
}

function textOfPolicy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}
