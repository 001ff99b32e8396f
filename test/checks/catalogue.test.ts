/**
 * The ways in which a statement can be written so that it, or a part of it, never matches: for each a policy that shows
 * it, and a twin that differs in one thing and gives no finding at all. Against the packed reference data, because the
 * twins must be right in AWS, not only in a handful of actions.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { eighthOf } from "../support/searching.ts";

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Elements = Readonly<Record<string, Json | undefined>>;

interface Row {
  readonly says: string;
  readonly code: string;
  readonly kind?: PolicyKind;
  /** The resource that the policy is attached to. */
  readonly resource?: string;
  /** `undefined` takes an element out. */
  readonly statement: Elements;
  /** What the twin has instead: one element of the statement, or the Version. */
  readonly twin: Elements;
  readonly version?: "2008-10-17" | "none";
}

const QUEUE = "arn:aws:sqs:us-east-1:111122223333:jobs";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ALIAS = "arn:aws:kms:us-east-1:111122223333:alias/app";
const ROLE = "arn:aws:iam::111122223333:role/app";
const USER = "arn:aws:iam::111122223333:user/ann";
const SAML = "arn:aws:iam::111122223333:saml-provider/Corporate";
const OIDC = "arn:aws:iam::111122223333:oidc-provider/gitlab.com";
const OBJECTS = { Resource: "arn:aws:s3:::reports/*" };

/** A Condition of one operator on one key. */
function when(operator: string, key: string, value: Json): Elements {
  return { Condition: { [operator]: { [key]: value } } };
}

const both = (condition: Json): Elements => ({ Condition: condition });

const BY_SIGN_IN = when("StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml");

