/** Statements that never match, each beside a twin that does. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type NeverCode, type ProofBasis } from "../../server/src/proof/proof.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { policyOf } from "../support/evaluation.ts";
import { type Json, matches, proofIn, proofOf, type ProofSetting } from "../support/proof.ts";

const catalog = miniCatalog();
const OBJECT = "arn:aws:s3:::alpha/*";

interface Pair {
  readonly what: string;
  readonly never: Json;
  readonly twin: Json;
  readonly code: NeverCode;
  readonly basis: ProofBasis;
  readonly setting?: ProofSetting;
}

const on = (condition: Json): Json => ({ Condition: condition });
const trusts = (principal: unknown): Json => ({ Principal: principal, Resource: OBJECT });
const provider = (host: string): string => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const RESOURCE: ProofSetting = { kind: "resource" };

const PAIRS: readonly Pair[] = [
  // Shape
  {
    what: "an action nobody knows",
    never: { Action: "s3:GetObjct" },
    twin: { Action: "s3:GetObject" },
    code: "unknown-action",
    basis: "reference",
    setting: { names: "strict" },
  },
  {
    what: "a wildcard that expands to nothing",
    never: { Action: "s3:Fetch*" },
    twin: { Action: "s3:Get*" },
    code: "unknown-action",
    basis: "reference",
    setting: { names: "strict" },
  },
  {
    what: "an action with a blank",
    never: { Action: "s3:GetObject " },
    twin: { Action: "s3:GetObject" },
    code: "action-matches-nothing",
    basis: "logic",
  },
  {
    what: "an action without a name",
    never: { Action: "s3:" },
    twin: { Action: "s3:*" },
    code: "action-matches-nothing",
    basis: "logic",
  },
  {
    what: "an empty Action",
    never: { Action: [] },
    twin: { Action: ["*"] },
    code: "action-matches-nothing",
    basis: "logic",
  },
  {
    what: "an empty Resource",
    never: { Resource: [] },
    twin: { Resource: ["*"] },
    code: "resource-matches-nothing",
    basis: "logic",
  },
  {
    what: "NotAction *",
    never: { Action: undefined, NotAction: "*" },
    twin: { Action: undefined, NotAction: "iam:*" },
    code: "action-matches-nothing",
    basis: "logic",
  },
  {
    what: "NotResource *",
    never: { Resource: undefined, NotResource: "*" },
    twin: { Resource: undefined, NotResource: OBJECT.replace("alpha", "beta") },
    code: "resource-matches-nothing",
    basis: "logic",
  },
  {
    what: "NotResource * beside an entry with a variable, for nearly all actions",
    never: {
      Action: undefined,
      NotAction: "iam:PassRole",
      Resource: undefined,
      NotResource: ["arn:aws:iam::*:user/${aws:username}", "*"],
    },
    twin: {
      Action: undefined,
      NotAction: "iam:PassRole",
      Resource: undefined,
      NotResource: ["arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:user/*"],
    },
    code: "resource-matches-nothing",
    basis: "logic",
  },
  {
    what: "a variable before the fifth colon",
    never: { Resource: "arn:aws:s3::${aws:username}:alpha/*" },
    twin: { Resource: "arn:aws:s3:::alpha/${aws:username}" },
    code: "resource-matches-nothing",
    basis: "logic",
  },
  {
    what: "a variable in an old version",
    never: on({ StringLike: { "aws:PrincipalTag/a": "${*}" }, StringEquals: { "aws:PrincipalTag/a": "x" } }),
    twin: on({ StringLike: { "aws:PrincipalTag/a": "*" }, StringEquals: { "aws:PrincipalTag/a": "x" } }),
    code: "conditions-contradict",
    basis: "logic",
    setting: { version: "2008-10-17" },
  },
  {
    what: "a variable whose key is absent",
    never: {
      Action: "iam:PassRole",
      Resource: "arn:aws:iam::*:role/${aws:username}",
      ...on({ Null: { "aws:username": "true" } }),
    },
    twin: {
      Action: "iam:PassRole",
      Resource: "arn:aws:iam::*:role/${aws:username, 'x'}",
      ...on({ Null: { "aws:username": "true" } }),
    },
    code: "no-combination",
    basis: "logic",
  },
  // Action and resource
  {
    what: "another service's resource",
    never: { Resource: "arn:aws:sqs:*:*:q" },
    twin: { Resource: "arn:aws:s3:::q/*" },
    code: "resource-not-of-action",
    basis: "reference",
  },
  {
    what: "an object action on a bucket",
    never: { Resource: "arn:aws:s3:::alpha" },
    twin: { Resource: OBJECT },
    code: "resource-not-of-action",
    basis: "reference",
  },
  {
    what: "a bucket action on objects",
    never: { Action: "s3:ListBucket", Resource: "arn:aws:s3:us-east-1:111111111111:accesspoint/x" },
    twin: { Action: "s3:ListBucket", Resource: "arn:aws:s3:::alpha" },
    code: "resource-not-of-action",
    basis: "reference",
  },
  {
    what: "an account where the ARN has none",
    never: { Resource: "arn:aws:s3::111111111111:alpha/x" },
    twin: { Resource: "arn:aws:s3:::alpha/x" },
    code: "resource-not-of-action",
    basis: "reference",
  },
  {
    what: "the alias of a key",
    never: { Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:111111111111:alias/a" },
    twin: { Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:111111111111:key/a" },
    code: "resource-not-of-action",
    basis: "reference",
  },
  // Principal
  {
    what: "no principal",
    never: { Resource: OBJECT },
    twin: trusts("*"),
    code: "principal-matches-nothing",
    basis: "logic",
    setting: RESOURCE,
  },
  {
    what: "an empty principal",
    never: trusts({ AWS: [] }),
    twin: trusts({ AWS: "111111111111" }),
    code: "principal-matches-nothing",
    basis: "logic",
    setting: RESOURCE,
  },
  {
    what: "part of a user's name",
    never: trusts({ AWS: "arn:aws:iam::111111111111:user/a*" }),
    twin: trusts({ AWS: "arn:aws:iam::111111111111:user/ann" }),
    code: "principal-matches-nothing",
    basis: "logic",
    setting: RESOURCE,
  },
  {
    what: "a group",
    never: trusts({ AWS: "arn:aws:iam::111111111111:group/ops" }),
    twin: trusts({ AWS: "arn:aws:iam::111111111111:role/ops" }),
    code: "principal-matches-nothing",
    basis: "logic",
    setting: RESOURCE,
  },
  {
    what: "a user's name for a role",
    never: {
      ...trusts({ AWS: "arn:aws:iam::111111111111:role/ops" }),
      ...on({ StringEquals: { "aws:username": "ann" } }),
    },
    twin: {
      ...trusts({ AWS: "arn:aws:iam::111111111111:user/ann" }),
      ...on({ StringEquals: { "aws:username": "ann" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  {
    what: "an organization's service",
    never: { ...trusts({ Service: "sns.amazonaws.com" }), ...on({ StringEquals: { "aws:PrincipalOrgID": "o-1" } }) },
    twin: { ...trusts({ Service: "sns.amazonaws.com" }), ...on({ StringEquals: { "aws:SourceOrgID": "o-1" } }) },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  // Conditions
  {
    what: "a key of another action",
    never: on({ StringEquals: { "s3:prefix": "a" } }),
    twin: { Action: "s3:ListBucket", Resource: "arn:aws:s3:::alpha", ...on({ StringEquals: { "s3:prefix": "a" } }) },
    code: "key-not-in-request",
    basis: "reference",
  },
  {
    what: "tags on an action without tags",
    never: on({ StringEquals: { "aws:RequestTag/a": "b" } }),
    twin: { Action: "ec2:RunInstances", Resource: "*", ...on({ StringEquals: { "aws:RequestTag/a": "b" } }) },
    code: "key-not-in-request",
    basis: "reference",
  },
  {
    what: "a passed service elsewhere",
    never: on({ StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } }),
    twin: {
      Action: "iam:PassRole",
      Resource: "*",
      ...on({ StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } }),
    },
    code: "key-not-in-request",
    basis: "reference",
  },
  {
    what: "no boolean",
    never: on({ Bool: { "aws:SecureTransport": "yes" } }),
    twin: on({ Bool: { "aws:SecureTransport": "True" } }),
    code: "condition-never-holds",
    basis: "logic",
  },
  {
    what: "no address",
    never: on({ IpAddress: { "aws:SourceIp": "10.0.0.0/33" } }),
    twin: on({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
    code: "condition-never-holds",
    basis: "logic",
  },
  {
    what: "no number",
    never: on({ NumericEquals: { "aws:MultiFactorAuthAge": "ten" } }),
    twin: on({ NumericEquals: { "aws:MultiFactorAuthAge": "10" } }),
    code: "condition-never-holds",
    basis: "logic",
  },
  {
    what: "seconds of the past under a numeric operator",
    never: on({ NumericLessThan: { "aws:EpochTime": "1600000000" } }),
    twin: on({ NumericGreaterThan: { "aws:EpochTime": "1600000000" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "a wildcard that is literal",
    never: on({ StringEquals: { "aws:SourceArn": "arn:*:s3:::alpha" } }),
    twin: on({ ArnEquals: { "aws:SourceArn": "arn:*:s3:::alpha" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "equal and not equal",
    never: on({ StringEquals: { "aws:PrincipalTag/a": "x" }, StringNotEquals: { "aws:principaltag/A": ["x"] } }),
    twin: on({ StringEquals: { "aws:PrincipalTag/a": ["x", "y"] }, StringNotEquals: { "aws:principaltag/A": ["x"] } }),
    code: "conditions-contradict",
    basis: "logic",
  },
  {
    what: "disjoint patterns",
    never: on({ StringLike: { "aws:PrincipalTag/a": "x*" }, StringEqualsIgnoreCase: { "aws:PrincipalTag/a": "yX" } }),
    twin: on({ StringLike: { "aws:PrincipalTag/a": "*x" }, StringEqualsIgnoreCase: { "aws:PrincipalTag/a": "yX" } }),
    code: "conditions-contradict",
    basis: "logic",
  },
  {
    what: "an empty interval",
    never: on({ NumericGreaterThan: { "s3:TlsVersion": "10" }, NumericLessThan: { "s3:TlsVersion": "5" } }),
    twin: on({ NumericGreaterThan: { "s3:TlsVersion": "5" }, NumericLessThan: { "s3:TlsVersion": "10" } }),
    code: "conditions-contradict",
    basis: "logic",
  },
  {
    what: "an excluded range",
    never: on({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" }, NotIpAddress: { "aws:SourceIp": "203.0.0.0/16" } }),
    twin: on({ IpAddress: { "aws:SourceIp": "203.0.0.0/16" }, NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
    code: "conditions-contradict",
    basis: "logic",
  },
  {
    what: "absent and equal",
    never: on({ Null: { "aws:PrincipalTag/a": "true" }, StringEquals: { "aws:PrincipalTag/a": "x" } }),
    twin: on({ Null: { "aws:PrincipalTag/a": "true" }, StringNotEquals: { "aws:PrincipalTag/a": "x" } }),
    code: "conditions-contradict",
    basis: "logic",
  },
  {
    what: "the same variable on both sides",
    never: on({
      StringEquals: { "aws:PrincipalTag/a": "${aws:userid}" },
      StringNotEquals: { "aws:PrincipalTag/a": "${aws:userid}" },
    }),
    twin: on({
      StringEquals: { "aws:PrincipalTag/a": "${aws:userid}" },
      StringNotEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag/b}" },
    }),
    code: "conditions-contradict",
    basis: "logic",
  },
  {
    what: "an empty ForAnyValue",
    never: on({ "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": [] } }),
    twin: on({ "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": [] } }),
    code: "condition-never-holds",
    basis: "logic",
  },
  {
    what: "none of the values allowed",
    never: on({
      "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "a" },
      "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "b" },
    }),
    twin: on({
      "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "a" },
      "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": ["a", "b"] },
    }),
    code: "conditions-contradict",
    basis: "logic",
  },
  // Facts
  {
    what: "a public address through an endpoint",
    never: on({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" }, StringEquals: { "aws:SourceVpce": "vpce-1" } }),
    twin: on({ IpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" }, StringEquals: { "aws:SourceVpce": "vpce-1" } }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "a private address",
    never: on({ IpAddress: { "aws:SourceIp": "10.1.0.0/16" } }),
    twin: on({ IpAddress: { "aws:VpcSourceIp": "10.1.0.0/16" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "a user that is a service",
    never: {
      ...trusts("*"),
      ...on({ StringEquals: { "aws:username": "ann", "aws:PrincipalServiceName": "sns.amazonaws.com" } }),
    },
    twin: { ...trusts("*"), ...on({ StringEquals: { "aws:username": "ann", "aws:PrincipalTag/a": "b" } }) },
    code: "keys-exclude-each-other",
    basis: "reference",
    setting: RESOURCE,
  },
  // Who and what a kind of policy is asked about
  {
    what: "a service, in a user's policy",
    never: on({ Bool: { "aws:PrincipalIsAWSService": "true" } }),
    twin: on({ Bool: { "aws:PrincipalIsAWSService": "false" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "a service's name, in an SCP",
    never: on({ StringEquals: { "aws:PrincipalServiceName": "sns.amazonaws.com" } }),
    twin: on({ StringNotEquals: { "aws:PrincipalServiceName": "sns.amazonaws.com" } }),
    code: "condition-never-holds",
    basis: "reference",
    setting: { kind: "scp" },
  },
  {
    what: "an anonymous caller, in a boundary",
    never: on({ StringEquals: { "aws:PrincipalType": "Anonymous" } }),
    twin: on({ StringEquals: { "aws:PrincipalType": "User" } }),
    code: "condition-never-holds",
    basis: "reference",
    setting: { kind: "boundary" },
  },
  {
    what: "a public address, in the policy of an endpoint",
    never: { Principal: "*", ...on({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }) },
    twin: { Principal: "*", ...on({ IpAddress: { "aws:VpcSourceIp": "10.0.0.0/24" } }) },
    code: "condition-never-holds",
    basis: "reference",
    setting: { kind: "vpc-endpoint" },
  },
  {
    what: "another account than the principal's",
    never: {
      ...trusts({ AWS: "arn:aws:iam::111111111111:role/r" }),
      ...on({ StringEquals: { "aws:PrincipalAccount": "222222222222" } }),
    },
    twin: {
      ...trusts({ AWS: ["arn:aws:iam::111111111111:role/r", "222222222222"] }),
      ...on({ StringEquals: { "aws:PrincipalAccount": "222222222222" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  {
    what: "an ARN in another account than the principal",
    never: {
      ...trusts({ AWS: "111111111111" }),
      ...on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/*" } }),
    },
    twin: {
      ...trusts({ AWS: "111111111111" }),
      ...on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/*" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  {
    what: "the ARN of another role than the principal",
    never: {
      ...trusts({ AWS: "arn:aws:iam::111111111111:role/r" }),
      ...on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/s*" } }),
    },
    twin: {
      ...trusts({ AWS: "arn:aws:iam::111111111111:role/r" }),
      ...on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/r*" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  {
    what: "another service than the principal",
    never: {
      ...trusts({ Service: "sns.amazonaws.com" }),
      ...on({ StringEquals: { "aws:PrincipalServiceName": "sqs.amazonaws.com" } }),
    },
    twin: {
      ...trusts({ Service: "sns.amazonaws.com" }),
      ...on({ StringEquals: { "aws:PrincipalServiceName": "sns.us-east-1.amazonaws.com" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  {
    what: "the claim of another provider than the principal",
    never: {
      ...trusts({ Federated: "arn:aws:iam::111111111111:oidc-provider/idp.example.com/a" }),
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: undefined,
      ...on({ StringEquals: { "idp.example.com/b:sub": "ann" } }),
    },
    twin: {
      ...trusts({ Federated: "arn:aws:iam::111111111111:oidc-provider/IDP.example.com/b/" }),
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: undefined,
      ...on({ StringEquals: { "idp.example.com/b:sub": "ann" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: { kind: "trust" },
  },
  {
    what: "the claim of a web identity, where the principal is of SAML",
    never: {
      ...trusts({ Federated: "arn:aws:iam::111111111111:saml-provider/idp" }),
      Action: "sts:AssumeRoleWithSAML",
      Resource: undefined,
      ...on({ StringEquals: { "idp.example.com:sub": "ann" } }),
    },
    twin: {
      ...trusts({ Federated: "arn:aws:iam::111111111111:saml-provider/idp" }),
      Action: "sts:AssumeRoleWithSAML",
      Resource: undefined,
      ...on({ StringEquals: { "saml:sub": "ann" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: { kind: "trust" },
  },
  {
    what: "a first service that is not in the chain",
    never: on({
      "ForAllValues:StringEquals": { "aws:CalledVia": ["athena.amazonaws.com", "glue.amazonaws.com"] },
      StringEquals: { "aws:CalledViaFirst": "cloudformation.amazonaws.com" },
    }),
    twin: on({
      "ForAllValues:StringEquals": { "aws:CalledVia": ["athena.amazonaws.com", "glue.amazonaws.com"] },
      StringEquals: { "aws:CalledViaFirst": "glue.amazonaws.com", "aws:CalledViaLast": "athena.amazonaws.com" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "a chain without a first service",
    never: on({
      "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" },
      Null: { "aws:CalledViaFirst": "true" },
    }),
    twin: on({
      "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" },
      StringEquals: { "aws:CalledViaFirst": "cloudformation.amazonaws.com" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "a source in an organization, and in a path of another one",
    never: on({
      StringEquals: { "aws:SourceOrgID": "o-aaaaaaaaaa" },
      "ForAnyValue:StringLike": { "aws:SourceOrgPaths": "o-bbbbbbbbbb/*" },
    }),
    twin: on({
      StringEquals: { "aws:SourceOrgID": "o-aaaaaaaaaa" },
      "ForAnyValue:StringLike": { "aws:SourceOrgPaths": "o-aaaaaaaaaa/*" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "claims of two identity providers in one token",
    never: {
      ...trusts({ Federated: [provider("one.example.com"), provider("two.example.com")] }),
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: "*",
      ...on({ StringEquals: { "one.example.com:sub": "a", "two.example.com:sub": "b" } }),
    },
    twin: {
      ...trusts({ Federated: [provider("one.example.com"), provider("two.example.com")] }),
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: "*",
      ...on({ StringEqualsIfExists: { "one.example.com:sub": "a", "two.example.com:sub": "b" } }),
    },
    code: "no-combination",
    basis: "reference",
    setting: { kind: "trust" },
  },
  {
    what: "an age of MFA without MFA",
    never: on({
      BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
      NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" },
    }),
    twin: on({
      BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
      NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "an epoch time that is past",
    never: on({ DateLessThan: { "aws:EpochTime": "2020-01-01T00:00:00Z" } }),
    twin: on({ DateLessThan: { "aws:EpochTime": "2099-01-01T00:00:00Z" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "a time in seconds that is not the time in the other form",
    never: on({
      DateLessThan: { "aws:CurrentTime": "2027-06-01T00:00:00Z" },
      NumericGreaterThan: { "aws:EpochTime": "1811894401" },
    }),
    twin: on({
      DateLessThan: { "aws:CurrentTime": "2027-06-01T00:00:02Z" },
      NumericGreaterThan: { "aws:EpochTime": "1811807999" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "credentials that have expired",
    never: on({ DateLessThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } }),
    twin: on({ DateLessThan: { "aws:TokenIssueTime": "2099-01-01T00:00:00Z" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "less than no second since MFA",
    never: on({ NumericLessThan: { "aws:MultiFactorAuthAge": "0" } }),
    twin: on({ NumericLessThanEquals: { "aws:MultiFactorAuthAge": "0" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "an ARN of four fields",
    never: on({ ArnLike: { "aws:SourceArn": "arn:aws:sns:jobs" } }),
    twin: on({ ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:jobs" } }),
    code: "condition-never-holds",
    basis: "logic",
  },
  {
    what: "a request of a user, a role or a root user without the ARN of who signed it",
    never: on({ Null: { "aws:PrincipalArn": "true" } }),
    twin: on({ Null: { "aws:PrincipalArn": "false" } }),
    code: "condition-never-holds",
    basis: "reference",
    setting: { kind: "identity" },
  },
  {
    what: "the one principal that is named, excluded by its ARN",
    never: {
      ...trusts({ AWS: "arn:aws:iam::111111111111:role/a" }),
      ...on({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/a" } }),
    },
    twin: { ...trusts("*"), ...on({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/a" } }) },
    code: "no-combination",
    basis: "reference",
    setting: RESOURCE,
  },
  {
    what: "an account without any of its ARNs",
    never: on({
      StringEquals: { "aws:PrincipalAccount": "111111111111" },
      ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::111111111111:*" },
      StringLike: { "aws:PrincipalType": "User" },
    }),
    twin: on({
      StringEquals: { "aws:PrincipalAccount": "111111111111" },
      ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::111111111111:role/*" },
      StringLike: { "aws:PrincipalType": "User" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "a user without a name",
    never: on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" }, Null: { "aws:username": "true" } }),
    twin: on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" }, Null: { "aws:username": "true" } }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "called by nobody",
    never: on({
      Bool: { "aws:ViaAWSService": "false" },
      StringEquals: { "aws:CalledViaFirst": "athena.amazonaws.com" },
    }),
    twin: on({ Bool: { "aws:ViaAWSService": "true" }, StringEquals: { "aws:CalledViaFirst": "athena.amazonaws.com" } }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "passed on without saying so",
    never: on({ Null: { "aws:ViaAWSService": "true", "aws:CalledVia": "false" } }),
    twin: on({ Null: { "aws:ViaAWSService": "true" } }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "a day that has passed",
    never: on({ DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }),
    twin: on({ DateLessThan: { "aws:CurrentTime": "2099-01-01T00:00:00Z" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "a key that is always there",
    never: on({ Null: { "aws:SecureTransport": "true" } }),
    twin: on({ Null: { "aws:SecureTransport": "false" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  // Accounts and principals
  {
    what: "a service that is not named as a host",
    never: trusts({ Service: ["s3"] }),
    twin: trusts({ Service: ["s3.amazonaws.com"] }),
    code: "principal-matches-nothing",
    basis: "logic",
    setting: RESOURCE,
  },
  {
    what: "the ARN of a role's session as the caller's",
    never: on({ ArnLike: { "aws:PrincipalArn": "arn:aws:sts::*:assumed-role/dev/*" } }),
    twin: on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/dev" } }),
    code: "condition-never-holds",
    basis: "reference",
  },
  {
    what: "a user's name and a role's ARN",
    never: on({
      StringLike: { "aws:username": "a*" },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/a" },
    }),
    twin: on({
      StringLike: { "aws:username": "a*" },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:user/a" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "a kind of caller and the ARN of another kind",
    never: on({
      StringEquals: { "aws:PrincipalType": "User" },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" },
    }),
    twin: on({
      StringEquals: { "aws:PrincipalType": "Account" },
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "the caller's account and an ARN of another",
    never: on({
      StringNotEquals: { "aws:PrincipalAccount": ["111111111111", "222222222222"] },
      ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/*", "arn:*:iam::222222222222:user/*"] },
    }),
    twin: on({
      StringNotEquals: { "aws:PrincipalAccount": ["222222222222"] },
      ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/*", "arn:*:iam::222222222222:user/*"] },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "the source's account and an ARN of another",
    never: on({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:222222222222:*" },
    }),
    twin: on({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:*:*" },
    }),
    code: "keys-exclude-each-other",
    basis: "reference",
  },
  {
    what: "the resource's account and an ARN of another",
    never: {
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:us-east-1:111111111111:q",
      ...on({ StringEquals: { "aws:ResourceAccount": "222222222222" } }),
    },
    twin: {
      Action: "sqs:SendMessage",
      Resource: ["arn:aws:sqs:us-east-1:111111111111:q", "arn:aws:sqs:us-east-1:222222222222:q"],
      ...on({ StringEquals: { "aws:ResourceAccount": "222222222222" } }),
    },
    code: "no-combination",
    basis: "reference",
  },
];

describe("a statement never matches with", () => {
  for (const { what, never, twin, code, basis, setting } of PAIRS) {
    const complete = (own: Json): Json =>
      withoutUndefined({ Effect: "Deny", Action: "s3:GetObject", Resource: "*", ...own });
    test(what, () => {
      const proof = proofOf(complete(never), { catalog, ...setting });
      if (proof.verdict !== "never") assert.fail(proof.verdict);
      assert.deepEqual([proof.reason.code, proof.reason.basis], [code, basis]);
      assert.equal(proofOf(complete(twin), { catalog, ...setting }).verdict, "satisfiable");
    });
  }
});

describe("what AWS documents is never held against a statement", () => {
  const trust = { kind: "trust" } as const;
  for (const [what, statement, setting] of [
    [
      "a text in any case beside the same text in its own",
      on({
        StringEqualsIgnoreCase: { "aws:userid": "${s3:prefix}" },
        StringNotEquals: { "aws:userid": "${s3:prefix}" },
      }),
      {},
    ],
    [
      "a pattern beside the text it is written with",
      on({ StringLike: { "aws:userid": "${s3:prefix}" }, StringNotEquals: { "aws:userid": "${s3:prefix}" } }),
      {},
    ],
    [
      "a resource of the account that the statement is not about, where the key may be missing",
      {
        Action: "sqs:SendMessage",
        Resource: "arn:aws:sqs:us-east-1:111122223333:q",
        ...on({ StringNotEquals: { "aws:ResourceAccount": "111122223333" } }),
      },
      {},
    ],
    [
      "an access point to the bucket of another account",
      {
        Resource: "arn:aws:s3:us-east-1:111111111111:accesspoint/ap/object/*",
        ...on({ StringEquals: { "aws:ResourceAccount": "222222222222" } }),
      },
      {},
    ],
    [
      "a `*` that runs on past the account",
      {
        Action: "sqs:SendMessage",
        Resource: "arn:aws:sqs:*:111111111111:q",
        ...on({ StringEquals: { "aws:ResourceAccount": "222222222222" } }),
      },
      {},
    ],
    [
      "a source whose ARN has no account",
      on({ StringEquals: { "aws:SourceAccount": "111111111111" }, ArnLike: { "aws:SourceArn": "arn:aws:s3:::alpha" } }),
      {},
    ],
    [
      "a service that acts as a role",
      {
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
        Resource: undefined,
        ...on({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/*" } }),
      },
      trust,
    ],
    [
      "a principal that the file leaves open, beside the account it may be of",
      {
        Principal: { AWS: ["arn:aws:iam::111111111111:role/r", "arn:aws:iam::${account}:role/r"] },
        ...on({ StringEquals: { "aws:PrincipalAccount": "222222222222" } }),
      },
      { kind: "resource" },
    ],
    [
      "anybody, who may be of that account",
      {
        Principal: { AWS: ["111111111111", "*"] },
        ...on({ StringEquals: { "aws:PrincipalAccount": "222222222222" } }),
      },
      { kind: "resource" },
    ],
    [
      "a federated user of the principal",
      {
        Principal: { AWS: "arn:aws:iam::111111111111:user/ann" },
        ...on({ ArnLike: { "aws:PrincipalArn": "arn:aws:sts::111111111111:federated-user/bob" } }),
      },
      { kind: "resource" },
    ],
    [
      "a claim of SAML, or of one of two providers",
      {
        Principal: { Federated: ["graph.facebook.com", "arn:aws:iam::111111111111:saml-provider/idp"] },
        Action: ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"],
        Resource: undefined,
        ...on({ StringEquals: { "graph.facebook.com:app_id": "1" } }),
      },
      trust,
    ],
    [
      "a service, in the policy of a resource",
      { Principal: "*", ...on({ Bool: { "aws:PrincipalIsAWSService": "true" } }) },
      { kind: "resource" },
    ],
    [
      "a service, in an RCP",
      { Principal: "*", ...on({ Bool: { "aws:PrincipalIsAWSService": "true" } }) },
      { kind: "rcp" },
    ],
    [
      "tags that a service passes on when it assumes a role",
      {
        Principal: { Service: "rolesanywhere.amazonaws.com" },
        Action: "sts:AssumeRole",
        Resource: undefined,
        ...on({ StringEquals: { "aws:PrincipalTag/x509Subject/CN": "ana" }, Null: { "aws:SourceArn": "false" } }),
      },
      trust,
    ],
  ] as const) {
    test(what, () => {
      const complete = withoutUndefined({ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement });
      assert.notEqual(proofOf(complete, { catalog, ...setting }).verdict, "never");
    });
  }
});

test("a wildcard in the prefix of a service is no proof by logic", () => {
  const statement = { Effect: "Allow", Action: ["*:Get*", "s?:GetObject"], Resource: "*" };
  assert.notEqual(proofOf(statement, { catalog: undefined, facts: false }).verdict, "never");
});

describe("a Resource that is no ARN is never held against a statement", () => {
  for (const resource of ["execute-api:/prod/GET/*", "BUCKET_ARN", "alpha", "@bucket@/*"]) {
    test(resource, () => {
      const statement = { Effect: "Deny", Action: "s3:GetObject", Resource: resource };
      assert.notEqual(proofOf(statement, { catalog }).verdict, "never");
    });
  }
});

function withoutUndefined(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));
}

describe("a Resource with fewer fields than an ARN lives", () => {
  for (const [resource, names] of [
    ["arn:aws:sqs:*:q1", "lenient"],
    ["arn:aws:sqs:*:q1", "strict"],
    ["arn:aws:sqs:*", "lenient"],
    ["arn:aws:s*", "lenient"],
    ["arn:aws:*:q1", "lenient"],
    ["arn:*", "strict"],
  ] as const) {
    test(`${resource} (${names} names)`, () => {
      const policy = policyOf({ Effect: "Allow", Action: "sqs:SendMessage", Resource: resource });
      for (const catalogued of [catalog, undefined]) {
        const proof = proofIn(policy, { catalog: catalogued, names });
        if (proof.verdict !== "satisfiable") assert.fail(proof.verdict);
        assert.equal(matches(policy, proof.witness), "yes");
      }
    });
  }

  test("if a variable stands in its last field, perhaps", () => {
    const statement = { Effect: "Allow", Action: "iam:PassRole", Resource: "arn:aws:iam:*:role/${aws:username}" };
    assert.equal(proofOf(statement, { catalog }).verdict, "unknown");
  });
});

describe("NotPrincipal leaves", () => {
  for (const [who, listed, verdict] of [
    ["who is of another account", { AWS: ["111111111111", "arn:aws:iam::111111111112:user/x"] }, "satisfiable"],
    ["users beside a service", { Service: "s3.amazonaws.com" }, "satisfiable"],
    ["nobody for certain beside unique ids", { AWS: "AIDAEXAMPLE" }, "unknown"],
    ["nobody beside everybody", { AWS: "*" }, "never"],
  ] as const) {
    test(who, () => {
      const statement = { Effect: "Allow", NotPrincipal: listed, Action: "s3:GetObject", Resource: OBJECT };
      assert.equal(proofOf(statement, { catalog, kind: "resource" }).verdict, verdict);
    });
  }
});

describe("the parts of a proof", () => {
  test("are those that cannot hold together, and no others", () => {
    const proof = proofOf(
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: {
          Bool: { "aws:SecureTransport": "true" },
          StringEquals: { "aws:PrincipalTag/a": "x", "aws:PrincipalTag/b": "x" },
          StringNotLike: { "aws:PrincipalTag/a": "?" },
        },
      },
      { catalog },
    );
    assert.deepEqual(proof.verdict === "never" && proof.reason.parts, [
      ["Condition", "StringEquals", "aws:PrincipalTag/a"],
      ["Condition", "StringNotLike", "aws:PrincipalTag/a"],
    ]);
  });
});

describe("an entry is dead", () => {
  test("if no request matches because of it", () => {
    const proof = proofOf(
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:Get Object", "s3:ListBucket"],
        Resource: ["arn:aws:s3:::alpha*", "arn:aws:sqs:*:*:q"],
        Condition: { StringEquals: { "aws:PrincipalTag/a": ["x", "yy"] }, StringLike: { "aws:PrincipalTag/a": "?" } },
      },
      { catalog },
    );
    if (proof.verdict !== "satisfiable") assert.fail(proof.verdict);
    assert.deepEqual(
      proof.dead.map(({ part }) => part.join("/")),
      ["Action/1", "Resource/1", "Condition/StringEquals/aws:PrincipalTag/a/1"],
    );
  });

  for (const [what, action, dead] of [
    ["if its requests do not carry the key", "sts:GetCallerIdentity", ["Action/1"]],
    ["but not if it is asked for within the request of another call", "sts:TagSession", []],
  ] as const) {
    test(what, () => {
      const proof = proofOf(
        {
          Effect: "Allow",
          Action: ["sts:AssumeRole", action],
          Resource: "*",
          Condition: { StringEquals: { "sts:ExternalId": "red" } },
        },
        { catalog },
      );
      assert.deepEqual(proof.verdict === "satisfiable" && proof.dead.map(({ part }) => part.join("/")), dead);
    });
  }

  const [ROLE, USER] = ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::444455556666:user/ann"];
  for (const [what, kind, principal, condition, dead] of [
    [
      "a service has no organization",
      "resource",
      { AWS: "111122223333", Service: "sns.amazonaws.com" },
      { StringEquals: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } },
      ["Service/0"],
    ],
    [
      "a service or an organization",
      "resource",
      { AWS: "111122223333", Service: "sns.amazonaws.com" },
      { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } },
      [],
    ],
    [
      "of two accounts a condition chooses one",
      "resource",
      { AWS: [ROLE, USER] },
      { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
      [],
    ],
    [
      "users and roles of both accounts",
      "resource",
      { AWS: [ROLE, USER] },
      { StringEquals: { "aws:PrincipalAccount": ["111122223333", "444455556666"] } },
      [],
    ],
    [
      "a user is no session",
      "resource",
      { AWS: [ROLE, USER] },
      { StringEquals: { "aws:PrincipalType": "AssumedRole" } },
      ["AWS/1"],
    ],
    [
      "a key that anybody may have",
      "resource",
      { AWS: [ROLE, USER] },
      { StringEquals: { "aws:PrincipalTag/a": "b" } },
      [],
    ],
    [
      "what the file does not say",
      "resource",
      { AWS: ["${var.role}", USER] },
      { StringEquals: { "aws:PrincipalType": "AssumedRole" } },
      ["AWS/1"],
    ],
    [
      "a principal that is none, whatever is asked",
      "resource",
      { AWS: [ROLE, "arn:aws:iam::111122223333:role/app-*"] },
      { StringEquals: { "aws:PrincipalTag/a": "b" } },
      [],
    ],
    [
      "a token of another provider",
      "trust",
      { Federated: [provider("one.example.com"), provider("two.example.com")] },
      { StringEquals: { "one.example.com:sub": "a" } },
      ["Federated/1"],
    ],
    [
      "whoever may assume a role without MFA",
      "trust",
      { AWS: "111122223333", Service: "ec2.amazonaws.com" },
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      ["Service/0"],
    ],
    [
      "whoever has MFA or cannot have it",
      "trust",
      { AWS: "111122223333", Service: "ec2.amazonaws.com" },
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
      [],
    ],
  ] as const) {
    test(`in Principal: ${what}`, () => {
      const Action = kind === "resource" ? "s3:GetObject" : ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"];
      const resource = kind === "resource" ? { Resource: OBJECT } : {};
      const proof = proofOf(
        { Effect: "Allow", Principal: principal, Action, ...resource, Condition: condition },
        { catalog, kind },
      );
      if (proof.verdict === "never") assert.fail("never");
      assert.deepEqual(
        proof.dead.filter(({ part }) => part[0] === "Principal").map(({ part: [, ...path] }) => path.join("/")),
        dead,
      );
    });
  }

  test("in NotAction if it excludes nothing", () => {
    const proof = proofOf({ Effect: "Deny", NotAction: ["s3:Get Object", "s3:*"], Resource: "*" }, { catalog });
    assert.deepEqual(proof.verdict === "satisfiable" && proof.dead.map(({ part, code }) => [...part, code]), [
      ["NotAction", 0, "excludes-nothing"],
    ]);
  });
});

describe("nothing is claimed", () => {
  for (const [what, statement] of Object.entries<Json>({
    "of an action without resource types": { Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::*" },
    "of an action that the reference does not know": { Action: "s3:GetObjct" },
    "of a pattern that matches no action of the reference": { Action: "s3:Fetch*" },
    "of a service that the reference does not know": { Action: "s9:Get*", Resource: "arn:aws:s9:::a" },
    "of a number that is larger than any double": on({ NumericEquals: { "aws:MultiFactorAuthAge": "1e400" } }),
    "of a number that is smaller than any double": on({ NumericLessThan: { "aws:MultiFactorAuthAge": "1e-400" } }),
    "of a key that the reference does not know": on({ StringEquals: { "s3:keys": "1" } }),
    "of such a key on a permission within another call": {
      Action: "sts:TagSession",
      ...on({ StringEquals: { "sts:keys": "1" } }),
    },
    "of a resource that is of no type of its service": {
      Action: "kms:Decrypt",
      Resource: "arn:aws:kms:us-east-1:111111111111:store/a",
    },
    "of a key we have no data about": {
      Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "x" } },
    },
    "of an operator AWS does not know": { Condition: { StringIs: { "aws:PrincipalTag/a": "x" } } },
    "of one operator for several values": {
      Condition: { StringEquals: { "aws:PrincipalOrgPaths": "x" }, StringNotEquals: { "aws:PrincipalOrgPaths": "x" } },
    },
    "of a resource that AWS owns": { Action: "iam:PassRole", Resource: "arn:aws:iam::aws:role/x" },
  })) {
    test(what, () => {
      const proof = proofOf({ Effect: "Deny", Action: "s3:GetObject", Resource: "*", ...statement }, { catalog });
      assert.notEqual(proof.verdict, "never");
    });
  }
});
