/** What IAM rejects of its own ARNs as resources. */
import { type ArnFieldText } from "../policy/arn.ts";
import { replacePart } from "../policy/changes.ts";
import { hasUnknownIamType } from "../policy/iam-types.ts";
import { isSettled, type Scalar } from "../policy/policy.ts";
import { name, say } from "../wording/phrase.ts";
import { ARN_MESSAGES as MESSAGES } from "./arn-messages.ts";
import { type Finding } from "./check.ts";

/**
 * IAM looks at ARNs of its own when it stores a policy: "IAM resource … cannot contain region information", "IAM
 * resource path must either be "*" or start with user/, …". A wildcard within the type is left alone.
 */
export function* invalidIamArn(
  entry: Scalar,
  region: ArnFieldText | undefined,
  resource: ArnFieldText | undefined,
): Generator<Finding> {
  if (region !== undefined && /^(?:[a-z]{2,}-[a-z-]+-\d|\$\{(?:AWS::Region|region)\})$/.test(region.text)) {
    const fixed = entry.text.slice(0, region.start) + entry.text.slice(region.end);
    yield {
      span: entry.within(region.start, region.end),
      ...MESSAGES.iamRegion(entry.text, fixed),
      fixes: () => [{ title: say`Remove the Region`, changes: replacePart(entry, region.start, region.end, "") }],
    };
  } else if (resource !== undefined && (/^\*\//.test(resource.text) || hasUnknownIamType(resource.text))) {
    const { start, end, text } = resource;
    const singular = text.replace(/^([a-z-]+)s\//, "$1/");
    const isPlural = singular !== text && !hasUnknownIamType(singular);
    yield {
      span: entry.within(start, end),
      ...MESSAGES.iamType(entry.text),
      fixes: () =>
        isPlural && isSettled(entry)
          ? [{ title: say`Replace with ${name(singular)}`, changes: replacePart(entry, start, end, singular) }]
          : [],
    };
  }
}
