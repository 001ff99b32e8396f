/**
 * How requests leave and what may come back. What answers is looked at before the SDK reads it: it takes a sign-in page
 * for an answer without content, and S3's client takes the page for the policy.
 */
import { type Readable } from "node:stream";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { HttpsProxyAgent } from "https-proxy-agent";
import { AnswerBrokeOff, NotAnAwsAnswer, ProxyProblem } from "./problems.ts";
import { endOfCredentialWork, noteFailedRequest } from "./credential-work.ts";
import { abortError } from "./limit.ts";
import { type ProxySetting, proxyFor } from "./proxy.ts";

const CONNECTION_LIMIT = 5_000;

/** In bytes; the longest page of AWS's is a small part of it. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  body?: Readable | Uint8Array;
}

interface HandlerOptions {
  readonly abortSignal?: AbortSignal;
}

/** For all clients of a session, and for those that get its credentials. */
export function requestHandler(proxy: ProxySetting | undefined) {
  const handlers = new Map<string, NodeHttpHandler>();
  // A proxy that takes a connection and says nothing would hold it for ever.
  const closed = new AbortController();
  const handlerFor = (url: string): NodeHttpHandler => {
    const handler = handlers.get(url) ?? newHandler(url, closed.signal);
    handlers.set(url, handler);
    return handler;
  };
  return {
    metadata: { handlerProtocol: "http/1.1" },
    httpHandlerConfigs: () => ({}),
    updateHttpClientConfig() {
      // Nothing of it is for a client to change.
    },
    destroy() {
      closed.abort();
      for (const handler of handlers.values()) handler.destroy();
    },
    async handle(request: never, options: HandlerOptions = {}): Promise<{ response: never }> {
      const url = proxyOf(request, proxy);
      const end = options.abortSignal ?? endOfCredentialWork();
      try {
        const { response } = await handlerFor(url).handle(
          request,
          end === undefined ? options : { ...options, abortSignal: end },
        );
        await checkAnswer(request, response, end);
        return { response: response as never };
      } catch (error) {
        const problem = problemOnTheWay(error, url !== "");
        noteFailedRequest(problem);
        throw problem;
      }
    },
  };
}

/** What Node and the agent of the proxy name in words of their own, or not at all. */
function problemOnTheWay(error: unknown, isByProxy: boolean): unknown {
  if (!(error instanceof Error)) return error;
  const { code = "" } = error as { readonly code?: string };
  if (code.startsWith("HPE_")) return new NotAnAwsAnswer(undefined, "something other than HTTP");
  return isByProxy && error.name === "Error" && code === "" ? new AnswerBrokeOff(error) : error;
}

function newHandler(proxy: string, closed: AbortSignal): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_LIMIT,
    ...(proxy === "" ? {} : { httpsAgent: agentOf(proxy, closed) }),
  });
}

function agentOf(proxy: string, signal: AbortSignal): HttpsProxyAgent<string> {
  try {
    // It hands them on to the socket, which takes a signal; its type does not say so.
    return new HttpsProxyAgent(proxy, { signal });
  } catch (error) {
    throw new ProxyProblem(error);
  }
}

/** An endpoint without TLS is one of this machine. */
function proxyOf({ protocol, hostname, port }: HttpRequest, setting: ProxySetting | undefined): string {
  return protocol === "https:" ? proxyFor(`https://${hostname}:${port ?? 443}`, setting) : "";
}

/** Throws where no service of AWS answers like this. The body that was read stands in the place of the stream. */
async function checkAnswer(request: HttpRequest, response: HttpResponse, end: AbortSignal | undefined): Promise<void> {
  const { statusCode, headers, body } = response;
  const type = [headers["content-type"], headers["content-encoding"]].filter((part) => part !== undefined).join(", ");
  const sent = body === undefined || body instanceof Uint8Array ? body : await readBody(body, statusCode, end);
  const bytes = sent === undefined ? sent : withoutMark(unpacked(sent, response, type));
  const text = new TextDecoder().decode(bytes).trim();
  const isNamedError = statusCode >= 400 && headers["x-amzn-errortype"] !== undefined;
  const form = formOf(text, formatOf(request));
  if (form === "cut") throw new AnswerBrokeOff();
  if (form === "other" && !isNamedError) throw new NotAnAwsAnswer(statusCode, type);
  if (statusCode >= 400 && text.startsWith("{") && !isNamedError && !/"(?:__type|code)"\s*:/i.test(text))
    throw new NotAnAwsAnswer(statusCode, type);
  response.body = bytes ?? new Uint8Array();
  if (statusCode >= 400) nameForQueues(request, response, text);
}

