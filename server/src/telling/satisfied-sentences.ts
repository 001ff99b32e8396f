/** How a request has to come so that a condition holds, in sentences. */
import { listed, name, type Phrase, say, value } from "../wording/phrase.ts";
import { type SatisfiedKey } from "../denial/fixes/fix-change.ts";
import { withArticle } from "../wording/service.ts";

export const SO_THAT = "Send the request so that ";

export function uncapitalized(phrase: Phrase): Phrase {
  const [first, ...rest] = phrase;
  return first?.kind === "words"
    ? [{ ...first, text: first.text.charAt(0).toLowerCase() + first.text.slice(1) }, ...rest]
    : phrase;
}

/** Whoever signs in with MFA has done so just now. */
export function withOneSignIn(facts: readonly SatisfiedKey[]): readonly SatisfiedKey[] {
  const isOf = (key: string, name: string): boolean => key.toLowerCase() === name;
  const signsIn = facts.some(({ key, value }) => isOf(key, "aws:multifactorauthpresent") && value === "true");
  return signsIn ? facts.filter(({ key }) => !isOf(key, "aws:multifactorauthage")) : facts;
}

/** What the caller can do so that the request comes with the key. */
export function satisfiedInWords({
  key,
  value: wanted,
  more = [],
  otherThan,
  isMount,
  isMade,
  isOfBucket,
  isOfModel,
  among,
  needsOne,
  sameAs,
}: SatisfiedKey): Phrase {
  const lower = key.toLowerCase();
  if (sameAs !== undefined) return sameTag(key, sameAs, taggedBy(lower, isMade, isOfBucket));
  if (among !== undefined)
    return needsOne === true
      ? say`Pass a tag named ${listed(among.map(value), "or")} with the request`
      : say`Pass no tags other than ${listed(among.map(value), "and")} with the request`;
  if (isMount === true && wanted === "true") return say`Mount the file system with TLS`;
  if (otherThan !== undefined) return otherWay(key, listed(otherThan.map(value), "or"));
  if (isOfModel === true && wanted !== undefined)
    return say`Name an inference profile of no other Regions than ${listed([wanted, ...more].map(value), "and")}, or call the model itself ${more.length === 0 ? "there" : "in one of these"}`;
  const oneOf = PLACES.get(lower);
  if (wanted !== undefined && wanted !== "" && oneOf !== undefined) return oneOf(wantedOf(wanted, more));
  if (wanted === undefined && lower === "aws:sourcevpce")
    return say`Send it over the internet, not through a VPC endpoint`;
  if (wanted === undefined) {
    return /^aws:requesttag\//.test(lower)
      ? say`Leave the tag ${name(tagOf(key))} out of the request`
      : say`Send the request without ${name(key)}`;
  }
  const anyValue = wanted === "" ? WITH_ANY_VALUE.get(lower) : undefined;
  if (anyValue !== undefined) return anyValue;
  const way = WAYS.find(([prefix]) => lower === prefix || (prefix.endsWith("/") && lower.startsWith(prefix)))?.[1];
  const named = wanted === "" && !lower.includes("tag/") ? undefined : way;
  const all = wantedOf(wanted, more);
  if (isMade === true) return passTag(all, key);
  if (isOfBucket === true) return giveTag("bucket", all, key);
  return (named ?? (lower.includes("tag/") ? tagResource : plainWay))(all, key);
}

/** Any one of them will do. */
interface Wanted {
  /** The first. */
  readonly text: string;
  readonly values: Phrase;
  readonly names: Phrase;
  readonly isPattern: boolean;
  /** How many stand behind the first. */
  readonly more: number;
}

function wantedOf(text: string, more: readonly string[]): Wanted {
  const all = [text, ...more];
  const isPattern = all.some((one) => /[*?]/.test(one));
  return {
    text,
    values: listed(all.map(value), "or"),
    names: listed(all.map(name), "or"),
    isPattern,
    more: more.length,
  };
}

function plainWay({ text, values, isPattern }: Wanted, key: string): Phrase {
  if (text === "") return say`Send the request with a value for ${name(key)}`;
  const noun = NOUNS.get(key.toLowerCase());
  if (noun === undefined) return say`Send the request so that ${name(key)} is ${values}`;
  return isPattern ? say`Use ${withArticle(noun)} that fits ${values}` : say`Use the ${noun} ${values}`;
}

/** For what a Deny lists. */
function otherWay(key: string, values: Phrase): Phrase {
  const lower = key.toLowerCase();
  if (lower === "aws:tagkeys") return say`Pass no tag named ${values} with the request`;
  if (isRequestTag(lower))
    return say`Pass the tag ${name(tagOf(key))} with a value other than ${values}, or leave it out`;
  if (lower === "iam:policyarn") return say`Attach a policy other than ${values}`;
  const what = NOUNS.get(lower);
  if (what !== undefined) return say`Choose ${withArticle(what)} other than ${values}`;
  return say`Send the request with a value of ${name(key)} other than ${values}`;
}

