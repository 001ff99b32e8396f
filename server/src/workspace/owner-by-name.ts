/**
 * Whose a bucket is by its name: one that a template calls `logs-${AWS::AccountId}` is `logs-111122223333` only where the
 * template is deployed in that account. The ARN of a bucket shows none. Sources: "Pseudo parameters reference"; "Actions,
 * resources, and condition keys for Amazon S3", on the ARNs of buckets.
 */
import { readArn } from "../policy/arn.ts";
import { type FilledText, patternOf } from "../syntax/filled-text.ts";
import { fitOf } from "./declared-attachments.ts";
import { type WorkspacePolicies } from "./workspace.ts";

/** Undefined where no file makes it so, or two accounts may be meant. */
export function ownerByName(
  resource: string | undefined,
  { namedWithAccount }: Pick<WorkspacePolicies, "namedWithAccount">,
): string | undefined {
  const arn = resource === undefined ? undefined : readArn(resource);
  if (arn?.service !== "s3" || arn.account !== "" || namedWithAccount.length === 0) return undefined;
  const bucket = arn.resource.split("/")[0] ?? "";
  const [account, ...others] = new Set(Array.from(bucket.matchAll(ACCOUNT), ([number]) => number));
  if (account === undefined || others.length > 0) return undefined;
  const isNamed = ({ nameWithAccount: name }: { readonly nameWithAccount?: FilledText }): boolean =>
    name !== undefined && fitOf(patternOf(inAccount(name, account)), [bucket]) !== undefined;
  return namedWithAccount.some(isNamed) ? account : undefined;
}

/** A number of twelve digits that is no part of a longer one. */
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;

function inAccount({ text, holes }: FilledText, account: string): FilledText {
  return holes.reduceRight<FilledText>(
    (filled, { stands, start, end }) => {
      if (stands !== "account") return filled;
      const moved = account.length - (end - start);
      return {
        text: filled.text.slice(0, start) + account + filled.text.slice(end),
        holes: filled.holes.flatMap((one) =>
          one.start === start
            ? []
            : [one.start > start ? { ...one, start: one.start + moved, end: one.end + moved } : one],
        ),
      };
    },
    { text, holes },
  );
}
