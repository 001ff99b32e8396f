import { replaceText } from "../../policy/changes.ts";
import { readArn } from "../../policy/arn.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { principalFor, type ServiceSource, sourceOf } from "../../policy/source-arns.ts";
import { name, say, sentences } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  objects: (arn: string, bucket: string) =>
    say`S3 sends the ARN of the bucket as ${name("aws:SourceArn")}, without objects, so no request from it has ${name(arn)}. Write ${name(bucket)}.`,
  other: (principal: string, source: ServiceSource, arn: string, meant: string | undefined) =>
    sentences(
      say`${name(principal)} sends the ARN of ${source.thing} as ${name("aws:SourceArn")}, so no request from it has ${name(arn)}.`,
      meant === undefined
        ? say`Write the ARN of ${source.thing}.`
        : say`Write the ARN of ${source.thing}, or ${name(meant)} as the principal.`,
    ),
});

/** Only for services whose guides say of what the ARN is. */
export const sourceOfAnotherService: Check = {
  code: "source-of-another-service",
  severity: "warning",
  summary: "aws:SourceArn asks for an ARN that the service in Principal never sends.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy }) {
    for (const { statement, entry } of conditionEntries(policy)) {
      if (!asksForSource(entry)) continue;
      const asked = onlyService(statement);
      if (asked === undefined) continue;
      const { principal, source } = asked;
      for (const value of entry.values.entries) {
        const service = isSettled(value) && value.type === "string" ? readArn(value.text)?.service : undefined;
        const bucket = service === "s3" && principal.startsWith("s3.") ? BUCKET_OF.exec(value.text)?.[1] : undefined;
        if (bucket !== undefined) {
          yield { span: textSpan(value), ...MESSAGES.objects(value.text, bucket), fixes: () => writing(value, bucket) };
        }
        if (service === undefined || source.services.includes(service)) continue;
        if (!/^[a-z0-9-]+$/.test(service)) continue;
        yield { span: textSpan(value), ...MESSAGES.other(principal, source, value.text, principalFor(service)) };
      }
    }
  },
};

const BUCKET_OF = /^(arn:[a-z-]+:s3:::[^/*?]+)\//;

function writing(value: Scalar, text: string): readonly Fix[] {
  return [{ title: say`Replace with ${name(text)}`, changes: replaceText(value, text) }];
}

function asksForSource(entry: ConditionEntry): boolean {
  if (entry.key.toLowerCase() !== "aws:sourcearn" || entry.keyHoles.length > 0) return false;
  const use = operatorOf(entry);
  if (use === undefined || use.operator.negated || use.setOperator !== undefined) return false;
  return use.operator.family === "string" || use.operator.family === "arn";
}

/** The one service that an Allow is for, if nobody else is in its Principal. */
function onlyService({
  effect,
  principal,
}: Statement): { readonly principal: string; readonly source: ServiceSource } | undefined {
  if (effect === undefined || !isSettled(effect) || effect.text !== "Allow" || principal?.form !== "typed")
    return undefined;
  const [types, ...otherTypes] = principal.types;
  const [entry, ...others] = types?.entries ?? [];
  if (types?.type !== "Service" || types.open || otherTypes.length > 0 || others.length > 0) return undefined;
  if (entry === undefined || !isSettled(entry) || !entry.certain) return undefined;
  const source = sourceOf(entry.text);
  return source === undefined ? undefined : { principal: entry.text, source };
}
