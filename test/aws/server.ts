/**
 * A server that speaks AWS's protocols on a loopback port: Query with XML (IAM, STS, SNS), JSON 1.0 and 1.1 (Organizations,
 * CloudTrail, KMS, Secrets Manager, SQS, ECR), REST with XML (S3) and with JSON (Lambda, Access Analyzer, the portal of IAM Identity Center). It takes signed
 * requests only, and answers from a table.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";

export type Parameters = Readonly<Record<string, unknown>>;

export type Reply =
  | { readonly result: object }
  | { readonly error: { readonly code: string; readonly message: string; readonly status?: number } }
  /** Something that is not AWS's. */
  | {
      readonly raw: {
        readonly status: number;
        readonly type: string;
        readonly body: string | Uint8Array;
        readonly headers?: Readonly<Record<string, string>>;
      };
    }
  /** Whatever it is, it may be no HTTP. */
  | { readonly bytes: string }
  /** The connection stays open without an answer. */
  | { readonly never: true }
  /** The connection ends without an answer. */
  | { readonly closed: true }
  /** The answer begins and does not go on. */
  | { readonly begins: string }
  /** The connection ends within the answer. */
  | { readonly cut: string };

/** By call, as `iam:GetRole`; `count` says how often it was called before. */
export type Replies = Readonly<Record<string, Reply | ((parameters: Parameters, count: number) => Reply)>>;

export interface AwsServer {
  readonly endpoint: string;
  /** In order. */
  readonly calls: readonly string[];
  /** For which Region each was signed; empty for one without a signature. */
  readonly regions: readonly string[];
  /** Requests without a signature. */
  readonly unsigned: readonly string[];
  close(): Promise<void>;
}

export async function startAwsServer(replies: Replies): Promise<AwsServer> {
  const calls: string[] = [];
  const unsigned: string[] = [];
  const regions: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { call, parameters, protocol } = readCall(request, body);
      const signature = request.headers.authorization ?? "";
      if (
        !/^AWS4-HMAC-SHA256 Credential=\S+\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/.test(
          signature,
        )
      )
        unsigned.push(call);
      const count = calls.filter((one) => one === call).length;
      calls.push(call);
      regions.push(/Credential=[^/]+\/\d+\/([^/]+)\//.exec(signature)?.[1] ?? "");
      const found = Object.hasOwn(replies, call) ? replies[call] : undefined;
      const missing: Reply = { error: { code: "AccessDenied", message: `no reply for ${call}`, status: 403 } };
      const reply = found === undefined ? missing : typeof found === "function" ? found(parameters, count) : found;
      send(response, reply, call, protocol);
    });
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    regions,
    unsigned,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

type Protocol = "query" | "json" | "rest-xml" | "rest-json";

interface ReadCall {
  readonly call: string;
  readonly parameters: Parameters;
  readonly protocol: Protocol;
}

const SERVICES: Readonly<Record<string, string>> = {
  AWSOrganizationsV20161128: "organizations",
  TrentService: "kms",
  secretsmanager: "secretsmanager",
  CloudTrail_20131101: "cloudtrail",
  AmazonSQS: "sqs",
  AmazonEC2ContainerRegistry_V20150921: "ecr",
};

