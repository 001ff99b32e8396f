/** Keys of which the reference says that they hold an ARN, and in which people write an ID or a name. In lower case. */
export const KEYS_OF_ARNS: readonly string[] = [
  ...["acceptervpc", "instanceprofile", "launchtemplate", "newinstanceprofile", "parentsnapshot", "parentvolume"].map(
    (name) => `ec2:${name}`,
  ),
  ...["placementgroup", "requestervpc", "sourceinstancearn", "subnet", "vpc"].map((name) => `ec2:${name}`),
  ...["ebs:parentsnapshot", "ecs:cluster", "eks:policyarn", "eks:principalarn"],
  ...["elasticfilesystem:accesspointarn", "lambda:codesigningconfigarn", "lambda:functionarn"],
  ...["lambda:sourcefunctionarn", "ram:permissionarn", "ram:resourcearn", "s3:dataaccesspointarn"],
];
