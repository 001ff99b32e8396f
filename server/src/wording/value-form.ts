/** What values must look like, and how to write them so. */
import { type OperatorFamily } from "../policy/operators.ts";
import { type FormName, type ValueForm } from "../policy/value-forms.ts";
import { listed, name, type Phrase, say, value } from "./phrase.ts";

export interface FormWords {
  /** After "is not". */
  readonly what: Phrase;
  /** A sentence on how to write one. */
  readonly advice: Phrase;
}

/** `key`: as the policy writes it. */
export function formInWords({ form, names = [] }: ValueForm, key: string): FormWords {
  if (form === "named") return namedInWords(names, key);
  const words = FORM_WORDS[form];
  const example = EXAMPLES.get(key.toLowerCase());
  return example === undefined ? words : { ...words, advice: say`Write the whole ARN, as in ${value(example)}.` };
}

/** ARNs that keys hold, by key in lower case. */
const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ["ec2:vpc", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0123456789abcdef0"],
  ["ec2:subnet", "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-0123456789abcdef0"],
  ["ec2:instanceprofile", "arn:aws:iam::111122223333:instance-profile/app"],
  ["ec2:newinstanceprofile", "arn:aws:iam::111122223333:instance-profile/app"],
  ["ecs:cluster", "arn:aws:ecs:us-east-1:111122223333:cluster/app"],
  ["aws:principalarn", "arn:aws:iam::111122223333:role/app"],
  ["eks:principalarn", "arn:aws:iam::111122223333:role/app"],
  ["secretsmanager:secretid", "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf"],
  ["lambda:functionarn", "arn:aws:lambda:us-east-1:111122223333:function:app"],
]);

const MOST_NAMES = 4;

function namedInWords(names: readonly string[], key: string): FormWords {
  const some = listed(names.slice(0, MOST_NAMES).map(value), "or");
  return {
    what: say`a value that AWS gives ${name(key)}`,
    advice: names.length > MOST_NAMES ? say`Write one of its values, such as ${some}.` : say`Write ${some}.`,
  };
}

