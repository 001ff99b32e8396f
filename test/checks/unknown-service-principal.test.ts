import { unknownServicePrincipal } from "../../server/src/checks/rules/unknown-service-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unknownServicePrincipal, {
  fires: [
    {
      name: "the end of the name",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["lambda.amazonaws.con", "ec2.amazonaws.com"] },
                                  ^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'lambda.amazonaws.con' is no service principal that we know; did you mean 'lambda.amazonaws.com'?
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "no domain",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2" },
                                 ^^^ unknown-service-principal: 'ec2' is no service principal that we know; did you mean 'ec2.amazonaws.com'?
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "a name for the Regions of China",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com.cn" },
                                 ^^^^^^^^^^^^^^^^^^^^ unknown-service-principal: 'ec2.amazonaws.com.cn' is a service in the Regions of China, and this policy is for the partition 'aws'; did you mean 'ec2.amazonaws.com'?
      "Action": "sts:AssumeRole",
      "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:ec2:us-east-1:111122223333:instance/*" } }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "known names",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com", "ecs-tasks.amazonaws.com"] },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "names that are not near to any",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "quantum-tea.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "Regions and other domains",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": ["logs.us-east-1.amazonaws.com", "alexa-appkit.amazon.com", "delivery.logs.amazonaws.com"] },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
    {
      name: "China",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com.cn" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes the name that is near",
      title: "Replace with 'lambda.amazonaws.com'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.con" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
});