const UNPACKING: ReadonlyMap<string, (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Uint8Array> =
  new Map([
    ["gzip", gunzipSync],
    ["deflate", inflateSync],
    ["br", brotliDecompressSync],
  ]);

/** A byte order mark, which some gateways set before the text; JSON may not have one. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked ? bytes.subarray(3) : bytes;
}

/** Nobody asks AWS to pack its answers, but a proxy may do so. */
function unpacked(bytes: Uint8Array, { statusCode, headers }: HttpResponse, type: string): Uint8Array {
  const unpack = UNPACKING.get((headers["content-encoding"] ?? "").toLowerCase());
  if (unpack === undefined) return bytes;
  delete headers["content-encoding"];
  delete headers["content-length"];
  try {
    return unpack(bytes, { maxOutputLength: LONGEST_ANSWER });
  } catch (error) {
    const { code } = error as { readonly code?: string };
    throw code === "Z_BUF_ERROR" ? new AnswerBrokeOff(error) : new NotAnAwsAnswer(statusCode, type);
  }
}

/** The client of SQS breaks where AWS's older name of an error is missing. Source: "AWS JSON protocol", Smithy. */
function nameForQueues(request: HttpRequest, { headers }: HttpResponse, text: string): void {
  if (!headerOf(request, "x-amz-target").startsWith("AmazonSQS.") || headers["x-amzn-query-error"] !== undefined)
    return;
  const name = /"__type"\s*:\s*"(?:[^"#]*#)?([\w.]+)"/.exec(text)?.[1] ?? headers["x-amzn-errortype"] ?? "";
  headers["x-amzn-query-error"] = `${name};Sender`;
}

async function readBody(body: Readable, status: number, end: AbortSignal | undefined): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stop = (): void => {
    body.destroy();
  };
  end?.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > LONGEST_ANSWER) throw new NotAnAwsAnswer(status, "longer than any answer of AWS");
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof NotAnAwsAnswer) throw error;
    throw end?.aborted === true ? abortError(end) : new AnswerBrokeOff(error);
  } finally {
    end?.removeEventListener("abort", stop);
    body.destroy();
  }
  if (end?.aborted === true) throw abortError(end);
  return Buffer.concat(chunks);
}

type Format = "xml" | "json" | "either";

/** Source: "AWS protocols" of Smithy. S3 answers with a policy or with XML. */
function formatOf(request: HttpRequest): Format {
  if (headerOf(request, "x-amz-target") !== "") return "json";
  return headerOf(request, "content-type").startsWith("application/x-www-form-urlencoded") ? "xml" : "either";
}

function headerOf({ headers }: HttpRequest, name: string): string {
  return Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1] ?? "";
}

/** `cut`: it begins like an answer of AWS, and its end is missing. */
type Form = "whole" | "cut" | "other";

function formOf(text: string, format: Format): Form {
  const json = format === "xml" ? "other" : formInJson(text);
  return json === "other" && format !== "json" ? formInXml(text) : json;
}

function formInJson(text: string): Form {
  if (!text.startsWith("{")) return "other";
  try {
    JSON.parse(text);
    return "whole";
  } catch {
    return isClosed(text) ? "other" : "cut";
  }
}

/** The object that the text begins with ends in it, whatever stands behind. */
function isClosed(text: string): boolean {
  let depth = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*(?:"|$)|[{}]/gs)) {
    if (mark === "{") depth++;
    if (mark === "}" && --depth === 0) return true;
  }
  return false;
}

/** Its root is not that of a page. The parser of the SDK reads what is there of an answer that is cut off. */
function formInXml(text: string): Form {
  const root = /^(?:<\?xml[^>]*\?>\s*)?<([a-z][\w.:-]*)[\s/>]/i.exec(text.slice(0, 1_000))?.[1];
  if (root === undefined || root.toLowerCase() === "html") return "other";
  const isWhole =
    text.endsWith(`</${root}>`) || (text.endsWith("/>") && text.lastIndexOf("<") === text.indexOf(`<${root}`));
  return isWhole ? "whole" : "cut";
}
