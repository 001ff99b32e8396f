/**
 * The connection to the client as the command line says (`--stdio`, `--pipe=…`, `--socket=…`, `--node-ipc`). On a
 * stream, messages have headers that say where they end: after a wrong one nothing that follows can be understood, and
 * a server that waits on would be deaf. It says so and ends, and the client can start another.
 */
import { connect } from "node:net";
import {
  type Connection,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { createHeaderGuard } from "./header-guard.ts";
import { gated } from "./message-gate.ts";
import { visible } from "../wording/phrase.ts";

/** Ends the process, after a line on standard error if there is something to say. */
export type End = (line: string | undefined) => void;

export function openConnection(args: readonly string[], end: End): Connection {
  const transport = transportOf(args);
  // Between processes of Node there are no headers.
  if (transport === undefined) return connectionOver(new IPCMessageReader(process), new IPCMessageWriter(process));
  const { input, output } = transport;
  const reader = new StreamMessageReader(input);
  endWithStream(reader, input, end);
  return connectionOver(reader, new StreamMessageWriter(output));
}

/** Takes what is well formed of what the reader reads. */
export function connectionOver(reader: MessageReader, writer: MessageWriter): Connection {
  return createConnection(ProposedFeatures.all, gated(reader, writer), writer);
}

export function endWithStream(reader: MessageReader, input: NodeJS.ReadableStream, end: End): void {
  let isSaid = false;
  const endFor = (what: string): void => {
    // The guard and the library may find fault with the same header.
    if (isSaid) return;
    isSaid = true;
    end(visible(`what the client sends cannot be understood, so the server ends: ${what}`));
  };
  reader.onError((error) => {
    // Of a message that is no JSON, or that lacks what the library looks for in it (a cancellation without an id), the
    // end is known, and the next one can be read.
    if (!(error instanceof SyntaxError || error instanceof TypeError)) endFor(error.message);
  });
  input.on("data", createHeaderGuard(endFor));
  reader.onClose(() => {
    end(undefined);
  });
}

interface Transport {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** The client listens at a pipe or a port, and the server connects to it. */
function transportOf(args: readonly string[]): Transport | undefined {
  if (args.includes("--stdio")) return { input: process.stdin, output: process.stdout };
  const pipe = valueOf("--pipe", args);
  const port = Number(valueOf("--socket", args));
  if (pipe === undefined && !(port > 0)) return undefined;
  const socket = pipe === undefined ? connect(port, "127.0.0.1") : connect(pipe);
  return { input: socket, output: socket };
}

/** Of `--name=value` and of `--name value`. */
function valueOf(name: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  return at < 0 ? undefined : args[at] === name ? args[at + 1] : args[at]?.slice(name.length + 1);
}
