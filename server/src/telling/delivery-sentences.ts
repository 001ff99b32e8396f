/** The sentences for services that deliver by themselves, and that the policy of the destination has to let in. */
import { type Delivery } from "../message/denial.ts";
import { name, type Phrase, say, sentences } from "../wording/phrase.ts";

interface DeliveryAdvice {
  readonly delivery: Delivery;
  /** The bucket, where the message names it. */
  readonly resource: string | undefined;
  /** A statement for it. */
  readonly text: string | undefined;
}

/**
 * Sources: Elastic Load Balancing, User Guide for Application Load Balancers, "Enable access logs", and for Network Load
 * Balancers, "Access logs"; Amazon VPC User Guide, "Publish flow logs to Amazon S3" and "IAM role for publishing flow logs
 * to CloudWatch Logs"; Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
export function deliveryInWords({ delivery, resource, text }: DeliveryAdvice): Phrase {
  const bucket = resource === undefined ? "the bucket" : say`the bucket ${name(resource)}`;
  switch (delivery) {
    case "load-balancer-logs":
      return say`The load balancer writes its logs itself, so the policy of ${bucket} has to allow that. ${ofApplications(text)} Such a bucket can only be encrypted with SSE-S3. For a Network Load Balancer the principal is ${name("delivery.logs.amazonaws.com")}, which also needs ${name("s3:GetBucketAcl")} on the bucket.`;
    case "flow-logs":
      return say`A service writes the flow log. To a bucket that is ${name("delivery.logs.amazonaws.com")}, which the policy of ${bucket} has to allow ${name("s3:PutObject")} and ${name("s3:GetBucketAcl")}. VPC adds that by itself if whoever creates the flow log may call ${name("s3:PutBucketPolicy")}. To CloudWatch Logs it is a role, which has to trust ${name("vpc-flow-logs.amazonaws.com")}.`;
    case "event-notifications":
      return say`Amazon S3 tests the destination with a message of its own, so the policy of the destination has to let ${name("s3.amazonaws.com")} in: ${name("sqs:SendMessage")} for a queue, ${name("sns:Publish")} for a topic, ${name("lambda:InvokeFunction")} for a function. If a queue or topic is encrypted, its key policy has to let it in, too.`;
  }
}

/** Without a statement a fix has it, or nobody knows the bucket. */
function ofApplications(text: string | undefined): Phrase {
  if (text === undefined)
    return say`For an Application Load Balancer the principal is ${name("logdelivery.elasticloadbalancing.amazonaws.com")}, and a prefix of the logs stands before ${name("AWSLogs")}.`;
  return text.includes("ACCOUNT")
    ? say`For an Application Load Balancer, use the statement below, with its account in the place of ${name("ACCOUNT")} and the prefix of the logs before ${name("AWSLogs")}.`
    : say`For an Application Load Balancer, use the statement below, with the prefix of the logs before ${name("AWSLogs")}.`;
}

interface LogBucketAdvice {
  readonly service: string;
  readonly bucket: string;
  readonly text: string;
  readonly isPrefixKnown: boolean;
}

/** Source: "Creating a trail for an organization with the AWS CLI" (AWS CloudTrail User Guide), on the bucket's policy. */
export function logBucketInWords({ service, bucket, text, isPrefixKnown }: LogBucketAdvice): Phrase {
  const add = say`Let ${name(service)} write to ${name(bucket)}: add this statement to its policy, with the values in capitals filled in.`;
  const said = isPrefixKnown
    ? add
    : sentences(add, say`If the logs have a prefix, put it in front of ${name("AWSLogs")}.`);
  return text.includes("ORGANIZATION_ID")
    ? sentences(
        said,
        say`The trail of an organization writes to the folder of the organization, and ${name("ACCOUNT")} is its management account.`,
      )
    : said;
}
