/**
 * AWS names a resource where others name the caller: a service acts for it. In policies the service is the principal, and
 * the resource stands in `aws:SourceArn`.
 * Source: AWS Knowledge Center, "Why didn't I receive an SNS notification for my CloudWatch alarm trigger?".
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
  if (named === null || service !== "cloudwatch" || !resource.startsWith("alarm:")) return undefined;
  const ofAccount = isAccountId(account) ? [["aws:sourceaccount", account] as const] : [];
  return {
    service: "cloudwatch.amazonaws.com",
    source: named,
    context: new Map([["aws:sourcearn", named], ...ofAccount]),
  };
}
