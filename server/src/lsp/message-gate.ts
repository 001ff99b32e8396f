/**
 * What a client sends in another form than the protocol has never reaches a handler: a request is answered with an error, a
 * notification is left out, and the log says so once for each method. So is what comes before the first request, and an answer
 * to nothing.
 */
import {
  ErrorCodes,
  type Message,
  type MessageReader,
  type MessageWriter,
  MessageType,
  type NotificationMessage,
  type RequestMessage,
} from "vscode-languageserver";
import { visible } from "../wording/phrase.ts";
import { isOfItsForm } from "./message-shapes.ts";

/** The reader of the same messages, without those. `writer` goes to the client. */
export function gated(reader: MessageReader, writer: MessageWriter): MessageReader {
  const send = (message: object): void => {
    // A client that has gone hears nothing.
    writer.write({ jsonrpc: "2.0", ...message }).catch(() => undefined);
  };
  const said = new Set<string>();
  const once = (what: string, line: string): void => {
    if (said.has(what)) return;
    said.add(what);
    send({ method: "window/logMessage", params: { type: MessageType.Warning, message: visible(line) } });
  };
  let isInitialized = false;
  const takes = (message: Message): boolean => {
    const { id, method, params } = message as Partial<RequestMessage & NotificationMessage>;
    if (typeof method !== "string") return takesAnswer(message);
    const isRequest = id !== undefined;
    const refusal = refusalOf(method, params, isInitialized);
    if (refusal === undefined) {
      isInitialized ||= method === "initialize";
      return true;
    }
    if (isRequest) send({ id, error: refusal });
    else once(method, `${refusal.message} It is left out.`);
    return false;
  };
  return {
    onError: reader.onError,
    onClose: reader.onClose,
    onPartialMessage: reader.onPartialMessage,
    listen: (callback) =>
      reader.listen((message) => {
        if (takes(message)) callback(message);
      }),
    dispose: () => {
      reader.dispose();
    },
  };
}

/**
 * Is a message without a method taken? An answer with neither a result nor an error that can be read becomes an error, so
 * that whoever asked hears of it; one to no question is left out. The library would log every one of them, whole.
 */
function takesAnswer(message: Message): boolean {
  const answer = message as { id?: unknown; result?: unknown; error?: unknown };
  if (typeof answer.id !== "number" && typeof answer.id !== "string") return false;
  if (isError(answer.error)) return true;
  if (answer.result !== undefined && (answer.error === undefined || answer.error === null)) {
    Reflect.deleteProperty(answer, "error");
    return true;
  }
  Reflect.deleteProperty(answer, "result");
  answer.error = { code: ErrorCodes.InvalidRequest, message: "it sent neither a result nor an error that can be read" };
  return true;
}

function isError(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    Number.isInteger(error.code) &&
    "message" in error &&
    typeof error.message === "string"
  );
}

interface Refusal {
  readonly code: number;
  readonly message: string;
}

function refusalOf(method: string, params: unknown, isInitialized: boolean): Refusal | undefined {
  if (method === "initialize" && isInitialized) {
    return { code: ErrorCodes.InvalidRequest, message: "The client has said initialize before." };
  }
  if (method !== "initialize" && method !== "exit" && !isInitialized) {
    return { code: ErrorCodes.ServerNotInitialized, message: `${method} comes before initialize.` };
  }
  return isOfItsForm(method, params)
    ? undefined
    : { code: ErrorCodes.InvalidParams, message: `The parameters of ${method} are not of the form that it has.` };
}