function isRequestTag(lower: string): boolean {
  return /^(?:aws:requesttag|s3:requestobjecttag)\//.test(lower);
}

const NOUNS: ReadonlyMap<string, string> = new Map([
  ["cloudformation:rolearn", "service role"],
  ["cloudwatch:namespace", "namespace"],
  ["codecommit:references", "Git reference"],
  ["lambda:functionurlauthtype", "authentication type"],
  ["rds:databaseclass", "instance class"],
  ["rds:databaseengine", "engine"],
  ["secretsmanager:versionstage", "version stage"],
  ["ses:fromaddress", "sender address"],
  ["sns:protocol", "protocol"],
  ["aws:requestedregion", "Region"],
  ["ec2:instancetype", "instance type"],
  ["ec2:volumetype", "volume type"],
  ["iam:permissionsboundary", "permissions boundary"],
  ["kms:keyspec", "key spec"],
  ["s3:locationconstraint", "location"],
  ["s3:prefix", "prefix"],
  ["s3:x-amz-acl", "ACL"],
  ["s3:x-amz-server-side-encryption", "encryption"],
  ["s3:x-amz-storage-class", "storage class"],
]);

type Way = (wanted: Wanted, key: string) => Phrase;

function theValue({ values, isPattern }: Wanted): Phrase {
  return isPattern ? say`a value that fits ${values}` : say`the value ${values}`;
}

const passTag: Way = (wanted, key) =>
  wanted.text === ""
    ? say`Pass the tag ${name(tagOf(key))} with the request`
    : say`Pass the tag ${name(tagOf(key))} with ${theValue(wanted)}`;

const tagResource: Way = (wanted, key) => giveTag("resource", wanted, key);

function giveTag(to: "resource" | "bucket", wanted: Wanted, key: string): Phrase {
  return wanted.text === ""
    ? say`Give the ${to} the tag ${name(tagOf(key))}`
    : say`Give the ${to} the tag ${name(tagOf(key))} with ${theValue(wanted)}`;
}

/** What gets a tag: what is there, or what the request makes. */
type Tagged = "request" | "resource" | "bucket";

function taggedBy(lower: string, isMade: true | undefined, isOfBucket: true | undefined): Tagged {
  if (isMade === true || isRequestTag(lower)) return "request";
  return isOfBucket === true ? "bucket" : "resource";
}

function sameTag(key: string, sameAs: string, of: Tagged): Phrase {
  const own = say`the value of the caller's tag ${name(tagOf(sameAs))}`;
  return of === "request"
    ? say`Pass the tag ${name(tagOf(key))} with ${own}`
    : say`Give the ${of} the tag ${name(tagOf(key))} with ${own}`;
}

const tagCaller: Way = (wanted, key) =>
  wanted.text === ""
    ? say`Give the caller the tag ${name(tagOf(key))}`
    : say`Give the caller the tag ${name(tagOf(key))} with ${theValue(wanted)}, on the user, the role or the session`;

const callYourself = (): Phrase => say`Make the request yourself, not through an AWS service`;

const throughService: Way = ({ names }) => say`Make the request through ${names}`;

/** Where a request comes from or goes to; a policy may list several places. */
const PLACES: ReadonlyMap<string, (wanted: Wanted) => Phrase> = new Map([
  ["aws:sourceip", ({ values }) => say`Send the request from an address in ${values}`],
  ["aws:vpcsourceip", ({ values }) => say`Send the request from a private address in ${values}`],
  ["aws:sourcevpce", ({ values }) => say`Send the request through the VPC endpoint ${values}`],
  ["aws:sourcevpc", ({ values }) => say`Send the request from the VPC ${values}`],
  [
    "aws:requestedregion",
    ({ values, isPattern }) =>
      isPattern ? say`Send the request to a Region that fits ${values}` : say`Send the request to the Region ${values}`,
  ],
]);

