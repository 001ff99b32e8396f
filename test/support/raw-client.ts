/** A client that sends what it likes: messages as bytes, without a library that would keep it to the protocol. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";
import { connectionOver } from "../../server/src/lsp/node-connection.ts";
import { startServer } from "../../server/src/lsp/server.ts";
import { type Timing } from "../../server/src/lsp/timing.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

export interface ReceivedMessage {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface RawClient {
  /** Everything that the server has sent. */
  readonly received: readonly ReceivedMessage[];
  /** Warnings and errors in the output channel. */
  logged(): readonly string[];
  send(...messages: readonly object[]): void;
  /** The id of the request. */
  ask(method: string, params: unknown): number;
  answerTo(id: number): ReceivedMessage | undefined;
  /** Findings of a document by its address, as they were published last. */
  findingsOf(uri: string): readonly unknown[] | undefined;
  /** The connection breaks off. */
  hangUp(): void;
}

/** Answers a request of the server, by sending or by not sending. */
export type OnRequest = (client: RawClient, request: ReceivedMessage) => void;

/** The server in this process. Its assets are its own unless it is to ask for them. */
export function startRawClient(
  onRequest: OnRequest,
  { timing, assets = "own" }: { readonly timing: Timing; readonly assets?: "own" | "client" },
): RawClient {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const loadAsset = (name: string): Promise<string> => readFile(join(process.cwd(), "generated", name), "utf8");
  startServer(connectionOver(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    ...(assets === "own" ? { loadAsset, openCatalog: realCatalog } : { loadAsset: undefined }),
    timing,
  });
  const received: ReceivedMessage[] = [];
  let ids = 0;
  const client: RawClient = {
    received,
    logged: () =>
      received.flatMap(({ method, params }) => {
        if (method !== "window/logMessage") return [];
        const { type, message } = params as { readonly type: number; readonly message: string };
        return type <= 2 ? [message] : [];
      }),
    send(...messages) {
      toServer.write(messages.map((message) => framed({ jsonrpc: "2.0", ...message })).join(""));
    },
    ask(method, params) {
      const id = ++ids;
      client.send({ id, method, params });
      return id;
    },
    answerTo: (id) => received.find((message) => message.method === undefined && message.id === id),
    findingsOf: (uri) =>
      received
        .filter(({ method }) => method === "textDocument/publishDiagnostics")
        .map(({ params }) => params as { readonly uri: string; readonly diagnostics: readonly unknown[] })
        .findLast((published) => published.uri === uri)?.diagnostics,
    hangUp: () => toServer.end(),
  };
  const reader = new StreamMessageReader(toClient);
  reader.partialMessageTimeout = 0;
  reader.listen((message) => {
    const one = message as ReceivedMessage;
    received.push(one);
    if (one.method !== undefined && one.id !== undefined) onRequest(client, one);
  });
  return client;
}

function framed(message: object): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
