/** A pasted text → what it says about a denial. Nothing is invented: what the text does not say is null. */
import { mayBeCloudTrail, readCloudTrail, readEventTable } from "./cloudtrail.ts";
import { mayBeDecodedAuthorization, readDecodedAuthorization } from "./decoded-authorization.ts";
import { mayBeDeliveryLog, readDeliveryLogs } from "./delivery-log.ts";
import { type Denial, type DenialReading } from "./denial.ts";
import { mayBeIotLog, readIotLogs } from "./iot-log.ts";
import { narrowLog } from "./narrow-log.ts";
import { type ActionOfOperation } from "./complete-denial.ts";
import { NO_ERROR, type OtherError } from "./not-a-denial.ts";
import { type PlainReading, readPlainMessage } from "./plain-message.ts";
import { type RewrittenText, unchanged } from "./rewritten-text.ts";
import { undoLiterals } from "./undo-literals.ts";
import { undoEscapes, undoMail, undoPage, undoTerminal } from "./undo-escapes.ts";
import { undoTransport } from "./undo-transport.ts";
import { markFullLines, undoWrapping } from "./undo-wrapping.ts";

export interface ReadMessageOptions {
  /** The IAM action of an API operation; the service is undefined where the text does not name it. */
  readonly actionOfOperation: ActionOfOperation;
}

/** Reads any text in time linear to its length. Spans are offsets (UTF-16) of the text as given. */
export function readMessage(text: string, given: ReadMessageOptions): DenialReading {
  const options = { actionOfOperation: remembered(given.actionOfOperation) };
  const structured = readStructured(text, options);
  if (structured.length > 0) return readingOf(structured);
  const { readable, reading } = readReadable(asShown(narrowLog(text)), options);
  if (reading.denials.length === 0) return noDenial(reading.other, text.length, isPolicyText(text));
  return readingOf(reading.denials.map((denial) => placed(denial, readable)));
}

/** A log repeats the same operations. */
function remembered(actionOfOperation: ActionOfOperation): ActionOfOperation {
  const known = new Map<string, string | null>();
  return (service, operation) => {
    const key = `${service ?? ""}\n${operation}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const action = actionOfOperation(service, operation);
    known.set(key, action);
    return action;
  };
}

/** Decoded messages and events are read before their escapes are taken back: those tell where their strings end. */
function readStructured(text: string, options: ReadMessageOptions): Denial[] {
  const { actionOfOperation } = options;
  // The lines of the message are already put together.
  const readText = (message: string): Denial | null =>
    readPlainMessage(undoEscapes(unchanged(message)).text, actionOfOperation).denials[0] ?? null;
  const isDelivery = mayBeDeliveryLog(text);
  const isEvent = mayBeCloudTrail(text);
  const isIot = mayBeIotLog(text);
  if (!isDelivery && !isEvent && !isIot && !mayBeDecodedAuthorization(text)) return [];
  // The lines of a table are its rows: they are not put together.
  const rows = isEvent ? readEventTable(text, { readText, actionOfOperation }) : [];
  if (rows.length > 0) return rows;
  const lines = undoWrapping(asShown(unchanged(text)));
  const logged = isDelivery ? readDeliveryLogs(lines.text) : isIot ? readIotLogs(lines.text) : [];
  if (logged.length > 0) return logged.map((denial) => placed(denial, lines));
  const decoded = readDecodedAuthorization(lines.text);
  const found = decoded.length > 0 ? decoded : readCloudTrail(lines.text, { readText, actionOfOperation });
  return found.map((denial) => placed(denial, lines));
}

/** The characters as a person saw them; full lines are looked for before entities change how long they are. */
function asShown(text: RewrittenText): RewrittenText {
  return undoPage(markFullLines(undoLiterals(undoMail(undoTransport(undoTerminal(text))))));
}

function readReadable(
  display: RewrittenText,
  options: ReadMessageOptions,
): { readable: RewrittenText; reading: PlainReading } {
  const lines = undoWrapping(display);
  // Lines that were spelled out inside a string are lines only now.
  const readable = display.text.includes("\\") ? undoWrapping(undoEscapes(lines)) : lines;
  return { readable, reading: readPlainMessage(readable.text, options.actionOfOperation) };
}

function placed(denial: Denial, text: RewrittenText): Denial {
  return { ...denial, span: text.map.outerSpan(denial.span.start, denial.span.end) };
}

function readingOf(denials: readonly Denial[]): DenialReading {
  const first = denials[0];
  return first === undefined ? noDenial(NO_ERROR, 0) : { ...first, denials };
}

/** Of JSON, YAML or Terraform. */
function isPolicyText(text: string): boolean {
  return /\bStatement["']?\s?[:=]/.test(text) && /\bEffect["']?\s?[:=]/.test(text);
}

function noDenial(
  { kind, system, notByPolicy, rejection, signIn }: OtherError,
  length: number,
  isPolicy = false,
): DenialReading {
  return {
    ...(isPolicy && kind === "none" ? { isPolicyText: true } : {}),
    isAccessDenied: false,
    kind,
    principalArn: null,
    principalType: "unknown",
    action: null,
    actionFrom: null,
    resource: null,
    resourceNaming: "none",
    denyType: "unknown",
    policyType: "unknown",
    policyArn: null,
    encodedMessage: false,
    errorCode: null,
    operation: null,
    requestId: null,
    account: null,
    region: null,
    context: {},
    ...(system === undefined ? {} : { system }),
    ...(notByPolicy === undefined ? {} : { notByPolicy }),
    ...(rejection === undefined ? {} : { rejection }),
    ...(signIn === undefined ? {} : { signIn }),
    span: { start: 0, end: length },
    denials: [],
  };
}