function readCall(request: IncomingMessage, body: string): ReadCall {
  const { headers, url = "/", method = "" } = request;
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    const [name = "", service = ""] = target.split(".").reverse();
    return {
      call: `${SERVICES[service] ?? service}:${name}`,
      parameters: JSON.parse(body) as Parameters,
      protocol: "json",
    };
  }
  if (String(headers["content-type"]).startsWith("application/x-www-form-urlencoded")) {
    const parameters = Object.fromEntries(new URLSearchParams(body));
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
    return { call: `${service}:${parameters["Action"] ?? ""}`, parameters, protocol: "query" };
  }
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const ofFunction = /^\/2015-03-31\/functions\/(.+)\/policy$/.exec(pathname)?.[1];
  if (ofFunction !== undefined) {
    return {
      call: "lambda:GetPolicy",
      parameters: { FunctionName: decodeURIComponent(ofFunction) },
      protocol: "rest-json",
    };
  }
  if (pathname === "/policy/validation") {
    return {
      call: "access-analyzer:ValidatePolicy",
      parameters: { ...(JSON.parse(body) as object), nextToken: searchParams.get("nextToken") },
      protocol: "rest-json",
    };
  }
  const custom = /^\/policy\/check-(no-new-access|access-not-granted)$/.exec(pathname)?.[1];
  if (custom !== undefined) {
    const name = custom === "no-new-access" ? "CheckNoNewAccess" : "CheckAccessNotGranted";
    const parameters = JSON.parse(body) as Parameters;
    return { call: `access-analyzer:${name}`, parameters, protocol: "rest-json" };
  }
  if (pathname === "/federation/credentials") {
    return { call: "sso:GetRoleCredentials", parameters: Object.fromEntries(searchParams), protocol: "rest-json" };
  }
  if (pathname === "/token") return { call: "sso-oidc:CreateToken", parameters: {}, protocol: "rest-json" };
  if (searchParams.has("policy")) {
    return { call: "s3:GetBucketPolicy", parameters: { Bucket: pathname.slice(1) }, protocol: "rest-xml" };
  }
  return { call: `${method} ${url}`, parameters: {}, protocol: "rest-xml" };
}

function send(response: ServerResponse, reply: Reply, call: string, protocol: Protocol): void {
  if ("never" in reply) return;
  if ("closed" in reply) {
    response.destroy();
    return;
  }
  if ("begins" in reply) {
    response.writeHead(200, { "content-type": CONTENT[protocol] });
    response.write(reply.begins);
    return;
  }
  if ("cut" in reply) {
    response.writeHead(200, { "content-type": CONTENT[protocol], "content-length": "100000" });
    response.write(reply.cut, () => response.destroy());
    return;
  }
  if ("bytes" in reply) {
    response.socket?.end(reply.bytes);
    return;
  }
  if ("raw" in reply) {
    const { status, type, body, headers = {} } = reply.raw;
    response.writeHead(status, type === "" ? headers : { "content-type": type, ...headers }).end(body);
    return;
  }
  const name = call.slice(call.indexOf(":") + 1);
  if ("error" in reply) {
    const { code, message, status = 400 } = reply.error;
    // SQS, which once spoke Query, is asked for the older names as well.
    const older = call.startsWith("sqs:") ? { "x-amzn-query-error": `${code};Sender` } : {};
    const id = { "x-amzn-requestid": "r-1", "x-amzn-errortype": code };
    response.writeHead(status, { "content-type": CONTENT[protocol], ...id, ...older });
    response.end(errorBody(protocol, code, message));
    return;
  }
  const { result } = reply;
  // The policy of a bucket is the whole body.
  const body =
    call === "s3:GetBucketPolicy"
      ? String((result as { Policy?: unknown }).Policy)
      : protocol === "query"
        ? `<${name}Response><${name}Result>${xmlOf(result)}</${name}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${name}Response>`
        : JSON.stringify(result);
  response.writeHead(200, { "content-type": call === "s3:GetBucketPolicy" ? "application/json" : CONTENT[protocol] });
  response.end(body);
}

const CONTENT: Readonly<Record<Protocol, string>> = {
  query: "text/xml",
  json: "application/x-amz-json-1.1",
  "rest-xml": "application/xml",
  "rest-json": "application/json",
};

function errorBody(protocol: Protocol, code: string, message: string): string {
  const error = `<Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>`;
  if (protocol === "query")
    return `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>r-1</RequestId></ErrorResponse>`;
  if (protocol === "rest-xml") return `<?xml version="1.0"?><Error>${error}<RequestId>r-1</RequestId></Error>`;
  return JSON.stringify({ __type: code, message });
}

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xmlOf(item)}</member>`).join("");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => `<${key}>${xmlOf(inner)}</${key}>`)
      .join("");
  }
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
