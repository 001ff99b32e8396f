/** What is said of a resource that is no well-formed ARN. */
import { listed, name, say } from "../wording/phrase.ts";
import { messagesOf } from "./messages.ts";

export const ARN_MESSAGES = messagesOf({
  trailingSpace: (text: string) =>
    say`${name(text)} ends in white space, so it matches only names that do as well. Remove the white space.`,
  spaceInside: (resource: string) =>
    say`${name(resource)} has white space in front of its last part, where no ARN has any, so it matches no resource. Remove it.`,
  leadingSpace: (resource: string) =>
    say`${name(resource)} starts with white space, so it matches no resource. Remove the white space.`,
  notAnArn: (resource: string) =>
    say`${name(resource)} is not an ARN, so AWS rejects it as a resource. Write an ARN, as in ${name("arn:aws:s3:::reports/*")}. For every resource, write ${name("*")}.`,
  nameOfBucket: (resource: string, arn: string) =>
    say`${name(resource)} is not an ARN, so AWS rejects it as a resource. Write ${name(arn)}.`,
  ownName: (resource: string) =>
    say`${name(resource)} begins with what a resource is called, which is not its ARN, so AWS rejects it. Write the ARN of the resource instead.`,
  address: (resource: string) =>
    say`${name(resource)} begins with the address of a resource, which is not its ARN, so AWS rejects it. Write the ARN of the resource instead.`,
  nameInKeyPolicy: (resource: string) =>
    say`${name(resource)} begins with what a resource is called, which is not its ARN. In the policy of a key, write ${name("*")}, which stands for the key.`,
  url: (resource: string) =>
    say`${name(resource)} is a URL, not an ARN, so AWS rejects it as a resource. Write the ARN of the resource instead.`,
  queueUrl: (resource: string, arn: string) =>
    say`${name(resource)} is the URL of a queue, not its ARN, so AWS rejects it as a resource. Write ${name(arn)}.`,
  inner: (arn: string, inner: string) =>
    say`${name(arn)} has a whole ARN in the place of a name, so it matches no resource. Write ${name(inner)}.`,
  innerName: (arn: string) =>
    say`${name(arn)} has a whole ARN in the place of a name, so it matches no resource. Write only the name there.`,
  rejectedInner: (arn: string, inner: string) =>
    say`${name(arn)} has a whole ARN in the place of a bucket name, so S3 rejects the policy. Write ${name(inner)}.`,
  noPartition: (arn: string) =>
    say`${name(arn)} has no partition. Outside of China and GovCloud, write ${name("aws")} after ${name("arn:")}.`,
  notAPartition: (partition: string) =>
    say`${name(partition)} is not an AWS partition. Write ${name("aws")}, or a name that starts with ${name("aws-")}.`,
  serviceInCapitals: (arn: string, service: string) =>
    say`An ARN names its service in lower case, so ${name(arn)} matches no resource. Write ${name(service)}.`,
  wildcardInService: (arn: string) =>
    say`An ARN cannot have a wildcard in its service, so AWS rejects a policy with ${name(arn)}. Write the service in full. For every resource, write ${name("*")}.`,
  wildcardElsewhere: (arn: string) =>
    say`${name(arn)} has a wildcard in its service, and AWS documents that an ARN cannot have one there. Write the service in full. For every resource, write ${name("*")}.`,
  noService: (arn: string, fixed: string | undefined) =>
    say`${name(arn)} has a Region where its service belongs, so it matches no resource. Write ${fixed === undefined ? "the service before the Region" : name(fixed)}.`,
  iamCut: (arn: string, fixed: string) =>
    say`${name(arn)} has five of the six fields of an ARN, so it matches no resource. Write ${name(fixed)}.`,
  emptyService: (arn: string, fixed: string) =>
    say`${name(arn)} has two colons before its service, so it matches no resource. Write ${name(fixed)}.`,
  bucketOutOfPlace: (bucket: string, field: string, fixed: string) =>
    say`${name(bucket)} is in the place of the ${field}. Put three colons before a bucket name: ${name(fixed)}.`,
  tooFewFields: (arn: string, count: number) =>
    say`${name(arn)} has ${count} of the six fields of an ARN, and AWS rejects a session policy with such an ARN. Write all six.`,
  iamRegion: (arn: string, fixed: string) =>
    say`An ARN of IAM has no Region, so AWS rejects a policy with ${name(arn)}. Write ${name(fixed)}.`,
  iamType: (arn: string) =>
    say`The last field of an ARN of IAM is ${name("*")} or starts with a type such as ${name("role/")}, so AWS rejects a policy with ${name(arn)}. Write the type.`,
  userWithoutType: (arn: string, fixed: string) =>
    say`The ARN of a user has ${name("user/")} before the name, so ${name(arn)} matches no user. Write ${name(fixed)}.`,
  pointWithoutRegion: (arn: string) =>
    say`The ARN of an access point has its Region and account ID, so ${name(arn)} is about a bucket called ${name("accesspoint")}. Write both before ${name("accesspoint/")}.`,
  directoryBucket: (arn: string, fixed: string) =>
    say`${name(arn)} has the name of a directory bucket, whose ARN is one of ${name("s3express")}, so it matches no bucket. Write ${name(fixed)}, with actions of ${name("s3express")}.`,
  pointAlias: (arn: string) =>
    say`${name(arn)} has the alias of an access point in the place of a bucket name, and policies know no aliases. Write the ARN of the bucket. For the access point, write ${name("arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME")}.`,
  otherPartition: (region: string, arn: string, fixed: string) =>
    say`${name(region)} is a Region of another partition, so ${name(arn)} matches no resource. Write ${name(fixed)}.`,
  listAsText: () =>
    say`This is a list that is written as one text, so AWS rejects it as a resource. Remove the quotes around the brackets.`,
  several: (resources: readonly string[]) =>
    say`One string names one resource, so this one matches nothing. Write a list of ${listed(resources.map(name), "and")}.`,
  account: (account: string, arn: string) =>
    say`${name(account)} is not an account ID, so ${name(arn)} matches no resource. Write 12 digits without dashes.`,
});
