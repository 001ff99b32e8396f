/**
 * What a client sends in another form than the protocol has never reaches a handler: a request is answered with an error, a
 * notification is left out, and the log says so once for each method. So is what comes before the first request.
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
  let isInitialized = false;
  const takes = (message: Message): boolean => {
    const { id, method, params } = message as Partial<RequestMessage & NotificationMessage>;
    // An answer, or nothing that the library would call a message.
    if (typeof method !== "string") return true;
    const isRequest = id !== undefined;
    const refusal = refusalOf(method, params, isInitialized);
    if (refusal === undefined) {
      isInitialized ||= method === "initialize";
      return true;
    }
    if (isRequest) send({ id, error: refusal });
    else if (!said.has(method)) {
      said.add(method);
      send({
        method: "window/logMessage",
        params: { type: MessageType.Warning, message: visible(`${refusal.message} It is left out.`) },
      });
    }
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
