import { replaceText } from "../../policy/changes.ts";
import { readBoolean } from "../../policy/condition-value.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { exampleOf } from "../asked-otherwise.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const KEY = "aws:SecureTransport";

const MESSAGES = messagesOf({
  deniesEncrypted: () =>
    say`This Deny denies requests over HTTPS, as the tools of AWS make them, and lets those without encryption pass. Write ${value("false")} under ${name(KEY)}.`,
  allowsUnencrypted: () =>
    say`This Allow is only for requests without encryption, and the tools of AWS call over HTTPS. Write ${value("true")} under ${name(KEY)}.`,
});

/** Source: "AWS global condition context keys" (aws:SecureTransport); "Bucket policy examples using condition keys". */
export const transportCondition: Check = {
  code: "transport-condition",
  severity: "warning",
  summary: "A condition on HTTPS denies what is encrypted, or allows only what is not.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find(subject) {
    if (subject.broken) return;
    for (const { statement, entry } of conditionEntries(subject.policy)) {
      const asked = askedOf(entry);
      if (asked === undefined) continue;
      const isTrue = readBoolean(asked.text);
      const effect = statement.effect !== undefined && isSettled(statement.effect) ? statement.effect.text : undefined;
      if (effect === "Deny" && isTrue === true && isAllThatIsAsked(statement)) {
        yield {
          span: textSpan(asked),
          ...MESSAGES.deniesEncrypted(),
          ...exampleOf(subject, statement, { from: entry, without: [], asked: [] }, "matched"),
          fixes: () => writing(asked, "false"),
        };
      }
      if (effect === "Allow" && isTrue === false && isAskedOnce(statement)) {
        yield { span: textSpan(asked), ...MESSAGES.allowsUnencrypted(), fixes: () => writing(asked, "true") };
      }
    }
  },
};

/** The one value of the condition, where the file settles it. */
function askedOf(entry: ConditionEntry): Scalar | undefined {
  const use = operatorOf(entry);
  const { entries, open, misplaced } = entry.values;
  const [only, ...others] = entries;
  const isPlain = use?.operator.family === "bool" && use.setOperator === undefined && entry.certain;
  if (!isPlain || entry.key.toLowerCase() !== KEY.toLowerCase() || entry.keyHoles.length > 0) return undefined;
  return only === undefined || others.length > 0 || open || misplaced.length > 0 || !isSettled(only) ? undefined : only;
}

/** Beside another condition the Deny may be about an old version of TLS, or about those callers alone. */
function isAllThatIsAsked({ condition }: Statement): boolean {
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return false;
  return (
    condition.operators.every(({ open, misplaced }) => !open && misplaced === undefined) &&
    condition.operators.flatMap(({ entries }) => entries).length === 1
  );
}

/** Two conditions on the key may contradict each other, which is another mistake. */
function isAskedOnce({ condition }: Statement): boolean {
  const entries = condition?.operators.flatMap((block) => block.entries) ?? [];
  return entries.filter(({ key }) => key.toLowerCase() === KEY.toLowerCase()).length === 1;
}

function writing(asked: Scalar, text: string): readonly Fix[] {
  return asLastResort(fixWith(say`Replace ${value(asked.text)} with ${value(text)}`, replaceText(asked, text)));
}
