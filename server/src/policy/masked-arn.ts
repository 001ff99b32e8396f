/** Texts in which people and tools hide a part: an account as `***`, a name as `<role>`, `xxxx` or `[REDACTED]`. */
import { isAccountId } from "./account-caller.ts";
import { splitArn } from "./arn.ts";

/** An ARN with `*` for each part that the text hides; the same text if it hides none. */
export function withoutMasks(arn: string): string {
  return splitArn(arn)
    .map(({ field, text }) => {
      switch (field) {
        case "arn":
          return text;
        case "partition":
        case "service":
          return /^[a-z][a-z0-9-]*$/.test(text) ? text : "*";
        case "region":
          return text === "" || /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(text) || text === "*" ? text : "*";
        case "account":
          return text === "" || isAccountId(text) || AWS_OWNERS.has(text) ? text : maskedAccount(text);
        case "resource":
          return text.replace(MASKED_PART, "*");
      }
    })
    .join(":");
}

/** What stands in the place of an account in ARNs of AWS's own resources. */
const AWS_OWNERS: ReadonlySet<string> = new Set(["aws", "aws-marketplace", "cloudfront"]);

/** API Gateway shows the last four digits: `********3333`. */
function maskedAccount(text: string): string {
  return /^\*{8}\d{4}$/.test(text) ? `????????${text.slice(8)}` : "*";
}

/**
 * One `*` is AWS's own word for a resource that has no name yet or for all of a kind. The log streams of a function have
 * its version in brackets: `2026/01/01/[$LATEST]0a1b`.
 */
const MASKED_PART =
  /\*{2,}|<[^<>]{0,80}>|\[(?!\$LATEST\]|\d+\])[^[\]]{0,80}\]|\$?\{\{?[^{}]{0,80}\}?\}|"[^"]{0,80}"|…|\.{3,}|[xX]{4,}|#{3,}|\b(?:REDACTED|MASKED)\b/g;

/** Is the whole text hidden? */
export function isMask(text: string): boolean {
  return text === "" || /^[*xX#.…-]+$/.test(text) || text.replace(MASKED_PART, "") === "";
}
