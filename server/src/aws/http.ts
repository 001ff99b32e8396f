/**
 * How requests leave and what may come back. What answers is looked at before the SDK reads it: it takes a sign-in page
 * for an answer without content, and S3's client takes the page for the policy.
 */
import { type Readable } from "node:stream";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { HttpsProxyAgent } from "https-proxy-agent";
import { AnswerBrokeOff, NotAnAwsAnswer } from "./failures.ts";
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
  readonly headers: Readonly<Record<string, string>>;
  body?: Readable | Uint8Array;
}

interface HandlerOptions {
  readonly abortSignal?: AbortSignal;
}

/** For all clients of a session, and for those that get its credentials. */
export function requestHandler(proxy: ProxySetting | undefined) {
  const handlers = new Map<string, NodeHttpHandler>();
  const handlerFor = (url: string): NodeHttpHandler => {
    const handler = handlers.get(url) ?? newHandler(url);
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
      for (const handler of handlers.values()) handler.destroy();
    },
    async handle(request: never, options: HandlerOptions = {}): Promise<{ response: never }> {
      const url = proxyOf(request, proxy);
      const { response } = await handlerFor(url).handle(request, options);
      await checkAnswer(request, response, options.abortSignal);
      return { response: response as never };
    },
  };
}

function newHandler(proxy: string): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_LIMIT,
    ...(proxy === "" ? {} : { httpsAgent: new HttpsProxyAgent(proxy) }),
  });
}

/** An endpoint without TLS is one of this machine. */
function proxyOf({ protocol, hostname, port }: HttpRequest, setting: ProxySetting | undefined): string {
  return protocol === "https:" ? proxyFor(`https://${hostname}:${port ?? 443}`, setting) : "";
}

/** Throws where no service of AWS answers like this. The body that was read stands in the place of the stream. */
async function checkAnswer(request: HttpRequest, response: HttpResponse, end: AbortSignal | undefined): Promise<void> {
  const { statusCode, headers, body } = response;
  const type = headers["content-type"] ?? "";
  const bytes = body === undefined || body instanceof Uint8Array ? body : await readBody(body, statusCode, end);
  const text = new TextDecoder().decode(bytes);
  const isNamedError = statusCode >= 400 && headers["x-amzn-errortype"] !== undefined;
  if (!isNamedError && !FORMATS[formatOf(request)](text)) throw new NotAnAwsAnswer(statusCode, type);
  response.body = bytes ?? new Uint8Array();
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
    throw end?.aborted === true ? endedBy(end) : new AnswerBrokeOff(error);
  } finally {
    end?.removeEventListener("abort", stop);
    body.destroy();
  }
  if (end?.aborted === true) throw endedBy(end);
  return Buffer.concat(chunks);
}

/** As the SDK names it. */
function endedBy({ reason }: AbortSignal): Error {
  const error = new Error("Request aborted", { cause: reason });
  error.name = "AbortError";
  return error;
}

type Format = "xml" | "json" | "either";

/** Source: "AWS protocols" of Smithy. S3 answers with a policy or with XML. */
function formatOf({ headers }: HttpRequest): Format {
  const header = (name: string): string =>
    Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1] ?? "";
  if (header("x-amz-target") !== "") return "json";
  return header("content-type").startsWith("application/x-www-form-urlencoded") ? "xml" : "either";
}

const FORMATS: Readonly<Record<Format, (text: string) => boolean>> = {
  xml: isAnswerInXml,
  json: isObjectInJson,
  either: (text) => isAnswerInXml(text) || isObjectInJson(text),
};

function isObjectInJson(text: string): boolean {
  if (!text.trimStart().startsWith("{")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Its root is not that of a page. */
function isAnswerInXml(text: string): boolean {
  const root = /^(?:<\?xml[^>]*\?>\s*)?<([a-z][\w.:-]*)[\s/>]/i.exec(text.slice(0, 1_000).trimStart())?.[1];
  return root !== undefined && root.toLowerCase() !== "html";
}
