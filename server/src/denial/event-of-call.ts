/** How the event history of CloudTrail is asked for the call of a denial. Source: AWS CLI Command Reference, "lookup-events". */

/** Events that have the name of neither the action nor the operation. */
const EVENTS_OF_ACTIONS: ReadonlyMap<string, string> = new Map([
  // Source: Amazon EFS User Guide, "Logging Amazon EFS API calls with AWS CloudTrail".
  ["elasticfilesystem:clientmount", "NewClientConnection"],
  // Source: Amazon S3 API Reference, "ListBuckets".
  ["s3:listallmybuckets", "ListBuckets"],
]);

/**
 * Permissions that another call needs, and no calls: no event has their name, but that of the refused call quotes the
 * message. Sources: IAM User Guide, "Grant a user permissions to pass a role to an AWS service" and "Pass session tags in
 * AWS STS"; Amazon Bedrock User Guide, "Access Amazon Bedrock foundation models".
 */
const WITHOUT_EVENT =
  /^(?:iam:PassRole|sts:(?:TagSession|SetSourceIdentity|SetContext)|aws-marketplace:(?:ViewSubscriptions|Subscribe|Unsubscribe))$/i;

/** The options that select the event; none where neither the operation nor the action is known. */
export function eventSelection(operation: string | null, action: string | undefined): readonly string[] {
  if (operation === null && action !== undefined && WITHOUT_EVENT.test(action))
    return [
      "--query",
      `Events[?contains(CloudTrailEvent, 'errorCode') && contains(CloudTrailEvent, '${action}')].CloudTrailEvent`,
    ];
  const name = operation ?? EVENTS_OF_ACTIONS.get(action?.toLowerCase() ?? "") ?? action?.split(":")[1];
  if (name === undefined) return [];
  const of = `AttributeKey=EventName,AttributeValue=${name}`;
  return ["--lookup-attributes", of, "--query", "Events[].CloudTrailEvent"];
}
