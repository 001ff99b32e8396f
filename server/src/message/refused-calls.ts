/**
 * Refusals that name the action as something to call, and not as something to perform: AWS CloudFormation, Karpenter. And
 * what CloudFormation says of tags, and Amazon EventBridge writes beside an event that it could not deliver.
 */
import { type CompactText } from "./compact-text.ts";
import { readAction } from "./denied-action.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";
import { isGeneralStatement } from "./quoted-in-prose.ts";
import { assumedBy } from "./role-of-service.ts";
import { withoutFullBreaks } from "./undo-wrapping.ts";

/** Sources: AWS CloudFormation User Guide, "Troubleshooting CloudFormation"; the pages that the readers name. */
export const CALL_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [
    /(?:(?:doesnot|doesnt|donot|dont|not)have(?:the)?permissions?|(?:isnt|not)authori[sz]ed|unauthori[sz]ed)tocall:?(?=[a-z0-9-]{2,40}:[a-z])/g,
    withoutCall,
  ],
  // What the service said stands behind it, and says more, unless it was cut off.
  [/permissionserrorperformingataggingoperation(?!.{0,400}resourcehandlerreturnedmessage)/g, plain],
  [/unauthorizedtaggingoperation/g, withoutTags],
  [/error_code[^a-z]{0,6}(?:(?:string)?value[^a-z]{0,4})?no_permissions/g, deadLetter],
  [/error_code[^a-z]{0,6}(?:(?:string)?value[^a-z]{0,4})?failed_to_assume_role/g, assumedBy("events.amazonaws.com")],
];

/** `User doesn't have permission to call ssm:GetParameters`, `Controller isn't authorized to call ec2:CreateFleet` */
function withoutCall(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const action = readAction(readable, phrase.end, /^[\s.,;`"')\]}]*(?:$|[\n\v\s])/);
  if (action === null || action.action === null) return null;
  const whole = { ...phrase, action: action.action, end: action.end };
  const behind = compact.fromReadable(action.end);
  // The title of a log entry that holds the sentence.
  const isTold = compact.text.slice(behind, behind + LONGEST_ENTRY).includes(`perform:${action.action.toLowerCase()}`);
  return isTold || isGeneralStatement(readable, whole) ? null : whole;
}

const LONGEST_ENTRY = 3000;

/** "Unauthorized tagging operation" in words; as one word it is a code. */
function withoutTags(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  return /\s/.test(readable.slice(phrase.start, phrase.end)) ? phrase : null;
}

/**
 * Amazon EventBridge, of the target. In a sentence of its own (`User: … is not authorized to perform: …`) it says more.
 * Source: Amazon EventBridge User Guide, "Using dead-letter queues to process undelivered events" and "Using
 * resource-based policies for Amazon EventBridge".
 */
function deadLetter(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const letter = readable.slice(Math.max(0, phrase.start - LONGEST_LETTER), phrase.end + LONGEST_LETTER);
  const around = withoutFullBreaks(letter).text;
  if (/not authori[sz]ed to perform/i.test(around)) return null;
  const target =
    /\bTARGET_ARN\b[\W_]{1,12}(?:(?:String)?Value[\W_]{1,8})?(arn:aws[a-z-]{0,20}:([a-z0-9-]{2,40}):[^\s"'`,}\\]{1,400})/.exec(
      around,
    );
  const needed = ACTIONS_ON_TARGETS.get(target?.[2] ?? "");
  return {
    ...phrase,
    resource: target?.[1] ?? null,
    code: "NO_PERMISSIONS",
    nameless: "rule-target",
    additionalActions: needed === undefined ? [] : [needed],
  };
}

/** The attributes of one message. */
const LONGEST_LETTER = 2000;

/** Of a service's targets, where one action delivers to all of them. */
const ACTIONS_ON_TARGETS: ReadonlyMap<string, string> = new Map([
  ["events", "events:PutEvents"],
  ["kinesis", "kinesis:PutRecord"],
  ["firehose", "firehose:PutRecord"],
  ["lambda", "lambda:InvokeFunction"],
  ["logs", "logs:PutLogEvents"],
  ["sns", "sns:Publish"],
  ["sqs", "sqs:SendMessage"],
  ["states", "states:StartExecution"],
]);
