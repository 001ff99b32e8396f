/** What is said of a principal in a form that AWS does not accept. */
import { PRINCIPAL_TYPES } from "../policy/policy.ts";
import { didYouMean } from "../wording/did-you-mean.ts";
import { listed, name, say, sentences } from "../wording/phrase.ts";
import { messagesOf } from "./messages.ts";

export const PRINCIPAL_MESSAGES = messagesOf({
  noType: (principal: string) =>
    say`Every principal but ${name("*")} needs a type, as in ${name('{ "AWS": … }')}, so AWS rejects ${name(principal)}. Put it under its type.`,
  unknownType: (type: string, near: readonly string[]) =>
    sentences(
      say`${name(type)} is not a principal type.`,
      didYouMean(near) ?? say`Write ${listed(PRINCIPAL_TYPES.map(name), "or")}.`,
    ),
  everyService: () =>
    say`${name("*")} does not stand for every service here. Name each service, as in ${name("ec2.amazonaws.com")}.`,
  partOfService: (principal: string) =>
    say`The name of a service cannot have a wildcard, so AWS rejects ${name(principal)} as a principal. Name each service, as in ${name("ec2.amazonaws.com")}.`,
  partOfProvider: (arn: string) =>
    say`A principal cannot have a wildcard in its ARN, so ${name(arn)} matches nobody. Write the ARN of the provider.`,
  notAService: (principal: string) => say`${name(principal)} is not a service. Put it under ${name("AWS")}.`,
  service: (principal: string) => say`${name(principal)} is a service. Put it under ${name("Service")}.`,
  wildcard: (arn: string) =>
    say`A principal cannot have a wildcard in its ARN, so ${name(arn)} matches nobody. Put a condition on ${name("aws:PrincipalArn")} instead.`,
  wholeAccount: (arn: string, fixed: string) =>
    say`A principal cannot have a wildcard in its ARN, so AWS rejects ${name(arn)}. For all users and roles of the account, write ${name(fixed)}.`,
  everySession: (arn: string, fixed: string) =>
    say`A principal cannot have a wildcard in its ARN, so AWS rejects ${name(arn)}. For every session of the role, write ${name(fixed)}.`,
  onlyAccount: (arn: string, fixed: string) =>
    say`${name(arn)} does not say who of the account is meant, so AWS rejects it as a principal. For the account, write ${name(fixed)}.`,
  noSession: (arn: string, fixed: string) =>
    say`${name(arn)} ends before the name of the session, so AWS rejects it as a principal. For every session of the role, write ${name(fixed)}.`,
  instanceProfile: (arn: string) =>
    say`${name(arn)} is an instance profile, and AWS rejects it as a principal. Name the role in it.`,
  provider: (arn: string) =>
    say`${name(arn)} is an identity provider, so AWS rejects it under ${name("AWS")}. Put it under ${name("Federated")}.`,
  withRole: (arn: string) =>
    say`${name(arn)} is a resource, so AWS rejects it as a principal. Name the role with which it acts.`,
  otherId: (id: string, what: string) =>
    say`${name(id)} is the ID of ${what}, and AWS rejects it as a principal. Name a user or a role.`,
  noServiceName: (principal: string) =>
    say`${name(principal)} does not say which service, so AWS rejects it as a principal. Write the service before it, as in ${name("ec2.amazonaws.com")}.`,
  fewColons: (arn: string, fixed: string) =>
    say`An ARN of IAM has two colons before the account ID, so AWS rejects ${name(arn)} as a principal. Write ${name(fixed)}.`,
  slashForColon: (arn: string, fixed: string) =>
    say`An ARN has a colon after the account, so AWS rejects ${name(arn)} as a principal. Write ${name(fixed)}.`,
  actionInside: (element: string) =>
    say`${name(element)} is inside ${name("Principal")}, so the statement has none, and AWS rejects the policy. Move it out, beside ${name("Principal")}.`,
  spaces: (arn: string, fixed: string) =>
    say`${name(arn)} has white space in it, so AWS rejects it as a principal. Write ${name(fixed)}.`,
  noAccount: (arn: string) =>
    say`${name(arn)} names no account, so AWS rejects it as a principal. Write the 12 digits of the account behind ${name("iam::")}.`,
  twoSlashes: (arn: string, fixed: string) =>
    say`One slash stands before a name that has no path, so AWS rejects ${name(arn)} as a principal. Write ${name(fixed)}.`,
  providerHost: (provider: string, fixed: string) =>
    say`The issuers of Amazon EKS have ${name("eks")} before the Region, so no cluster is behind ${name(provider)}. Write ${name(fixed)}.`,
  group: (arn: string) =>
    say`A group cannot be a principal, so ${name(arn)} matches nobody. Name its users, or a role that they assume.`,
  account: (account: string) => say`${name(account)} is not an account ID. Write 12 digits without dashes.`,
  accountInArn: (account: string, arn: string) =>
    say`${name(account)} is not an account ID, so AWS rejects ${name(arn)} as a principal. Write 12 digits without dashes.`,
  noService: (arn: string, fixed: string) =>
    say`${name(arn)} does not name its service, so AWS rejects it as a principal. Write ${name(fixed)}.`,
  region: (arn: string, fixed: string) =>
    say`A principal has no Region in its ARN, so AWS rejects ${name(arn)}. Write ${name(fixed)}.`,
  otherService: (arn: string, fixed: string) =>
    say`Roles and users are named with ${name("iam")}, and sessions with ${name("sts")}, so AWS rejects ${name(arn)} as a principal. Write ${name(fixed)}.`,
  originIdentity: (arn: string, fixed: string) =>
    say`CloudFront's identities have another form, so S3 rejects ${name(arn)} as a principal. Write ${name(fixed)}.`,
  originIdentityAlone: (arn: string, example: string) =>
    say`${name(arn)} ends before the ID of an origin access identity, so S3 rejects it as a principal. Write the ID behind it, as in ${name(example)}.`,
  cloudFrontId: (id: string) =>
    say`${name(id)} looks like an ID of CloudFront, and S3 rejects it as a principal. Write ${name(`arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`)} for an origin access identity. For a distribution, write the service ${name("cloudfront.amazonaws.com")} with a condition on ${name("aws:SourceArn")}.`,
  several: (principals: readonly string[]) =>
    say`One string names one principal, so AWS rejects this one. Write a list of ${listed(principals.map(name), "and")}.`,
  sender: (arn: string, service: string) =>
    say`${name(arn)} is a resource, so AWS rejects it as a principal. Name the service ${name(service)} under ${name("Service")}, and the ARN in a condition on ${name("aws:SourceArn")}.`,
  otherArn: (arn: string) =>
    say`${name(arn)} is not the ARN of an account, user, role or session, so AWS rejects it as a principal. Name one of these.`,
  written: (arn: string, fixed: string) =>
    say`The ARN of a user has ${name("user/")} before the name and that of a role ${name("role/")}, so AWS rejects ${name(arn)} as a principal. Write ${name(fixed)}.`,
  arnOfService: (arn: string) =>
    say`${name(arn)} is an ARN, and AWS rejects it under ${name("Service")}. Name the service, as in ${name("ec2.amazonaws.com")}.`,
  underKey: (id: string, what: string, key: string) =>
    say`${name(id)} is ${what}, and AWS rejects it as a principal. Put it into a condition on ${name(key)}, beside the principals that are meant.`,
  namedProvider: (provider: string) =>
    say`${name(provider)} is an identity provider, so AWS rejects it under ${name("AWS")}. Put it under ${name("Federated")}.`,
  accessKey: (key: string) =>
    say`${name(key)} is an access key ID, and AWS rejects it as a principal. Name the user or role that the key belongs to.`,
  everyoneInTrust: () =>
    say`AWS rejects ${name('"Principal": "*"')} in a role trust policy. Write ${name('{ "AWS": "*" }')} together with a condition that says who may assume the role.`,
  notAProvider: (arn: string) =>
    say`${name(arn)} is not an identity provider, so AWS rejects it under ${name("Federated")}. Put it under ${name("AWS")}.`,
  providerUrl: (provider: string, fixed: string) =>
    say`An identity provider is named without ${name("https://")}, so no provider is ${name(provider)}. Write ${name(fixed)}.`,
  providerAlone: (provider: string, host: string) =>
    say`An identity provider of an account is named by its ARN, so AWS rejects ${name(provider)} as a principal. Write ${name(`arn:aws:iam::ACCOUNT-ID:oidc-provider/${host}`)} with the account of the role.`,
  providerSlash: (provider: string, fixed: string) =>
    say`The issuer of these tokens has no slash at its end, so no token comes from ${name(provider)}. Write ${name(fixed)}.`,
  providerName: (provider: string, likely: string) =>
    say`No identity provider that AWS knows by name is called ${name(provider)}, so no token comes from it. Did you mean ${name(likely)}?`,
  ownName: (principal: string) =>
    say`${name(principal)} is what the role or user is called, not its ARN, so AWS rejects it as a principal. Write its ARN instead.`,
  variable: (variable: string) =>
    say`AWS replaces no policy variables in a principal, so ${name(variable)} stands for nobody. Name the principal, or compare ${name("aws:PrincipalArn")} in a condition.`,
  rootOfAccount: (principal: string, fixed: string) =>
    say`${name(principal)} is not an ARN, so AWS rejects it as a principal. Write ${name(fixed)}.`,
  notCanonical: (principal: string) =>
    say`${name(principal)} is not a canonical user ID, which has 64 hexadecimal digits, so AWS rejects it here. Put it under ${name("AWS")}.`,
  cutCanonical: (principal: string) =>
    say`${name(principal)} is not a canonical user ID, which has 64 hexadecimal digits, so AWS rejects it here. Write the whole ID.`,
  neither: (principal: string) =>
    say`${name(principal)} is not an account ID, an ARN or ${name("*")}, so AWS rejects it as a principal. Write one of these.`,
});