const WAYS: readonly (readonly [prefix: string, way: Way])[] = [
  [
    "aws:multifactorauthpresent",
    (wanted, key) => (wanted.text === "true" ? say`Sign in with MFA` : plainWay(wanted, key)),
  ],
  ["aws:multifactorauthage", () => say`Sign in with MFA again`],
  [
    "aws:securetransport",
    (wanted, key) => (wanted.text === "true" ? say`Send the request over HTTPS` : plainWay(wanted, key)),
  ],
  [
    "aws:tokenissuetime",
    ({ values }) => say`Get new credentials: this session is revoked if it began before ${values}`,
  ],
  [
    "s3:prefix",
    ({ text, more, values, isPattern }) => {
      if (text.endsWith("*") && more === 0) return say`List with a prefix that begins with ${value(text.slice(0, -1))}`;
      return isPattern ? say`List with a prefix that fits ${values}` : say`List with the prefix ${values}`;
    },
  ],
  ["sts:rolesessionname", ({ values }) => say`Name the session ${values}`],
  ["sts:sourceidentity", ({ values }) => say`Set the source identity ${values} when you assume the role`],
  ["aws:sourceidentity", ({ values }) => say`Use a session with the source identity ${values}`],
  ["aws:principalorgid", ({ values }) => say`Use a principal of the organization ${values}`],
  [
    "aws:viaawsservice",
    ({ text }) =>
      text === "true"
        ? say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`
        : callYourself(),
  ],
  ["aws:calledvia", throughService],
  ["aws:calledviafirst", throughService],
  ["aws:calledvialast", throughService],
  ["kms:viaservice", throughService],
  [
    "iam:policyarn",
    ({ values, isPattern }) =>
      isPattern ? say`Attach a policy whose ARN fits ${values}` : say`Attach the policy ${values} instead`,
  ],
  ["iam:permissionsboundary", ({ names }) => say`Set the permissions boundary ${names} in the request`],
  ["s3:x-amz-server-side-encryption", ({ values }) => say`Ask for the encryption ${values} when you upload`],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", ({ names }) => say`Encrypt with the key ${names}`],
  [
    "ec2:metadatahttptokens",
    (wanted, key) =>
      wanted.text === "required" ? say`Launch the instance with IMDSv2 required` : plainWay(wanted, key),
  ],
  ["ec2:metadatahttpputresponsehoplimit", ({ names }) => say`Set the hop limit of the instance's metadata to ${names}`],
  ...["ec2:encrypted", "elasticfilesystem:encrypted", "rds:storageencrypted"].map(
    (encrypted): readonly [string, Way] => [
      encrypted,
      (wanted, key) => (wanted.text === "true" ? say`Create it with encryption` : plainWay(wanted, key)),
    ],
  ),
  [
    "kms:requestalias",
    ({ names, values, isPattern }) =>
      isPattern
        ? say`Name the key by an alias that fits ${values} in the request`
        : say`Name the key by its alias ${names} in the request`,
  ],
  [
    "kms:schedulekeydeletionpendingwindowindays",
    ({ text }) => say`Schedule the deletion with a waiting period of ${text} days`,
  ],
  ["ecs:cluster", ({ names }) => say`Use the cluster ${names}`],
  ["route53:changeresourcerecordsetsnormalizedrecordnames", ({ values }) => say`Change only the records of ${values}`],
  ["route53:changeresourcerecordsetsrecordtypes", ({ values }) => say`Change only records of the type ${values}`],
  ["route53:changeresourcerecordsetsactions", ({ values }) => say`Make only changes of the kind ${values}`],
  ["ec2:owner", ({ values }) => say`Use one that belongs to the owner ${values}`],
  ["ec2:roledelivery", () => say`Get the credentials of the instance's role through IMDSv2`],
  ["s3:tlsversion", ({ text }) => say`Send the request with TLS ${text} or newer`],
  ["s3:locationconstraint", ({ values }) => say`Create the bucket in the location ${values}`],
  [
    "aws:tagkeys",
    (wanted, key) => (wanted.text === "" ? plainWay(wanted, key) : say`Pass no other tag than ${wanted.names}`),
  ],
  ["s3:x-amz-acl", ({ values }) => say`Send the request with the ACL ${values}`],
  ["sts:externalid", ({ values }) => say`Pass the external ID ${values}`],
  ["aws:requesttag/", passTag],
  ["s3:requestobjecttag/", passTag],
  ["aws:principaltag/", tagCaller],
];

/** Where the key only has to be there. */
const WITH_ANY_VALUE: ReadonlyMap<string, Phrase> = new Map([
  ["aws:multifactorauthage", say`Sign in with MFA`],
  ["aws:calledvia", say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`],
  ["aws:calledviafirst", say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`],
  ["aws:calledvialast", say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`],
  ["aws:principalorgid", say`Use a principal of an organization`],
  ["aws:sourceidentity", say`Use a session with a source identity`],
  ["aws:sourcevpc", say`Send the request from a VPC, through a VPC endpoint`],
  ["aws:sourcevpce", say`Send the request through a VPC endpoint`],
  ["aws:vpcsourceip", say`Send the request through a VPC endpoint`],
  ["iam:permissionsboundary", say`Set a permissions boundary in the request`],
  ["kms:viaservice", say`Use the key through an AWS service that encrypts with it, such as Amazon S3`],
  ["s3:x-amz-acl", say`Send the request with an ACL`],
  ["s3:x-amz-server-side-encryption", say`Ask for encryption when you upload`],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", say`Name the KMS key to encrypt with when you upload`],
  ["sts:externalid", say`Pass an external ID`],
  ["sts:sourceidentity", say`Set a source identity when you assume the role`],
]);

export function tagOf(key: string): string {
  return key.slice(key.indexOf("/") + 1);
}