const FORM_WORDS: Readonly<Record<Exclude<FormName, "named">, FormWords>> = {
  "vpc-id": {
    what: say`a VPC ID`,
    advice: say`Write ${value("vpc-")} followed by 8 or 17 lowercase letters or digits.`,
  },
  "vpc-endpoint-id": {
    what: say`a VPC endpoint ID`,
    advice: say`Write ${value("vpce-")} followed by 8 or 17 lowercase letters or digits.`,
  },
  "account-id": {
    what: say`an account ID`,
    advice: say`Write 12 digits without dashes.`,
  },
  "organization-id": {
    what: say`an organization ID`,
    advice: say`Write ${value("o-")} followed by 10 to 32 lowercase letters or digits.`,
  },
  "organization-path": {
    what: say`an organization path`,
    advice: say`Write it like ${value("o-…/r-…/ou-…/")}, with a slash at its end.`,
  },
  "user-name": {
    what: say`the name of a user`,
    advice: say`Write the name alone, as in ${value("alice")}.`,
  },
  "instance-class": {
    what: say`a class of DB instances`,
    advice: say`Write it with ${value("db.")} in front, as in ${value("db.t3.micro")}.`,
  },
  region: {
    what: say`a Region`,
    advice: say`Write it in lower case with hyphens, as in ${value("us-east-1")}.`,
  },
  "principal-type": {
    what: say`a principal type as AWS spells it`,
    advice: say`Write ${value("User")} or ${value("AssumedRole")}, for example.`,
  },
  "service-principal": {
    what: say`a service principal`,
    advice: say`Write its full name, as in ${value("lambda.amazonaws.com")}.`,
  },
  "via-service": {
    what: say`a service name with a Region`,
    advice: say`Write it as in ${value("s3.us-east-1.amazonaws.com")}, or use ${value("s3.*.amazonaws.com")} with ${name("StringLike")}.`,
  },
  "image-type": {
    what: say`a type of image`,
    advice: say`Write ${value("machine")}, or name the image's ARN in ${name("Resource")}.`,
  },
  "canned-acl": {
    what: say`a canned ACL of S3`,
    advice: say`Write one such as ${value("bucket-owner-full-control")}.`,
  },
  "server-side-encryption": {
    what: say`a way of encryption as S3 spells it`,
    advice: say`Write ${value("aws:kms")} or ${value("AES256")}.`,
  },
  "instance-type": {
    what: say`an instance type`,
    advice: say`Write one such as ${value("t3.micro")}, or a family as ${value("t3.*")} with ${name("StringLike")}.`,
  },
  "identity-pool-id": {
    what: say`the ID of an identity pool`,
    advice: say`Write that of the pool, as in ${value("us-east-1:11112222-3333-4444-5555-666677778888")}.`,
  },
  "sign-in-endpoint": {
    what: say`an address to which assertions of SAML go`,
    advice: say`Write ${value("https://signin.aws.amazon.com/saml")}, or the address of a Region.`,
  },
  "metadata-tokens": {
    what: say`a setting of instance metadata tokens`,
    advice: say`Write ${value("required")} or ${value("optional")}.`,
  },
  "metadata-endpoint": {
    what: say`a setting of the instance metadata endpoint`,
    advice: say`Write ${value("enabled")} or ${value("disabled")}.`,
  },
  operation: {
    what: say`the name of an API operation`,
    advice: say`Write it without a service, as in ${value("RunInstances")}.`,
  },
  "resource-arn": {
    what: say`an ARN`,
    advice: say`Write the whole ARN, which begins with ${value("arn:")}.`,
  },
  "policy-arn": {
    what: say`the ARN of a policy`,
    advice: say`Write the whole ARN, as in ${value("arn:aws:iam::111122223333:policy/boundary")}.`,
  },
  "session-name": {
    what: say`a name that AWS STS takes for a session`,
    advice: say`Write letters, digits and the characters ${value("_+=,.@-")} only.`,
  },
  "external-id": {
    what: say`an external ID that AWS STS takes`,
    advice: say`Write letters, digits and the characters ${value("_+=,.@:/-")} only.`,
  },
  "key-alias": {
    what: say`the name of an alias`,
    advice: say`Write it as in ${value("alias/app")}.`,
  },
  "email-address": {
    what: say`an email address`,
    advice: say`Write one such as ${value("news@example.com")}, or ${value("*@example.com")} with ${name("StringLike")}.`,
  },
  "resource-type": {
    what: say`a resource type of CloudFormation`,
    advice: say`Write one such as ${value("AWS::S3::Bucket")}, or ${value("AWS::S3::*")} with ${name("StringLike")}.`,
  },
  "record-name": {
    what: say`a name of a record as Route 53 normalizes it`,
    advice: say`Write it in lower case and without a dot at its end.`,
  },
};

/** Under an ARN operator. */
export function arnInWords(form: ValueForm | undefined, key: string): FormWords | undefined {
  if (form?.form === "resource-arn" || form?.form === "policy-arn") return formInWords(form, key);
  const [words, example] = [TYPE_WORDS.get("arn"), EXAMPLES.get(key.toLowerCase())];
  return words === undefined || example === undefined
    ? words
    : { ...words, advice: say`Write one such as ${value(example)}.` };
}

export const TYPE_WORDS: ReadonlyMap<OperatorFamily, FormWords> = new Map<OperatorFamily, FormWords>([
  ["arn", { what: say`an ARN`, advice: say`Write one such as ${value("arn:aws:s3:::my-bucket")}.` }],
  ["numeric", { what: say`a number`, advice: say`Write one such as ${value("10")}.` }],
  [
    "date",
    {
      what: say`a date or time in a form that AWS reads`,
      advice: say`Write one such as ${value("2026-01-31T00:00:00Z")}.`,
    },
  ],
  [
    "ip",
    {
      what: say`an IP address or a range of them in CIDR form`,
      advice: say`Write one such as ${value("203.0.113.0/24")}.`,
    },
  ],
  ["bool", { what: say`a Boolean`, advice: say`Write ${value("true")} or ${value("false")}.` }],
  [
    "null",
    {
      what: say`a Boolean`,
      advice: say`Write ${value("true")} for requests without the key, or ${value("false")} for those with it.`,
    },
  ],
]);