const CATALOGUE: Readonly<Record<string, readonly Row[]>> = {
  "1: an action, a service or a wildcard that stands for no action": [
    {
      says: "an action",
      code: "unknown-action",
      statement: { Action: "s3:GetObjekt" },
      twin: { Action: "s3:GetObject" },
    },
    {
      says: "a service",
      code: "unknown-service",
      statement: { Action: "dyanmodb:PutItem" },
      twin: { Action: "dynamodb:PutItem" },
    },
    { says: "a wildcard", code: "unknown-action", statement: { Action: "s3:Gett*" }, twin: { Action: "s3:Get*" } },
  ],
  "2: an action with a blank, a comma, or nothing after its colon": [
    {
      says: "a blank at its end",
      code: "malformed-action",
      statement: { Action: "s3:GetObject " },
      twin: { Action: "s3:GetObject" },
    },
    {
      says: "a blank at its start",
      code: "malformed-action",
      statement: { Action: " s3:GetObject" },
      twin: { Action: "s3:GetObject" },
    },
    {
      says: "a comma",
      code: "malformed-action",
      statement: { Action: "s3:GetObject,s3:PutObject" },
      twin: { Action: ["s3:GetObject", "s3:PutObject"] },
    },
    { says: "no name", code: "malformed-action", statement: { Action: "s3:" }, twin: { Action: "s3:*" } },
    {
      says: "in NotAction, where it excludes nothing",
      code: "malformed-action",
      statement: { Effect: "Deny", Action: undefined, NotAction: ["iam:* ", "s3:*"] },
      twin: { NotAction: ["iam:*", "s3:*"] },
    },
  ],
  "3: a list that is empty, or nobody": [
    { says: "no action", code: "empty-list", statement: { Action: [] }, twin: { Action: ["s3:GetObject"] } },
    { says: "no resource", code: "empty-list", statement: { Resource: [] }, twin: { Resource: ["*"] } },
    {
      says: "no principal in the list",
      code: "empty-list",
      kind: "resource",
      statement: { ...OBJECTS, Principal: { AWS: [] } },
      twin: { Principal: { AWS: ["111122223333"] } },
    },
    {
      says: "an empty Principal",
      code: "empty-list",
      kind: "resource",
      statement: { ...OBJECTS, Principal: {} },
      twin: { Principal: { AWS: "111122223333" } },
    },
    {
      says: "neither Principal nor NotPrincipal",
      code: "missing-principal",
      kind: "resource",
      statement: OBJECTS,
      twin: { Principal: { AWS: "111122223333" } },
    },
  ],
  "4: an exception of everything": [
    {
      says: "of all actions",
      code: "action-matches-nothing",
      statement: { Effect: "Deny", Action: undefined, NotAction: "*" },
      twin: { NotAction: "iam:*" },
    },
    {
      says: "of all resources",
      code: "resource-matches-nothing",
      statement: { Effect: "Deny", Resource: undefined, NotResource: "*" },
      twin: { NotResource: "arn:aws:s3:::reports/*" },
    },
    {
      says: "of everybody, allowed",
      code: "not-principal-with-allow",
      kind: "resource",
      statement: { ...OBJECTS, NotPrincipal: "*" },
      twin: { NotPrincipal: undefined, Principal: "*" },
    },
    {
      says: "of everybody, denied: those with a boundary are left",
      code: "not-principal-with-deny",
      kind: "resource",
      statement: { ...OBJECTS, Effect: "Deny", NotPrincipal: "*" },
      twin: { NotPrincipal: undefined, Principal: "*" },
    },
  ],
  "6: a variable that an old version takes as text": [
    {
      says: "Version 2008-10-17",
      code: "variable-in-old-version",
      version: "2008-10-17",
      statement: { Resource: "arn:aws:s3:::home/${aws:username}/*" },
      twin: { Version: "2012-10-17" },
    },
    {
      says: "no Version",
      code: "variable-in-old-version",
      version: "none",
      statement: { Resource: "arn:aws:s3:::home/${aws:username}/*" },
      twin: { Version: "2012-10-17" },
    },
  ],
  "7: a variable that stands for nothing": [
    {
      says: "before the fifth colon",
      code: "misplaced-variable",
      statement: { Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:jobs" },
      twin: { Resource: "arn:aws:sqs:us-east-1:*:jobs" },
    },
    {
      says: "of a key with several values",
      code: "multivalued-variable",
      statement: { Resource: "arn:aws:s3:::home/${aws:TagKeys}/*" },
      twin: { Resource: "arn:aws:s3:::home/${aws:userid}/*" },
    },
    {
      says: "a user's name for a role",
      code: "no-combination",
      kind: "resource",
      statement: { Principal: { AWS: ROLE }, Resource: "arn:aws:s3:::home/${aws:username}/*" },
      twin: { Principal: { AWS: USER } },
    },
    {
      says: "of a key that must be absent",
      code: "no-combination",
      statement: { Resource: "arn:aws:s3:::home/${aws:username}/*", ...when("Null", "aws:username", "true") },
      twin: when("Null", "aws:username", "false"),
    },
    {
      says: "under a positive operator",
      code: "keys-exclude-each-other",
      statement: both({
        Null: { "aws:username": "true" },
        StringEquals: { "s3:ExistingObjectTag/owner": "${aws:username}" },
      }),
      twin: both({
        Null: { "aws:username": "true" },
        StringNotEquals: { "s3:ExistingObjectTag/owner": "${aws:username}" },
      }),
    },
  ],
  "8: a resource that the action does not act on": [
    { says: "of another service", code: "resource-not-of-action", statement: { Resource: QUEUE }, twin: OBJECTS },
    {
      says: "a bucket for an object's action",
      code: "resource-not-of-action",
      statement: { Resource: "arn:aws:s3:::reports" },
      twin: OBJECTS,
    },
    {
      says: "objects for a bucket's action",
      code: "resource-not-of-action",
      statement: { Action: "s3:ListBucket", ...OBJECTS },
      twin: { Resource: "arn:aws:s3:::reports" },
    },
    {
      says: "denied",
      code: "resource-not-of-action",
      statement: { Effect: "Deny", Resource: "arn:aws:s3:::reports" },
      twin: OBJECTS,
    },
    {
      says: "for one action of several",
      code: "dead-entry",
      statement: { Action: ["s3:GetObject", "s3:ListBucket"], Resource: "arn:aws:s3:::reports" },
      twin: { Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] },
    },
  ],
  "10: an ARN that is not of its service's form": [
    {
      says: "two slashes before the name of a parameter",
      code: "misspelled-arn",
      statement: {
        Action: "ssm:GetParameter",
        Resource: "arn:aws:ssm:us-east-1:111122223333:parameter//prod/url",
      },
      twin: { Resource: "arn:aws:ssm:us-east-1:111122223333:parameter/prod/url" },
    },
    {
      says: "a secret's ARN as a container's definition has it",
      code: "misspelled-arn",
      statement: {
        Action: "secretsmanager:GetSecretValue",
        Resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-a1b2c3:password::",
      },
      twin: { Resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-a1b2c3" },
    },
    {
      says: "an account in the ARN of an API",
      code: "misspelled-arn",
      statement: { Action: "apigateway:GET", Resource: "arn:aws:apigateway:us-east-1:111122223333:/restapis/*" },
      twin: { Resource: "arn:aws:apigateway:us-east-1::/restapis/*" },
    },
    {
      says: "an account where none belongs",
      code: "misspelled-arn",
      statement: { Resource: "arn:aws:s3::111122223333:reports/*" },
      twin: OBJECTS,
    },
    {
      says: "a Region where none belongs",
      code: "misspelled-arn",
      statement: { Resource: "arn:aws:s3:us-east-1::reports/*" },
      twin: OBJECTS,
    },
    {
      says: "no Region where one belongs",
      code: "misspelled-arn",
      statement: { Action: "sqs:SendMessage", Resource: "arn:aws:sqs::111122223333:jobs" },
      twin: { Resource: QUEUE },
    },
    {
      says: "no account where one belongs",
      code: "misspelled-arn",
      statement: { Action: "kms:Decrypt", Resource: KEY.replace("111122223333", "") },
      twin: { Resource: KEY },
    },
    {
      says: "a wrong partition",
      code: "invalid-arn",
      statement: { Resource: "arn:amazon:s3:::reports/*" },
      twin: OBJECTS,
    },
    {
      says: "a service in capitals",
      code: "invalid-arn",
      statement: { Resource: "arn:aws:S3:::reports/*" },
      twin: OBJECTS,
    },
    {
      says: "an account without twelve digits",
      code: "invalid-arn",
      statement: { Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:12345:jobs" },
      twin: { Resource: QUEUE },
    },
    {
      says: "a session where the role is meant",
      code: "resource-not-of-action",
      statement: { Action: "sts:AssumeRole", Resource: "arn:aws:sts::111122223333:assumed-role/app/me" },
      twin: { Resource: ROLE },
    },
  ],
  "12: a resource in the policy of another": [
    {
      says: "another bucket's",
      code: "resource-of-another",
      kind: "resource",
      resource: "arn:aws:s3:::reports",
      statement: { Principal: { AWS: USER }, Resource: "arn:aws:s3:::invoices/*" },
      twin: OBJECTS,
    },
    {
      says: "any in a trust policy",
      code: "unsupported-element",
      kind: "trust",
      statement: { Principal: { AWS: ROLE }, Action: "sts:AssumeRole", Resource: "*" },
      twin: { Resource: undefined },
    },
  ],
  "13: an alias where the key is asked for": [
    {
      says: "for an action on keys",
      code: "alias-as-key",
      statement: { Action: "kms:Decrypt", Resource: ALIAS },
      twin: { Resource: KEY },
    },
    {
      says: "beside an action on aliases",
      code: "dead-entry",
      statement: { Action: ["kms:UpdateAlias", "kms:Decrypt"], Resource: ALIAS },
      twin: { Resource: [ALIAS, KEY] },
    },
  ],
  "14: part of a principal's name, or a group": [
    {
      says: "roles that begin so",
      code: "invalid-principal",
      kind: "trust",
      statement: { Principal: { AWS: "arn:aws:iam::111122223333:role/app-*" } },
      twin: { Principal: { AWS: ROLE } },
    },
    {
      says: "a group",
      code: "invalid-principal",
      kind: "trust",
      statement: { Principal: { AWS: "arn:aws:iam::111122223333:group/devs" } },
      twin: { Principal: { AWS: USER } },
    },
    {
      says: "all sessions of a role",
      code: "invalid-principal",
      kind: "trust",
      statement: { Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/app/*" } },
      twin: { Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/app/me" } },
    },
  ],
  "15: a principal that does not exist": [
    {
      says: "a role's ID",
      code: "deleted-principal",
      kind: "trust",
      statement: { Principal: { AWS: "AROADBQP57FF2AEXAMPLE" } },
      twin: { Principal: { AWS: ROLE } },
    },
    {
      says: "a user's ID",
      code: "deleted-principal",
      kind: "trust",
      statement: { Principal: { AWS: "AIDADBQP57FF2AEXAMPLE" } },
      twin: { Principal: { AWS: USER } },
    },
    {
      says: "a service's name with a slip",
      code: "unknown-service-principal",
      kind: "trust",
      statement: { Principal: { Service: "lambada.amazonaws.com" } },
      twin: { Principal: { Service: "lambda.amazonaws.com" } },
    },
    {
      says: "a domain with a slip",
      code: "unknown-service-principal",
      kind: "trust",
      statement: { Principal: { Service: "lambda.amazonaws.con" } },
      twin: { Principal: { Service: "lambda.amazonaws.com" } },
    },
    {
      says: "the name for China elsewhere",
      code: "unknown-service-principal",
      kind: "trust",
      statement: {
        Principal: { Service: "ec2.amazonaws.com.cn" },
        ...when("ArnLike", "aws:SourceArn", "arn:aws:ec2:us-east-1:111122223333:instance/*"),
      },
      twin: { Principal: { Service: "ec2.amazonaws.com" } },
    },
  ],
  "16: a federated principal that cannot use the action": [
    {
      says: "SAML with AssumeRole",
      code: "mismatched-action",
      kind: "trust",
      statement: { Principal: { Federated: SAML }, ...BY_SIGN_IN },
      twin: { Action: "sts:AssumeRoleWithSAML" },
    },
    {
      says: "OpenID Connect with SAML's",
      code: "mismatched-action",
      kind: "trust",
      statement: {
        Principal: { Federated: OIDC },
        Action: "sts:AssumeRoleWithSAML",
        Condition: { StringLike: { "gitlab.com:sub": "project_path:my-group/*" } },
      },
      twin: { Action: "sts:AssumeRoleWithWebIdentity" },
    },
    {
      says: "Cognito with AssumeRole beside tags",
      code: "mismatched-action",
      kind: "trust",
      statement: {
        Principal: { Federated: "cognito-identity.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:1a2b" } },
      },
      twin: { Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] },
    },
    {
      says: "a role with a provider's action",
      code: "mismatched-action",
      kind: "trust",
      statement: { Principal: { AWS: ROLE }, Action: "sts:AssumeRoleWithWebIdentity" },
      twin: { Action: "sts:AssumeRole" },
    },
    {
      says: "a provider beside a role",
      code: "mismatched-action",
      kind: "trust",
      statement: { Principal: { AWS: ROLE, Federated: SAML }, ...BY_SIGN_IN },
      twin: { Action: ["sts:AssumeRole", "sts:AssumeRoleWithSAML"] },
    },
    {
      says: "outside a trust policy",
      code: "federated-principal",
      kind: "resource",
      statement: { ...OBJECTS, Principal: { Federated: SAML } },
      twin: { Principal: { AWS: ROLE } },
    },
    {
      says: "Roles Anywhere without its three actions",
      code: "service-needs-actions",
      kind: "trust",
      statement: { Principal: { Service: "rolesanywhere.amazonaws.com" } },
      twin: { Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"] },
    },
  ],
  "17: a trust policy with another action": [
    {
      says: "of another service",
      code: "trust-policy-action",
      kind: "trust",
      statement: { Principal: { AWS: ROLE }, Action: "s3:GetObject" },
      twin: { Action: "sts:AssumeRole" },
    },
    {
      says: "of STS",
      code: "trust-policy-action",
      kind: "trust",
      statement: { Principal: { AWS: ROLE }, Action: ["sts:AssumeRole", "sts:GetSessionToken"] },
      twin: { Action: ["sts:AssumeRole", "sts:SetContext"] },
    },
  ],
  "18: NotPrincipal with Deny, which hits whoever has a boundary": [
    {
      says: "a role excepted",
      code: "not-principal-with-deny",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Effect: "Deny",
        NotPrincipal: { AWS: [ROLE, "111122223333"] },
        ...when("ArnNotEquals", "aws:PrincipalArn", ROLE),
      },
      twin: { NotPrincipal: undefined, Principal: "*" },
    },
  ],
  "19: a key that this kind of principal never has": [
    {
      says: "an organization of a service",
      code: "no-combination",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Action: "s3:PutObject",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        ...when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
      },
      twin: when("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5"),
    },
    {
      says: "a user's name of a role",
      code: "no-combination",
      kind: "trust",
      statement: { Principal: { AWS: ROLE }, ...when("StringEquals", "aws:username", "ann") },
      twin: { Principal: { AWS: USER } },
    },
    {
      says: "a second factor of a service",
      code: "no-combination",
      kind: "trust",
      statement: { Principal: { Service: "ec2.amazonaws.com" }, ...when("Bool", "aws:MultiFactorAuthPresent", "true") },
      twin: { Principal: { AWS: USER } },
    },
  ],
  "20: a key that does not exist": [
    {
      says: "allowed",
      code: "unknown-condition-key",
      statement: when("StringEquals", "aws:SourceVpcc", "vpc-0a1b2c3d"),
      twin: when("StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d"),
    },
    {
      says: "denied",
      code: "unknown-condition-key",
      statement: {
        Effect: "Deny",
        Action: "iam:CreateAccessKey",
        ...when("StringEquals", "iam:AccessKeyOwner", "111122223333"),
      },
      twin: when("StringEquals", "aws:PrincipalAccount", "111122223333"),
    },
  ],
  "21: a key that no request for the action carries": [
    {
      says: "of another action of the service",
      code: "key-not-in-request",
      statement: when("StringEquals", "s3:prefix", "home"),
      twin: { Action: "s3:ListBucket" },
    },
    {
      says: "denied",
      code: "key-not-in-request",
      statement: { Effect: "Deny", ...when("NumericGreaterThan", "s3:max-keys", "100") },
      twin: { Action: "s3:ListBucket" },
    },
    {
      says: "of none of several actions",
      code: "key-not-in-request",
      statement: { Action: ["s3:GetObject", "s3:PutObject"], ...when("StringLike", "s3:prefix", "home/*") },
      twin: { Action: ["s3:ListBucket", "s3:ListBucketVersions"] },
    },
  ],
  "22: a value of another type or form": [
    {
      says: "a truth value",
      code: "impossible-value",
      statement: when("Bool", "aws:SecureTransport", "yes"),
      twin: when("Bool", "aws:SecureTransport", "true"),
    },
    {
      says: "an address",
      code: "impossible-value",
      statement: when("IpAddress", "aws:SourceIp", "abc"),
      twin: when("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
    },
    {
      says: "a range of addresses",
      code: "impossible-value",
      statement: when("IpAddress", "aws:SourceIp", ["203.0.113.0/99", "198.51.100.0/24"]),
      twin: when("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "198.51.100.0/24"]),
    },
    {
      says: "a range that is excluded",
      code: "impossible-value",
      statement: when("NotIpAddress", "aws:SourceIp", "203.0.113.0/99"),
      twin: when("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"),
    },
    {
      says: "a number",
      code: "impossible-value",
      statement: when("NumericLessThan", "aws:MultiFactorAuthAge", "ten"),
      twin: when("NumericLessThan", "aws:MultiFactorAuthAge", "10"),
    },
    {
      says: "a date",
      code: "impossible-value",
      statement: when("DateGreaterThan", "aws:CurrentTime", "tomorrow"),
      twin: when("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
    },
    {
      says: "a text where the key holds a truth value",
      code: "condition-never-holds",
      statement: when("StringEquals", "aws:SecureTransport", "on"),
      twin: when("StringEquals", "aws:SecureTransport", "true"),
    },
    {
      says: "an address operator on a date",
      code: "condition-never-holds",
      statement: when("IpAddress", "aws:CurrentTime", "203.0.113.0/24"),
      twin: when("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
    },
    {
      says: "a VPC's ID",
      code: "impossible-value",
      statement: when("StringEquals", "aws:SourceVpc", "vpc-12"),
      twin: when("StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d"),
    },
    {
      says: "an endpoint's ID",
      code: "impossible-value",
      statement: when("StringEquals", "aws:SourceVpce", "vpc-0a1b2c3d"),
      twin: when("StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d"),
    },
    {
      says: "an account's ID",
      code: "impossible-value",
      statement: when("StringEquals", "aws:PrincipalAccount", 12345678901),
      twin: when("StringEquals", "aws:PrincipalAccount", "012345678901"),
    },
    {
      says: "an organization's ID",
      code: "impossible-value",
      statement: when("StringEquals", "aws:PrincipalOrgID", "111122223333"),
      twin: when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
    },
    {
      says: "an organization's path",
      code: "impossible-value",
      statement: when("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12"),
      twin: when("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/"),
    },
    {
      says: "a session under aws:PrincipalArn",
      code: "impossible-value",
      statement: when("ArnLike", "aws:PrincipalArn", "arn:aws:sts::111122223333:assumed-role/app/*"),
      twin: when("ArnLike", "aws:PrincipalArn", ROLE),
    },
  ],
  "23: a star that is no wildcard": [
    {
      says: "under StringEquals",
      code: "wildcard-in-string-equals",
      statement: when("StringEquals", "aws:PrincipalTag/team", "web-*"),
      twin: when("StringLike", "aws:PrincipalTag/team", "web-*"),
    },
    {
      says: "but one under ArnEquals",
      code: "wildcard-in-string-equals",
      statement: when("StringEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/app"),
      twin: when("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/app"),
    },
  ],
  "24: the wrong case": [
    { says: "of an effect", code: "invalid-effect", statement: { Effect: "allow" }, twin: { Effect: "Allow" } },
    {
      says: "of a Region",
      code: "impossible-value",
      statement: when("StringEquals", "aws:RequestedRegion", "US-EAST-1"),
      twin: when("StringEquals", "aws:RequestedRegion", "us-east-1"),
    },
    {
      says: "of a Region, under an operator that ignores case",
      code: "impossible-value",
      statement: when("StringEquals", "aws:RequestedRegion", "US-EAST-1"),
      twin: when("StringEqualsIgnoreCase", "aws:RequestedRegion", "US-EAST-1"),
    },
    {
      says: "of an organization's ID",
      code: "impossible-value",
      statement: when("StringEquals", "aws:PrincipalOrgID", "O-A1B2C3D4E5"),
      twin: when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
    },
    {
      says: "of a type of principal",
      code: "impossible-value",
      statement: when("StringEquals", "aws:PrincipalType", "user"),
      twin: when("StringEquals", "aws:PrincipalType", "User"),
    },
    {
      says: "dashes in an account's ID",
      code: "impossible-value",
      statement: when("StringEquals", "aws:ResourceAccount", "1111-2222-3333"),
      twin: when("StringEquals", "aws:ResourceAccount", "111122223333"),
    },
    {
      says: "of a tag's value that another condition asks for",
      code: "conditions-contradict",
      statement: both({
        StringEquals: { "aws:PrincipalTag/team": "Web" },
        StringLike: { "aws:PrincipalTag/team": "web*" },
      }),
      twin: both({ StringEquals: { "aws:PrincipalTag/team": "web" }, StringLike: { "aws:PrincipalTag/team": "web*" } }),
    },
  ],
  "25: conditions on one key that contradict each other": [
    {
      says: "equal and not equal",
      code: "conditions-contradict",
      statement: both({
        StringEquals: { "aws:RequestedRegion": "us-east-1" },
        StringNotEquals: { "aws:RequestedRegion": "us-east-1" },
      }),
      twin: both({
        StringEquals: { "aws:RequestedRegion": "us-east-1" },
        StringNotEquals: { "aws:RequestedRegion": "us-east-2" },
      }),
    },
    {
      says: "equal to one and like another",
      code: "conditions-contradict",
      statement: both({
        StringEquals: { "aws:RequestedRegion": "us-east-1" },
        StringLike: { "aws:RequestedRegion": "eu-*" },
      }),
      twin: both({
        StringEquals: { "aws:RequestedRegion": "us-east-1" },
        StringLike: { "aws:RequestedRegion": "us-*" },
      }),
    },
    {
      says: "with and without regard to case",
      code: "conditions-contradict",
      statement: both({
        StringEquals: { "aws:PrincipalTag/team": "b" },
        StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "A" },
      }),
      twin: both({
        StringEquals: { "aws:PrincipalTag/team": "a" },
        StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "A" },
      }),
    },
    {
      says: "numbers",
      code: "conditions-contradict",
      statement: both({
        NumericLessThan: { "aws:MultiFactorAuthAge": "5" },
        NumericGreaterThan: { "aws:MultiFactorAuthAge": "10" },
      }),
      twin: both({
        NumericLessThan: { "aws:MultiFactorAuthAge": "10" },
        NumericGreaterThan: { "aws:MultiFactorAuthAge": "5" },
      }),
    },
    {
      says: "dates",
      code: "conditions-contradict",
      statement: both({
        DateLessThan: { "aws:TokenIssueTime": "2036-01-01T00:00:00Z" },
        DateGreaterThan: { "aws:TokenIssueTime": "2036-02-01T00:00:00Z" },
      }),
      twin: both({
        DateLessThan: { "aws:TokenIssueTime": "2036-02-01T00:00:00Z" },
        DateGreaterThan: { "aws:TokenIssueTime": "2036-01-01T00:00:00Z" },
      }),
    },
    {
      says: "addresses",
      code: "conditions-contradict",
      statement: both({
        IpAddress: { "aws:SourceIp": "203.0.113.0/25" },
        NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      }),
      twin: both({
        IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
        NotIpAddress: { "aws:SourceIp": "203.0.113.0/25" },
      }),
    },
    {
      says: "true and false",
      code: "conditions-contradict",
      statement: both({ Bool: { "aws:SecureTransport": "true" }, BoolIfExists: { "aws:SecureTransport": "false" } }),
      twin: both({ Bool: { "aws:SecureTransport": "true" }, BoolIfExists: { "aws:SecureTransport": "true" } }),
    },
    {
      says: "absent and with a value",
      code: "conditions-contradict",
      statement: both({
        Null: { "aws:TokenIssueTime": "true" },
        DateGreaterThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" },
      }),
      twin: both({
        Null: { "aws:TokenIssueTime": "false" },
        DateGreaterThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" },
      }),
    },
    {
      says: "present and without a value",
      code: "conditions-contradict",
      statement: both({ Null: { "aws:PrincipalTag/team": "false" }, StringNotLike: { "aws:PrincipalTag/team": "*" } }),
      twin: both({ Null: { "aws:PrincipalTag/team": "false" }, StringNotLike: { "aws:PrincipalTag/team": "a*" } }),
    },
  ],
  "26: keys that no request carries together": [
    {
      says: "an address and an endpoint",
      code: "keys-exclude-each-other",
      statement: both({
        IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
        StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" },
      }),
      twin: both({
        IpAddress: { "aws:VpcSourceIp": "10.0.0.0/24" },
        StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" },
      }),
    },
    {
      says: "an address and a VPC",
      code: "keys-exclude-each-other",
      statement: both({
        IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
        StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d" },
      }),
      twin: both({
        IpAddress: { "aws:VpcSourceIp": "10.0.0.0/24" },
        StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d" },
      }),
    },
    {
      says: "a public and a private address",
      code: "keys-exclude-each-other",
      statement: both({ IpAddress: { "aws:SourceIp": "203.0.113.0/24", "aws:VpcSourceIp": "10.0.0.0/8" } }),
      twin: both({ IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } }),
    },
    {
      says: "a user and an identity provider",
      code: "keys-exclude-each-other",
      statement: both({ StringEquals: { "aws:username": "ann", "aws:FederatedProvider": "www.amazon.com" } }),
      twin: both({ StringEquals: { "aws:FederatedProvider": "www.amazon.com" } }),
    },
    {
      says: "a user and a source identity",
      code: "keys-exclude-each-other",
      statement: both({ StringEquals: { "aws:username": "ann", "aws:SourceIdentity": "ann" } }),
      twin: both({ StringEquals: { "aws:SourceIdentity": "ann" } }),
    },
    {
      says: "a user and a service",
      code: "keys-exclude-each-other",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Principal: "*",
        ...both({ StringEquals: { "aws:username": "ann", "aws:PrincipalServiceName": "sns.amazonaws.com" } }),
      },
      twin: both({ StringEquals: { "aws:PrincipalServiceName": "sns.amazonaws.com" } }),
    },
    {
      says: "a user who is a service",
      code: "keys-exclude-each-other",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Principal: "*",
        ...both({ StringEquals: { "aws:username": "ann" }, Bool: { "aws:PrincipalIsAWSService": "true" } }),
      },
      twin: both({ StringEquals: { "aws:username": "ann" }, Bool: { "aws:PrincipalIsAWSService": "false" } }),
    },
    {
      says: "a tag that is not among the tag keys",
      code: "keys-exclude-each-other",
      statement: {
        Action: "ec2:CreateTags",
        ...both({
          "ForAllValues:StringEquals": { "aws:TagKeys": ["Owner"] },
          StringLike: { "aws:RequestTag/CostCenter": "a*" },
        }),
      },
      twin: both({
        "ForAllValues:StringEquals": { "aws:TagKeys": ["Owner", "costcenter"] },
        StringLike: { "aws:RequestTag/CostCenter": "a*" },
      }),
    },
    {
      says: "called by a service, and not",
      code: "keys-exclude-each-other",
      statement: both({
        "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" },
        Bool: { "aws:ViaAWSService": "false" },
      }),
      twin: both({
        "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" },
        Bool: { "aws:ViaAWSService": "true" },
      }),
    },
  ],
  "27: an operator that no value meets": [
    {
      says: "any of none",
      code: "empty-list",
      statement: when("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", []),
      twin: when("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/"]),
    },
    {
      says: "Null of any value",
      code: "null-with-set-operator",
      statement: when("ForAnyValue:Null", "aws:PrincipalOrgPaths", "true"),
      twin: when("Null", "aws:PrincipalOrgPaths", "true"),
    },
    {
      says: "unlike every text",
      code: "only-when-absent",
      statement: when("StringNotLike", "aws:PrincipalTag/team", "*"),
      twin: when("StringNotLike", "aws:PrincipalTag/team", "a*"),
    },
    {
      says: "unlike every text, of a key that is always there",
      code: "condition-never-holds",
      statement: when("StringNotLike", "aws:RequestedRegion", "*"),
      twin: when("StringNotLike", "aws:RequestedRegion", "us-*"),
    },
    {
      says: "one of none, if it is there",
      code: "only-when-absent",
      statement: when("StringEqualsIfExists", "aws:PrincipalTag/team", []),
      twin: when("StringEqualsIfExists", "aws:PrincipalTag/team", ["a"]),
    },
    {
      says: "all of none",
      code: "only-when-absent",
      statement: when("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", []),
      twin: when("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/"]),
    },
  ],
  "29: a private address as the source": [
    {
      says: "IPv4",
      code: "condition-never-holds",
      statement: when("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
      twin: when("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
    },
    {
      says: "IPv6",
      code: "condition-never-holds",
      statement: when("IpAddress", "aws:SourceIp", "fd00::/8"),
      twin: when("IpAddress", "aws:SourceIp", "2001:db8::/32"),
    },
    {
      says: "beside a public one",
      code: "dead-entry",
      statement: when("IpAddress", "aws:SourceIp", ["10.0.0.0/8", "203.0.113.0/24"]),
      twin: when("IpAddress", "aws:SourceIp", "203.0.113.0/24"),
    },
  ],
  "30: tags where the action takes or knows none": [
    {
      says: "in the request",
      code: "key-not-in-request",
      statement: { Action: "kms:DescribeKey", ...when("StringEquals", "aws:RequestTag/team", "web") },
      twin: { Action: "kms:CreateKey" },
    },
    {
      says: "their keys",
      code: "key-not-in-request",
      statement: { Action: "kms:DescribeKey", ...when("ForAnyValue:StringEquals", "aws:TagKeys", "team") },
      twin: { Action: "kms:CreateKey" },
    },
    {
      says: "of the resource",
      code: "key-not-in-request",
      statement: { Action: "ec2:DescribeInstances", ...when("StringEquals", "aws:ResourceTag/team", "web") },
      twin: { Action: "ec2:TerminateInstances" },
    },
    {
      says: "of the resource, denied",
      code: "key-not-in-request",
      statement: {
        Effect: "Deny",
        Action: "ec2:DescribeInstances",
        ...when("StringEquals", "aws:ResourceTag/team", "web"),
      },
      twin: { Action: "ec2:TerminateInstances" },
    },
  ],
  "31: a key of other actions": [
    {
      says: "the service a role is passed to",
      code: "key-not-in-request",
      statement: { Action: "iam:GetRole", ...when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com") },
      twin: { Action: "iam:PassRole" },
    },
    {
      says: "an external ID",
      code: "key-not-in-request",
      statement: { Action: "sts:GetCallerIdentity", ...when("StringEquals", "sts:ExternalId", "e") },
      twin: { Action: "sts:AssumeRole" },
    },
    {
      says: "a session's name",
      code: "key-not-in-request",
      statement: { Action: "sts:GetCallerIdentity", ...when("StringEquals", "sts:RoleSessionName", "e") },
      twin: { Action: "sts:AssumeRole" },
    },
    {
      says: "a prefix of a list",
      code: "key-not-in-request",
      statement: when("StringLike", "s3:prefix", "home/*"),
      twin: { Action: "s3:ListBucket" },
    },
    {
      says: "an encryption context with asymmetric keys",
      code: "key-not-in-request",
      statement: { Action: "kms:Sign", ...when("StringEquals", "kms:EncryptionContext:app", "web") },
      twin: { Action: "kms:Decrypt" },
    },
    {
      says: "a key of instances",
      code: "key-not-in-request",
      statement: { Action: "ec2:DescribeInstances", ...when("StringEquals", "ec2:InstanceType", "t3.micro") },
      twin: { Action: "ec2:StopInstances" },
    },
    {
      says: "the type of an instance, with an image alone",
      code: "no-combination",
      statement: {
        Action: "ec2:CreateFleet",
        Resource: "arn:aws:ec2:*::image/ami-*",
        ...when("StringEquals", "ec2:InstanceType", "t3.micro"),
      },
      twin: { Resource: "arn:aws:ec2:*:*:instance/*" },
    },
    {
      says: "the type of an instance, with its network too",
      code: "dead-entry",
      statement: {
        Action: "ec2:CreateFleet",
        Resource: ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:subnet/*"],
        ...when("StringEquals", "ec2:InstanceType", "t3.micro"),
      },
      twin: when("StringEqualsIfExists", "ec2:InstanceType", "t3.micro"),
    },
    {
      says: "the address of who signs in to a database",
      code: "key-not-in-request",
      statement: { Action: "rds-db:connect", ...when("IpAddress", "aws:SourceIp", "203.0.113.0/24") },
      twin: { Action: "rds:DescribeDBInstances" },
    },
  ],
  "32: a time that is past": [
    {
      says: "before 2020",
      code: "condition-never-holds",
      statement: when("DateLessThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"),
      twin: when("DateLessThan", "aws:CurrentTime", "2099-01-01T00:00:00Z"),
    },
    {
      says: "denied",
      code: "condition-never-holds",
      statement: { Effect: "Deny", ...when("DateLessThanEquals", "aws:CurrentTime", "2020-01-01T00:00:00Z") },
      twin: when("DateGreaterThanEquals", "aws:CurrentTime", "2020-01-01T00:00:00Z"),
    },
  ],
  "33: a key that a service does not send": [
    {
      says: "a user's name",
      code: "no-combination",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Action: "s3:PutObject",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        ...when("StringEquals", "aws:username", "ann"),
      },
      twin: when("StringEquals", "aws:SourceAccount", "111122223333"),
    },
    {
      says: "the caller's organization",
      code: "no-combination",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Action: "s3:PutObject",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        ...when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*"),
      },
      twin: when("ForAnyValue:StringLike", "aws:SourceOrgPaths", "o-a1b2c3d4e5/*"),
    },
  ],
  "what names the caller or the source twice": [
    {
      says: "the account of the caller of KMS",
      code: "no-combination",
      kind: "resource",
      statement: {
        Principal: { AWS: ROLE },
        Action: "kms:Decrypt",
        Resource: "*",
        ...when("StringEquals", "kms:CallerAccount", "444455556666"),
      },
      twin: when("StringEquals", "kms:CallerAccount", "111122223333"),
    },
    {
      says: "the Region of another partition in the ARN of the source",
      code: "impossible-value",
      kind: "resource",
      resource: QUEUE,
      statement: {
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: QUEUE,
        ...when("ArnEquals", "aws:SourceArn", "arn:aws:sns:cn-north-1:111122223333:orders"),
      },
      twin: when("ArnEquals", "aws:SourceArn", "arn:aws-cn:sns:cn-north-1:111122223333:orders"),
    },
  ],
  "a key of AWS IoT Core policies that is misspelled": [
    {
      says: "the name of a thing's type",
      code: "unknown-condition-key",
      kind: "iot",
      statement: { Action: "iot:Connect", ...when("StringEquals", "iot:Connection.Thing.ThingTypeNam", "lamp") },
      twin: when("StringEquals", "iot:Connection.Thing.ThingTypeName", "lamp"),
    },
  ],
};

const CATALOG = realCatalog();

for (const [number, [item, rows]] of Object.entries(CATALOGUE).entries()) {
  describe(item, () => {
    for (const row of eighthOf(rows, number)) {
      test(row.says, () => {
        const written = policyOf(row, {});
        const twin = policyOf(row, row.twin);
        assert.ok(codesIn(row, written).includes(row.code), `${codesIn(row, written).join()} in ${written}`);
        assert.deepEqual(codesIn(row, twin), [], twin);
        assert.equal(changesOf(row.twin), 1, "the twin differs in one thing");
      });
    }
  });
}

describe("what rests on a list of resource types is a warning where AWS's own policies grant the actions", () => {
  const BUCKET = "arn:aws:s3:::reports";
  const rows: readonly (readonly [says: string, statement: Elements, severity: string])[] = [
    ["an action that they grant", { Resource: BUCKET }, "warning resource-not-of-action"],
    ["denied", { Effect: "Deny", Resource: BUCKET }, "warning resource-not-of-action"],
    ["a wildcard", { Action: "sqs:SendMessage*", Resource: BUCKET }, "info resource-not-of-action"],
    ["one of two that they do not", { Action: ["s3:GetObject", "s3:PutBucketAbac"], Resource: QUEUE }, "info"],
    [
      "NotResource",
      { Effect: "Deny", Action: "sqs:SendMessage", Resource: undefined, NotResource: "arn:*:sqs:*:*:*" },
      "info resource-not-of-action",
    ],
  ];
  for (const [says, statement, severity] of rows) {
    test(says, () => {
      const row: Row = { says, code: "resource-not-of-action", statement, twin: {} };
      const [found] = findingsIn(policyOf(row, {}), { kind: "identity", catalog: CATALOG }).filter(
        ({ code }) => code === row.code,
      );
      assert.ok(`${found?.severity} ${found?.code}`.startsWith(severity), `${found?.severity} ${found?.code}`);
    });
  }
});

describe("a name that is no evident slip is information", () => {
  for (const [Action, severity] of [
    ["ds:DisconnectDirectory", "info unknown-action"],
    ["ds:ConectDirectory", "warning unknown-action"],
    ["trustedadvisor:CreateEngagement", "info unknown-action"],
    ["docdb:*", "info unknown-service"],
    ["emr:ListClusters", "warning unknown-service"],
    ["emr:EatClusters", "info unknown-service"],
    ["dynamobd:*", "warning unknown-service"],
  ] as const) {
    test(Action, () => {
      const row: Row = { says: Action, code: "unknown-action", statement: { Action }, twin: {} };
      const found = findingsIn(policyOf(row, {}), { kind: "identity", catalog: CATALOG });
      assert.deepEqual(
        found.map((one) => `${one.severity} ${one.code}`),
        [severity],
      );
    });
  }
});

describe("an ARN in another case than its type is written in is information, as AWS writes some so", () => {
  for (const [Resource, severity] of [
    ["arn:aws:quicksight:us-east-1:111122223333:vpcconnection/a1", "info misspelled-arn"],
    ["arn:aws:dynamodb:us-east-1:111122223333:tables/reports", "warning misspelled-arn"],
  ] as const) {
    test(Resource, () => {
      const Action = Resource.includes("quicksight") ? "quicksight:DescribeVPCConnection" : "dynamodb:GetItem";
      const policy = policyOf({ says: "", code: "", statement: { Action, Resource }, twin: {} }, {});
      const found = findingsIn(policy, { kind: "identity", catalog: CATALOG });
      assert.ok(found.map((one) => `${one.severity} ${one.code}`).includes(severity));
    });
  }
});

describe("an endpoint policy with nothing but Deny is information where each has a condition, as a part is shown", () => {
  for (const [Condition, severity] of [
    [{ NotIpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } }, "info nothing-allowed"],
    [undefined, "warning nothing-allowed"],
  ] as const) {
    test(severity, () => {
      const statement = { Effect: "Deny", Principal: "*", Condition };
      const policy = policyOf({ says: "", code: "", statement, twin: {} }, {});
      const found = findingsIn(policy, { kind: "vpc-endpoint", catalog: CATALOG, isPlain: true });
      assert.deepEqual(
        found.map((one) => `${one.severity} ${one.code}`),
        [severity],
      );
    });
  }
});

describe("documents of other systems are left alone", () => {
  const rows: Readonly<Record<string, Json>> = {
    "Alibaba Cloud": {
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "oss:Get*", Resource: "acs:oss:*:*:b/*" }],
    },
    "Tencent Cloud": {
      version: "2.0",
      statement: [],
      Statement: [{ effect: "allow", action: ["name/cos:GetObject"], resource: ["qcs::cos:ap-guangzhou:uid/1:b/*"] }],
    },
    "a cloud whose ARNs begin with another letter": {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "x:Get", Resource: "trn:x:y:z" }],
    },
    "a stack policy": {
      Statement: [{ Effect: "Deny", Action: "Update:*", Principal: "*", Resource: "LogicalResourceId/Database" }],
    },
    Scaleway: {
      Version: "2023-04-17",
      Statement: [{ Effect: "Allow", Principal: { SCW: ["user_id:1"] }, Action: ["s3:GetObject"], Resource: ["b/*"] }],
    },
    "the storage of Huawei Cloud": {
      Statement: [
        {
          Effect: "Allow",
          Principal: { ID: ["domain/b4bf1b36:user/71f39011"] },
          Action: ["PutObject"],
          Resource: ["b/*"],
        },
      ],
    },
    "users of Akamai's storage": {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam:::a0000000-000a-0000-0000-00d0ff0f0000"] },
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::b/*"],
        },
      ],
    },
    "a storage with a partition of its own": {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:seaweed:s3:::b/*"] }],
    },
    "the permissions of a program": {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["documents:read", "documents:write"], Resource: ["documents/*"] }],
    },
    "a program's own version of the language": {
      Version: "1.0",
      Statement: [{ Effect: "Allow", Action: ["read"], Resource: ["documents/*"] }],
    },
    "a program's own types of principals": {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { User: "ana" }, Action: ["documents:read"], Resource: ["*"] }],
    },
    "rules of a program": { Statement: [{ Effect: "allow", Action: ["read"], Resource: ["data1"], Principal: "ana" }] },
    "settings of a program": { name: "x", version: "1.0.0", Statement: { Effect: "fade" } },
    "data protection": {
      Version: "2021-06-01",
      Statement: [{ Sid: "mask", DataDirection: "Inbound", Principal: ["*"], DataIdentifier: [], Operation: {} }],
    },
  };
  for (const [says, policy] of Object.entries(rows)) {
    test(says, () => assert.deepEqual(findingsIn(JSON.stringify(policy), { kind: "unknown", catalog: CATALOG }), []));
  }
});

describe("what is nearly of AWS is not taken for another system's", () => {
  const rows: Readonly<Record<string, readonly [statement: object, version: string, code: string]>> = {
    "a misspelled service": [{ Action: "dynamobd:GetItem", Resource: "*" }, "2012-10-17", "unknown-service"],
    "an action without its service": [{ Action: "GetObject", Resource: "reports/*" }, "2012-10-17", "invalid-arn"],
    "a wrong Version": [{ Action: "s3:GetObject", Resource: "*" }, "2023-04-19", "invalid-version"],
    "a partition that was forgotten": [
      { Action: "s3:GetObject", Resource: "arn:dynamodb:::b/*" },
      "2012-10-17",
      "invalid-arn",
    ],
    "a partition a letter off": [{ Action: "s3:GetObject", Resource: "arn:awz:s3:::b/*" }, "2012-10-17", "invalid-arn"],
  };
  for (const [says, [statement, Version, code]] of Object.entries(rows)) {
    test(says, () => {
      const policy = JSON.stringify({ Version, Statement: [{ Effect: "Allow", ...statement }] });
      assert.ok(findingsIn(policy, { kind: "unknown", catalog: CATALOG }).some((one) => one.code === code));
    });
  }
});

describe("nothing is told of what the pages except", () => {
  const SYSTEM = { Resource: "arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/fs-0a1b2c3d" };
  const silent: readonly Pick<Row, "says" | "kind" | "statement">[] = [
    {
      says: "the private address of a client of EFS",
      kind: "resource",
      statement: {
        ...SYSTEM,
        Principal: { AWS: "*" },
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        ...when("IpAddress", "aws:SourceIp", "10.0.0.0/16"),
      },
    },
    {
      says: "a device that connects",
      statement: {
        Action: "iot:Connect",
        Resource: "arn:aws:iot:us-east-1:111122223333:client/${iot:Connection.Thing.ThingName}",
        ...both({
          Bool: { "iot:Connection.Thing.IsAttached": "true" },
          "ForAnyValue:StringEquals": { "iot:ConnectAttributes": ["PersistentConnect", "LastWill"] },
          StringEquals: { "iot:Certificate.Subject.Organization.List": "Example" },
        }),
      },
    },
    {
      says: "a core device and its clients",
      statement: { Action: ["greengrass:PutCertificateAuthorities", "greengrass:VerifyClientDeviceIdentity"] },
    },
    {
      says: "a core device's own address",
      statement: {
        Action: ["greengrass:GetConnectivityInfo", "greengrass:UpdateConnectivityInfo"],
        Resource: "arn:aws:iot:us-east-1:111122223333:thing/core-*",
      },
    },
    {
      says: "a key that the reference may lack for one of many types",
      statement: {
        Action: "ec2:CreateTags",
        Resource: "arn:aws:ec2:*:*:launch-template/*",
        ...when("StringEquals", "ec2:ManagedResourceOperator", "eks.amazonaws.com"),
      },
    },
    {
      says: "a bucket's action on an access point of a directory bucket",
      kind: "resource",
      statement: {
        Principal: { AWS: "arn:aws:iam::111122223333:user/ann" },
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3express:us-east-1:111122223333:accesspoint/reports--usw2-az1--xa-s3",
      },
    },
    {
      says: "NotResource with all clusters, for calls without one",
      statement: {
        Effect: "Deny",
        Action: "elasticmapreduce:ModifyInstanceGroups",
        Resource: undefined,
        NotResource: "arn:*:elasticmapreduce:*:*:cluster/*",
      },
    },
    {
      says: "the operation around an action of a transaction",
      statement: {
        Effect: "Deny",
        Action: ["dynamodb:ConditionCheckItem", "dynamodb:GetItem"],
        Resource: "arn:aws:dynamodb:*:*:table/reports",
        ...when("ForAnyValue:StringEquals", "dynamodb:EnclosingOperation", ["TransactWriteItems"]),
      },
    },
    {
      says: "the tags of an operational work item",
      statement: { Action: "ssm:GetOpsItem", ...when("StringEquals", "ssm:resourceTag/Department", "Finance") },
    },
    {
      says: "a tag of AWS Glue under its own name",
      statement: { Effect: "Deny", Action: "glue:GetJob", ...when("StringEquals", "glue:resourceTag/Name", "Tom") },
    },
    {
      says: "a percent-encoded ARN",
      kind: "resource",
      statement: {
        ...OBJECTS,
        Principal: { Service: "amplify.amazonaws.com" },
        ...both({
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "aws:SourceArn": "arn%3Aaws%3Aamplify%3Aus-east-1%3A111122223333%3Aapps%2Fa1%2Fbranches%2Fmain",
          },
        }),
      },
    },
    {
      says: "whose pipeline it is",
      statement: {
        Effect: "Deny",
        Action: "datapipeline:DeletePipeline",
        ...when("StringNotEquals", "datapipeline:PipelineCreator", "${aws:userid}"),
      },
    },
    {
      says: "the source of a rule's events, without a set operator",
      statement: { Action: "events:PutRule", ...when("StringEquals", "events:source", ["aws.ec2", "aws.ecs"]) },
    },
    {
      says: "a rule on an event bus",
      kind: "resource",
      statement: {
        Effect: "Deny",
        Principal: { AWS: "arn:aws:iam::111122223333:user/ann" },
        Action: ["events:PutEvents", "events:PutRule"],
        Resource: "arn:aws:events:us-east-1:111122223333:event-bus/default",
      },
    },
    {
      says: "the tags of the instances that a command is sent to",
      statement: {
        Action: "ssm:SendCommand",
        Resource: "arn:aws:ec2:us-east-1:111122223333:instance/*",
        ...when("StringEquals", "ec2:ResourceTag/team", "web"),
      },
    },
    {
      says: "a key that another of the pages may list with the action",
      statement: {
        Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:DescribeTags"],
        ...when("StringEquals", "elasticloadbalancing:CreateAction", "CreateTargetGroup"),
      },
    },
    {
      says: "the tags that are set on any resource",
      statement: {
        Effect: "Deny",
        Action: ["tag:TagResources", "tag:UntagResources"],
        ...when("ForAnyValue:StringEquals", "aws:TagKeys", ["owner"]),
      },
    },
    {
      says: "a canned ACL that nobody knows",
      statement: { Action: "s3:PutObject", ...OBJECTS, ...when("StringEquals", "s3:x-amz-acl", "custom") },
    },
    {
      says: "a service whose name looks like that of a Region",
      statement: {
        Action: "resource-explorer-2:Search",
        Resource: "arn:aws:resource-explorer-2:us-east-1:111122223333:view/all/1234abcd-12ab-34cd-56ef-1234567890ab",
      },
    },
    {
      says: "a level of access to products",
      statement: {
        Action: "servicecatalog:ProvisionProduct",
        ...when("StringEquals", "servicecatalog:userLevel", "self"),
      },
    },
    {
      says: "an action of API Gateway's portals",
      statement: {
        Action: "apigateway:GetProduct",
        Resource: "arn:aws:apigateway:us-east-1:111122223333:/portalproducts/a1b2c3",
      },
    },
    { says: "an action of a Snowball device", statement: { Action: "snowballdevice:DescribeDevice" } },
    {
      says: "a tag that need not be there, beside the tag keys",
      statement: {
        Action: "ec2:CreateTags",
        ...both({
          "ForAllValues:StringEquals": { "aws:TagKeys": ["Owner"] },
          StringLikeIfExists: { "aws:RequestTag/CostCenter": "cc-*" },
        }),
      },
    },
    {
      says: "the tags of what is created with tags",
      statement: { Action: "sns:CreateTopic", ...when("StringEquals", "aws:ResourceTag/team", "web") },
    },
  ];
  for (const row of silent) {
    test(row.says, () =>
      assert.deepEqual(codesIn({ ...row, code: "", twin: {} }, policyOf({ ...row, code: "", twin: {} }, {})), []),
    );
  }
});

function policyOf({ kind, statement, version }: Row, { Version, ...twin }: Elements): string {
  const plain = kind === "trust" ? { Action: "sts:AssumeRole" } : { Action: "s3:GetObject", Resource: "*" };
  const written = Version ?? version ?? "2012-10-17";
  return JSON.stringify({
    ...(written === "none" ? {} : { Version: written }),
    Statement: [{ Effect: "Allow", ...plain, ...statement, ...twin }],
  });
}

/** An element and its opposite, such as Principal and NotPrincipal, are one thing. */
function changesOf(twin: Elements): number {
  return new Set(Object.keys(twin).map((name) => name.replace(/^Not/, ""))).size;
}

function codesIn({ kind = "identity", resource }: Row, policy: string): readonly string[] {
  const findings = findingsIn(policy, { kind, catalog: CATALOG, ...(resource && { resource }) });
  return findings.map(({ code }) => code).filter((code) => !OF_WHAT_WORKS.includes(code));
}

/** Said of what works as it is written, so of many twins. */
const OF_WHAT_WORKS: readonly string[] = ["also-when-absent", "open-to-everyone"];
