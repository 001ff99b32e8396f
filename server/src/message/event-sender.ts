/** Who sent the request of a CloudTrail event, and from where: whoever has the credentials, or a service. */
import { type DenialPrincipalType } from "./denial.ts";
import { type LooseRecord, textAt } from "./loose-records.ts";

/** Whose credentials signed the request. */
export interface Signer {
  /** What `aws:PrincipalArn` is: for a session its role. */
  readonly policyArn: string | null;
  readonly type: DenialPrincipalType;
}

/** In the endpoint an address is a private one. Source: CloudTrail User Guide, "CloudTrail record contents". */
export function addressFacts(event: LooseRecord): readonly (readonly [key: string, value: string])[] {
  const address = textAt(event, "sourceIPAddress");
  // For a call that a service makes, CloudTrail writes the service's name in place of an address.
  if (address === null || !ADDRESS.test(address)) return [];
  if (textAt(event, "vpcEndpointId") !== null) return [["aws:VpcSourceIp", address]];
  return PRIVATE_ADDRESS.test(address) ? [] : [["aws:SourceIp", address]];
}

const ADDRESS = /^[0-9a-f.:]{3,45}$/i;

/** Source: RFC 1918, and the local addresses of RFC 4193. */
const PRIVATE_ADDRESS = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/i;

/**
 * Whether a service passed the request on, and which. With the session of a service role the service acts for itself, and an
 * event tells the two apart by little. The chain is known where its last service is called by users alone. Sources:
 * CloudTrail User Guide, "CloudTrail userIdentity element"; "AWS global condition context keys", aws:ViaAWSService.
 */
export function forwardingFacts(
  event: LooseRecord,
  identity: Signer,
): readonly (readonly [key: string, value: string | readonly string[]])[] {
  if (identity.type === "service") return [];
  const invokedBy = invokerOf(event);
  if (invokedBy === null && isWhole(event) && addressFacts(event).length > 0) return [["aws:ViaAWSService", "false"]];
  if (senderOf(event) === null) return [];
  if (isOfServiceLinkedRole(identity)) return [["aws:ViaAWSService", "false"]];
  if (!isSomebodys(event, identity) && !isOfStackOwner(event, invokedBy)) return [];
  if (invokedBy === "athena.amazonaws.com" || invokedBy === "cloudformation.amazonaws.com") {
    return [
      ["aws:ViaAWSService", "true"],
      ["aws:CalledVia", [invokedBy]],
    ];
  }
  return [["aws:ViaAWSService", "true"]];
}

/** The service that sent the request; for its own calls CloudTrail writes its name in place of an address. */
export function senderOf(event: LooseRecord): string | null {
  const address = textAt(event, "sourceIPAddress") ?? "";
  if (ADDRESS.test(address)) return null;
  return invokerOf(event) ?? (/^[a-z][a-z0-9.-]{1,60}\.amazonaws\.com(?:\.cn)?$/.test(address) ? address : null);
}

/** The console signs with the credentials of whoever uses it. */
function invokerOf(event: LooseRecord): string | null {
  const invokedBy = textAt(event, "userIdentity", "invokedBy");
  return invokedBy === "signin.amazonaws.com" ? null : invokedBy;
}

function isOfServiceLinkedRole({ policyArn }: Signer): boolean {
  return policyArn?.includes(":role/aws-service-role/") === true;
}

/** No service has the credentials of a user, a session that signed in with MFA, or a role of IAM Identity Center. */
function isSomebodys(event: LooseRecord, { type, policyArn }: Signer): boolean {
  const mfa = textAt(event, "userIdentity", "sessionContext", "attributes", "mfaAuthenticated");
  return (
    type === "user" ||
    type === "root" ||
    type === "federated-user" ||
    /:(?:role\/(?:[^:]*\/)?|assumed-role\/)AWSReservedSSO_/.test(policyArn ?? "") ||
    mfa?.toLowerCase() === "true"
  );
}

/**
 * Where CloudFormation has a role of its own for a stack, it names the session after itself, as the refusals show that
 * people publish. Without one it uses the credentials of its caller ("AWS CloudFormation service role").
 */
function isOfStackOwner(event: LooseRecord, sender: string | null): boolean {
  const session = /:assumed-role\/[^/]+\/(.+)$/.exec(textAt(event, "userIdentity", "arn") ?? "")?.[1];
  return sender === "cloudformation.amazonaws.com" && session !== undefined && !session.startsWith("AWSCloudFormation");
}

/** Only of an event that is told in full, what it leaves out tells something. */
function isWhole(event: LooseRecord): boolean {
  return ["eventVersion", "eventID"].every((key) => textAt(event, key) !== null);
}
