import { renameMember, replaceText } from "../../policy/changes.ts";
import { hasOwnArnInside, splitArn } from "../../policy/arn.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { principalFor, type ServiceSource, sourceOf } from "../../policy/source-arns.ts";
import { name, say, sentences } from "../../wording/phrase.ts";
import { type Check, type Finding } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  objects: (arn: string, bucket: string) =>
    say`S3 sends the ARN of the bucket as ${name("aws:SourceArn")}, without objects, so no request from it has ${name(arn)}. Write ${name(bucket)}.`,
  defaultBus: (arn: string, fixed: string) =>
    say`The ARN of a rule on the default event bus does not name the bus, so no request from EventBridge has ${name(arn)}. Write ${name(fixed)}.`,
  account: (arn: string, service: string) =>
    say`Almost only AWS services send ${name("aws:SourceArn")}, and ${name("Principal")} names none of them, so hardly any request has ${name(arn)}. Write ${name(service)} under ${name("Service")}.`,
  function: (arn: string) =>
    say`What a Lambda function does with its role has ${name("lambda:SourceFunctionArn")} in its requests, and not ${name("aws:SourceArn")}, so hardly any request has ${name(arn)}. Write ${name("lambda:SourceFunctionArn")}.`,
  itself: (arn: string, thing: string) =>
    say`${name("aws:SourceArn")} is the ARN of what sends the message, and a ${thing} sends none to itself, so no request has ${name(arn)}. Write the ARN of what sends to it.`,
  inner: (arn: string) =>
    say`${name(arn)} has a whole ARN in the place of a name, so no request has it. Write only the name there.`,
  noAccount: (arn: string) =>
    say`The ARN of an API that is called has an account ID, so no request has ${name(arn)}. Write it after the Region.`,
  logGroup: (arn: string, fixed: string) =>
    say`CloudWatch Logs sends the ARN of a log group with ${name(":*")} at its end, so no request from it has ${name(arn)}. Write ${name(fixed)}.`,
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
  summary: "aws:SourceArn asks for an ARN that no request has.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy }) {
    for (const { statement, entry } of conditionEntries(policy)) {
      if (!asksForSource(entry)) continue;
      const sender = onlySender(statement);
      const source = sender === undefined ? undefined : sourceOf(sender);
      if (sender === undefined || source === undefined) {
        if (sender !== undefined && LOGS.test(sender)) yield* groupsWithoutEnd(statement, entry);
        yield* targetsAsSources(statement, entry);
        if (isForAccounts(statement)) yield* sourcesForAccounts(entry);
        continue;
      }
      for (const value of entry.values.entries) yield* problemsOfValue(value, sender, source);
    }
  },
};

function* problemsOfValue(value: Scalar, principal: string, source: ServiceSource): Generator<Finding> {
  const service = serviceIn(value);
  const place = { span: textSpan(value) };
  const bucket = service === "s3" && principal.startsWith("s3.") ? bucketOf(value) : undefined;
  if (bucket !== undefined) {
    const fixes = (): readonly Fix[] => (isSettled(value) ? writing(value, bucket) : []);
    yield { ...place, ...MESSAGES.objects(value.text, bucket), fixes };
  }
  if (service === undefined) return;
  if (!source.services.includes(service)) {
    yield { ...place, ...MESSAGES.other(principal, source, value.text, principalFor(service)) };
  } else if (isOnDefaultBus(value)) {
    const fixed = value.text.replace(DEFAULT_BUS, "$1");
    const fixes = (): readonly Fix[] => (isSettled(value) ? writing(value, fixed) : []);
    yield { ...place, ...MESSAGES.defaultBus(value.text, fixed), fixes };
  } else if (hasOwnArnInside(value.text)) {
    yield { ...place, ...MESSAGES.inner(value.text) };
  } else if (/^arn:[^:]*:execute-api:[^:]+::/.test(value.text) && isSettled(value)) {
    yield { ...place, ...MESSAGES.noAccount(value.text) };
  } else if (source.others?.test(splitArn(value.text)[5]?.text ?? "") === true) {
    yield { ...place, ...MESSAGES.other(principal, source, value.text, undefined) };
  }
}

/** Source: "Log group-level subscription filters" (Amazon CloudWatch Logs User Guide), the step that adds the permission. */
function* groupsWithoutEnd({ action }: Statement, entry: ConditionEntry): Generator<Finding> {
  if (action?.entries.every(({ text }) => /^lambda:InvokeFunction$/i.test(text)) !== true) return;
  for (const value of entry.values.entries) {
    if (!isSettled(value) || !/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:*?]+$/.test(value.text)) continue;
    const fixed = `${value.text}:*`;
    const isPattern = operatorOf(entry)?.operator.wildcards === true;
    const fixes = (): readonly Fix[] => (isPattern ? writing(value, fixed) : []);
    yield { span: textSpan(value), ...MESSAGES.logGroup(value.text, fixed), fixes };
  }
}

