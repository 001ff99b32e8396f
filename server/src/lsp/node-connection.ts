/**
 * The connection to the client as the command line says (`--stdio`, `--pipe=…`, `--socket=…`, `--node-ipc`). On a
 * stream, messages have headers that say where they end: after a wrong one nothing that follows can be understood, and
 * a server that waits on would be deaf. It says so and ends, and the client can start another.
 */
import {
  type Connection,
  createConnection,
  createServerPipeTransport,
  createServerSocketTransport,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { visible } from "../wording/phrase.ts";

/** Ends the process, after a line on standard error if there is something to say. */
export type End = (line: string | undefined) => void;

export function openConnection(args: readonly string[], end: End): Connection {
  const transport = transportOf(args);
  // Between processes of Node there are no headers.
  if (transport === undefined) return createConnection(ProposedFeatures.all);
  const [reader, writer] = transport;
  endWithStream(reader, end);
  return createConnection(ProposedFeatures.all, reader, writer);
}

export function endWithStream(reader: MessageReader, end: End): void {
  reader.onError((error) => {
    // The end of a message that is no JSON is known, and the next one can be read.
    if (error instanceof SyntaxError) return;
    end(visible(`what the client sends cannot be understood, so the server ends: ${error.message}`));
  });
  reader.onClose(() => {
    end(undefined);
  });
}

function transportOf(args: readonly string[]): [MessageReader, MessageWriter] | undefined {
  if (args.includes("--stdio"))
    return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
  const pipe = valueOf("--pipe", args);
  if (pipe !== undefined) return createServerPipeTransport(pipe);
  const port = Number(valueOf("--socket", args));
  return port > 0 ? createServerSocketTransport(port) : undefined;
}

/** Of `--name=value` and of `--name value`. */
function valueOf(name: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  return at < 0 ? undefined : args[at] === name ? args[at + 1] : args[at]?.slice(name.length + 1);
}
