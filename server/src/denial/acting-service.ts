/**
 * AWS names a resource, or a role of an account of its own, where others name the caller: a service acts for it. In policies
 * the service is the principal, and the resource stands in `aws:SourceArn`.
 * Sources: AWS Knowledge Center, "Why didn't I receive an SNS notification for my CloudWatch alarm trigger?"; AWS DMS User
 * Guide, "Creating the IAM roles to use with AWS DMS".
 */
import { isAccountId } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type Facts } from "./denied-request.ts";

export interface ActingService {
  /** The service principal. */
  readonly service: string;
  /** What it acts for: an ARN. */
  readonly source: string;
  /** What its request says of that. */
  readonly context: Facts;
}

/** `named`: what the message has in the place of the caller. */
export function serviceActingFor(named: string | null): ActingService | undefined {
  const { service, account = "", resource = "" } = readArn(named ?? "") ?? {};
  if (named !== null && service === "sts" && ENGINE_OF_DMS.test(resource))
    return { service: "dms.amazonaws.com", source: named, context: new Map() };
  if (named === null || service !== "cloudwatch" || !resource.startsWith("alarm:")) return undefined;
  const ofAccount = isAccountId(account) ? [["aws:sourceaccount", account] as const] : [];
  return {
    service: "cloudwatch.amazonaws.com",
    source: named,
    context: new Map([["aws:sourcearn", named], ...ofAccount]),
  };
}

/** The role that AWS DMS runs its tasks with, in an account of AWS. */
const ENGINE_OF_DMS = /^assumed-role\/dms-engine-role[\w-]{0,40}\/DMS_ENGINE_ROLE$/;
