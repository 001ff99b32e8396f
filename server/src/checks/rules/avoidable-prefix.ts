import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ScalarList, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { exampleOf } from "../asked-otherwise.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { keyTextSpan } from "../spans.ts";

const LISTING = ["s3:ListBucket", "s3:ListBucketVersions"].map(readAction);

const MESSAGES = messagesOf({
  denied: () =>
    say`The caller chooses ${name("s3:prefix")} and can list the same keys with a shorter one, which this Deny does not match. Allow only the prefixes that may be listed, or deny every other one with ${name("StringNotLike")}.`,
  allowed: () =>
    say`The caller chooses ${name("s3:prefix")} and can list the same keys with a shorter one, which this Allow matches. Name the prefixes that may be listed with ${name("StringLike")}.`,
});

/** Source: "IAM Access Analyzer policy check reference", S3 prefix in negative context; "Bucket policy examples using condition keys". */
export const avoidablePrefix: Check = {
  code: "avoidable-prefix",
  severity: "info",
  summary: "A condition keeps callers from prefixes of a bucket, but a shorter prefix lists the same keys.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find(subject) {
    if (subject.broken) return;
    for (const { statement, entry } of conditionEntries(subject.policy)) {
      const use = operatorOf(entry);
      if (entry.key.toLowerCase() !== "s3:prefix" || use?.operator.family !== "string") continue;
      if (!isAboutListing(statement) || isOpenToAll(entry.values.entries.map(({ text }) => text))) continue;
      const effect = statement.effect?.text;
      const span = keyTextSpan(entry.member);
      const asked = [{ operator: "StringEquals", value: shorterThan(entry.values) }];
      if (effect === "Deny" && !use.operator.negated) {
        const example = exampleOf(subject, statement, { from: entry, without: [entry], asked }, "passed");
        yield { span, ...MESSAGES.denied(), ...example };
      }
      if (effect === "Allow" && use.operator.negated) {
        const example = exampleOf(subject, statement, { from: entry, without: [], asked }, "matched");
        yield { span, ...MESSAGES.allowed(), ...example };
      }
    }
  },
};

function isAboutListing({ action }: Statement): boolean {
  return (
    action?.entries.some((entry) => LISTING.some((one) => actionMatches(actionPattern(entry), one) === "yes")) ?? false
  );
}

/** The first of them without its last letter. */
function shorterThan({ entries: [first] }: ScalarList): string {
  return first?.text.split(/[*?]/)[0]?.slice(0, -1) ?? "";
}

/** The empty prefix lists every key, and every prefix is like `*`: no shorter one is left. */
function isOpenToAll(values: readonly string[]): boolean {
  return values.length === 0 || values.some((one) => one === "" || /^\*+$/.test(one));
}
