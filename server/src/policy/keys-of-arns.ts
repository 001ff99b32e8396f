import { ANYTHING, literalShape, NO_COLON, run, type TextShape } from "../domains/text-shape.ts";

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

/** `arn:aws:iam::111122223333:policy/app`, and those that AWS manages. */
export const POLICY_ARN: TextShape = [
  ...literalShape("arn:"),
  run(NO_COLON),
  ...literalShape(":iam::"),
  run(NO_COLON),
  ...literalShape(":policy/"),
  run(ANYTHING),
];