const LOGS = /^logs\.(?:[a-z0-9-]+\.)?amazonaws\.com$/;

/** Some services set the key when they use a role, as EventBridge does from bus to bus, so it is information of the others. */
function* sourcesForAccounts({ member, values }: ConditionEntry): Generator<Finding> {
  for (const value of values.entries) {
    const own = serviceIn(value) ?? "";
    if (own === "lambda") {
      const isOfAll = values.entries.every((one) => serviceIn(one) === "lambda");
      const fixes = (): readonly Fix[] =>
        isOfAll ? fixWith(say`Replace with ${name(OF_FUNCTIONS)}`, renameMember(member, OF_FUNCTIONS)) : [];
      yield { span: textSpan(value), ...MESSAGES.function(value.text), severity: "info", fixes };
      continue;
    }
    const service = ACT_AS_THEMSELVES.has(own) ? principalFor(own) : undefined;
    if (service !== undefined)
      yield { span: textSpan(value), ...MESSAGES.account(value.text, service), severity: "info" };
  }
}

/** Source: "Using source function ARN to control function access behavior" (AWS Lambda Developer Guide). */
const OF_FUNCTIONS = "lambda:SourceFunctionArn";

const ACT_AS_THEMSELVES: ReadonlySet<string> = new Set(["cloudfront", "cloudtrail", "cloudwatch", "s3", "sns"]);

function isForAccounts({ effect, principal }: Statement): boolean {
  if (effect?.text !== "Allow" || principal?.form !== "typed") return false;
  return principal.types.every(
    ({ type, open, entries }) =>
      type === "AWS" && !open && entries.every((one) => isSettled(one) && one.certain && one.text !== "*"),
  );
}

/** A topic or queue that a statement is for, as what sends to it: whoever copied its ARN into both places. */
function* targetsAsSources({ resource }: Statement, { values }: ConditionEntry): Generator<Finding> {
  const targets = new Set(resource?.entries.map(({ text }) => text));
  for (const value of values.entries) {
    const thing = targets.has(value.text) ? TARGETS.get(serviceIn(value) ?? "") : undefined;
    const own = splitArn(value.text)[5]?.text ?? "*";
    if (thing !== undefined && !/[*?]/.test(own))
      yield { span: textSpan(value), ...MESSAGES.itself(value.text, thing) };
  }
}

const TARGETS: ReadonlyMap<string, string> = new Map([
  ["sns", "topic"],
  ["sqs", "queue"],
]);

/** The service of an ARN, of which a template may leave all but that open. */
function serviceIn({ text, type, holes }: Scalar): string | undefined {
  const [arn, , service] = type === "string" ? splitArn(text) : [];
  if (arn?.text !== "arn" || service === undefined || !/^[a-z0-9-]+$/.test(service.text)) return undefined;
  // Before it the partition may be open, in which no colon can be.
  const isKnown = holes.every(({ start, end, stands }) => start >= service.end || (stands && end < service.start));
  return isKnown && text[service.end] === ":" ? service.text : undefined;
}

/** Source: "Actions, resources, and condition keys for Amazon EventBridge", the two types of rules. */
function isOnDefaultBus({ text, holes }: Scalar): boolean {
  const [whole] = DEFAULT_BUS.exec(text) ?? [];
  return whole !== undefined && holes.every(({ start, stands }) => stands !== undefined || start >= whole.length);
}

const DEFAULT_BUS = /^(arn:[^:]*:events:.*?:rule\/)default\/(?=[^*?])/;

/** The ARN of the bucket that the objects of an ARN are in. */
function bucketOf({ text, holes }: Scalar): string | undefined {
  const written = holes.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + "x".repeat(end - start) + rest.slice(end),
    text,
  );
  const found = /^arn:[a-z-]+:s3:::[^/*?]+(?=\/)/.exec(written);
  return found === null ? undefined : text.slice(0, found[0].length);
}

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
function onlySender({ effect, principal }: Statement): string | undefined {
  if (effect === undefined || !isSettled(effect) || effect.text !== "Allow" || principal?.form !== "typed")
    return undefined;
  const [types, ...otherTypes] = principal.types;
  const [entry, ...others] = types?.entries ?? [];
  if (types?.type !== "Service" || types.open || otherTypes.length > 0 || others.length > 0) return undefined;
  return entry !== undefined && isSettled(entry) && entry.certain ? entry.text : undefined;
}
