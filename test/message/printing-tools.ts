/** How tools print a message, where they put its code and request id, and what happens to text on its way into a paste. */
import { type SpokenDenial } from "./spoken-denials.ts";

export interface Tool {
  readonly name: string;
  readonly print: (message: string, denial: SpokenDenial) => string;
  readonly code: string | null;
  readonly requestId: string | null;
}

export interface Way {
  readonly name: string;
  readonly change: (text: string) => string;
  /** Puts the text into a string, which an event is not. */
  readonly isString?: true;
}

const REQ = "0f9b2c1d-7a3e-4b58-9c60-1d2e3f405162",
  HOST = "kQx+ab/9dE3T5oGJ1yLmN0pQrStUvWxYz0123456789ABCDEFabcdef==";
const j = (s: string): string => JSON.stringify(s).slice(1, -1);
const x = (s: string): string =>
  s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
export const TOOLS: readonly Tool[] = [
  { name: "plain", print: (m) => m, code: null, requestId: null },
  {
    name: "cli",
    print: (m) => `An error occurred (AccessDenied) when calling the DoThing operation: ${m}`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "cli2",
    print: (m) =>
      `$ aws do thing --x y\n\naws: [ERROR]: An error occurred (AccessDeniedException) when calling the DoThing operation: ${m}\n`,
    code: "AccessDeniedException",
    requestId: null,
  },
  {
    name: "boto",
    print: (m) =>
      `Traceback (most recent call last):\n  File "/var/task/app.py", line 12, in handler\n    client.do_thing(Name="x")\n  File "/opt/python/botocore/client.py", line 1009, in _make_api_call\n    raise error_class(parsed_response, operation_name)\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the DoThing operation: ${m}\n`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "go2",
    print: (m) =>
      `operation error SVC: DoThing, https response error StatusCode: 403, RequestID: ${REQ}, HostID: ${HOST}, api error AccessDenied: ${m}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "go2-ec2",
    print: (m) =>
      `Error: creating Thing: operation error EC2: DoThing, https response error StatusCode: 403, RequestID: ${REQ}, api error UnauthorizedOperation: ${m}\n\n  with module.a.aws_thing.b[0],\n  on main.tf line 3, in resource "aws_thing" "b":\n   3: resource "aws_thing" "b" {`,
    code: "UnauthorizedOperation",
    requestId: REQ,
  },
  {
    name: "go1",
    print: (m) =>
      `Error: error creating Thing: AccessDenied: ${m}\n\tstatus code: 403, request id: ${REQ}, host id: ${HOST}\n\n  on main.tf line 3, in resource "aws_thing" "b":`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "java1",
    print: (m) =>
      `com.amazonaws.services.s3.model.AmazonS3Exception: ${m} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQ}; S3 Extended Request ID: ${HOST}; Proxy: null)\n\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1819)`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "java2",
    print: (m) =>
      `software.amazon.awssdk.services.sqs.model.SqsException: ${m} (Service: Sqs, Status Code: 403, Request ID: ${REQ}, Extended Request ID: null)\n\tat software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:125)`,
    code: null,
    requestId: REQ,
  },
  {
    name: "java2-attempt",
    print: (m) =>
      `software.amazon.awssdk.services.sqs.model.SqsException: ${m} (Service: Sqs, Status Code: 403, Request ID: ${REQ}) (SDK Attempt Count: 1)`,
    code: null,
    requestId: REQ,
  },
  {
    name: "cfn",
    print: (m) =>
      `CREATE_FAILED | AWS::Thing::Thing | MyThing | Resource handler returned message: "${m} (Service: Thing, Status Code: 403, Request ID: ${REQ})" (RequestToken: 11111111-2222-3333-4444-555555555555, HandlerErrorCode: AccessDenied)`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "js2",
    print: (m) =>
      `AccessDenied: ${m}\n    at Request.extractError (/app/node_modules/aws-sdk/lib/services/s3.js:711:35) {\n  code: 'AccessDenied',\n  region: null,\n  time: 2026-03-04T05:06:07.008Z,\n  requestId: '${REQ}',\n  extendedRequestId: '${HOST}',\n  statusCode: 403,\n  retryable: false\n}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "js3",
    print: (m) =>
      `AccessDeniedException: ${m}\n    at de_CommandError (/app/node_modules/@aws-sdk/client-thing/dist-cjs/index.js:100:20) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 400,\n    requestId: '${REQ}',\n    extendedRequestId: undefined,\n    cfId: undefined,\n    attempts: 1,\n    totalRetryDelay: 0\n  },\n  __type: 'AccessDeniedException'\n}`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "dotnet",
    print: (m) =>
      `Unhandled exception. Amazon.S3.AmazonS3Exception: ${m}\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.\n   at Amazon.Runtime.HttpWebRequestMessage.GetResponseAsync(CancellationToken cancellationToken)`,
    code: null,
    requestId: null,
  },
  {
    name: "ruby",
    print: (m) => `app.rb:10:in \`call': ${m} (Aws::EC2::Errors::UnauthorizedOperation)\n\tfrom main.rb:3`,
    code: "UnauthorizedOperation",
    requestId: null,
  },
  { name: "ruby2", print: (m) => `Aws::S3::Errors::AccessDenied: ${m}`, code: "AccessDenied", requestId: null },
  {
    name: "php",
    print: (m) =>
      `PHP Fatal error:  Uncaught Aws\\S3\\Exception\\S3Exception: AWS Error Code: AccessDenied, Status Code: 403, AWS Request ID: ${REQ}, AWS Error Type: client, AWS Error Message: ${m}, User-Agent: aws-sdk-php2/2.8`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "php3",
    print: (m) =>
      `Error executing "DoThing" on "https://thing.us-east-1.amazonaws.com"; AWS HTTP error: Client error: \`POST https://thing.us-east-1.amazonaws.com\` resulted in a \`403 Forbidden\` response:\n{"__type":"AccessDeniedException","Message":"${j(m)}"}\n AccessDeniedException (client): ${m} - {"__type":"AccessDeniedException","Message":"${j(m)}"}`,
    code: "AccessDeniedException",
    requestId: null,
  },
  {
    name: "rust",
    print: (m) =>
      `Error: Unhandled(Unhandled { source: ErrorMetadata { code: Some("AccessDeniedException"), message: Some("${j(m)}"), extras: Some({"aws_request_id": "${REQ}"}) }, meta: ErrorMetadata { code: Some("AccessDeniedException"), message: Some("${j(m)}"), extras: Some({"aws_request_id": "${REQ}"}) } })`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "rust2",
    print: (m) =>
      `service error: unhandled error (AccessDenied): Error { code: "AccessDenied", message: "${j(m)}", aws_request_id: "${REQ}", s3_extended_request_id: "${HOST}" }`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "xml-s3",
    print: (m) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${x(m)}</Message><RequestId>ABCD1234EFGH5678</RequestId><HostId>${HOST}</HostId></Error>`,
    code: "AccessDenied",
    requestId: "ABCD1234EFGH5678",
  },
  {
    name: "xml-query",
    print: (m) =>
      `<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/">\n  <Error>\n    <Type>Sender</Type>\n    <Code>AccessDenied</Code>\n    <Message>${x(m)}</Message>\n    <Detail/>\n  </Error>\n  <RequestId>${REQ}</RequestId>\n</ErrorResponse>`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "xml-ec2",
    print: (m) =>
      `<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>${x(m)}</Message></Error></Errors><RequestID>${REQ}</RequestID></Response>`,
    code: "UnauthorizedOperation",
    requestId: REQ,
  },
  {
    name: "json11",
    print: (m) =>
      `HTTP/1.1 400 Bad Request\nx-amzn-RequestId: ${REQ}\nContent-Type: application/x-amz-json-1.1\n\n{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"${j(m)}"}`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "json10",
    print: (m) => `{"__type":"AccessDeniedException","message":"${j(m)}"}`,
    code: "AccessDeniedException",
    requestId: null,
  },
  {
    name: "k8s-event",
    print: (m) =>
      `  Warning  FailedBuildModel  12s (x7 over 3m)  ingress  Failed build model due to AccessDenied: ${m}\n\tstatus code: 403, request id: ${REQ}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "k8s-json",
    print: (m) =>
      `{"level":"error","ts":"2026-02-03T04:05:06Z","logger":"controller.ingress","msg":"Reconciler error","name":"web","namespace":"prod","error":"${j(`operation error Thing: DoThing, https response error StatusCode: 403, RequestID: ${REQ}, api error AccessDenied: ${m}`)}"}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "eso",
    print: (m) =>
      `status:\n  conditions:\n  - lastTransitionTime: "2026-02-03T04:05:06Z"\n    message: 'error processing spec.data[0] (key: prod/db), err: ${m.replace(/'/g, "''")}'\n    reason: SecretSyncedError\n    status: "False"\n    type: Ready`,
    code: null,
    requestId: null,
  },
  {
    name: "spark",
    print: (m) =>
      `26/02/03 04:05:06 ERROR ApplicationMaster: User class threw exception: java.nio.file.AccessDeniedException: s3a://ledger/in: getFileStatus on s3a://ledger/in: com.amazonaws.services.s3.model.AmazonS3Exception: ${m} (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQ}; S3 Extended Request ID: ${HOST}; Proxy: null), S3 Extended Request ID: ${HOST}:AccessDenied\njava.nio.file.AccessDeniedException: s3a://ledger/in`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "lambda-log",
    print: (m) =>
      `START RequestId: 99999999-8888-7777-6666-555555555555 Version: $LATEST\n[ERROR] ClientError: An error occurred (AccessDenied) when calling the DoThing operation: ${m}\nTraceback (most recent call last):\n  File "/var/task/app.py", line 3, in handler\nEND RequestId: 99999999-8888-7777-6666-555555555555\nREPORT RequestId: 99999999-8888-7777-6666-555555555555\tDuration: 12.34 ms`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "gha",
    print: (m) =>
      `2026-02-03T04:05:06.1234567Z ##[error]An error occurred (AccessDenied) when calling the DoThing operation: ${m}\n2026-02-03T04:05:06.1239999Z ##[error]Process completed with exit code 254.`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "codebuild",
    print: (m) =>
      `[Container] 2026/02/03 04:05:06.123456 Running command aws do thing\n\nAn error occurred (AccessDeniedException) when calling the DoThing operation: ${m}\n\n[Container] 2026/02/03 04:05:07.123456 Command did not exit successfully aws do thing exit status 254\n[Container] 2026/02/03 04:05:07.123456 Phase complete: BUILD State: FAILED`,
    code: "AccessDeniedException",
    requestId: null,
  },
  { name: "console", print: (m) => `Failed to load things\n${m}\nDiagnose with Amazon Q`, code: null, requestId: null },
  {
    name: "ctrail",
    print: (m, c) =>
      JSON.stringify(
        {
          eventVersion: "1.08",
          userIdentity: { type: "AssumedRole", arn: c.principalArn, accountId: "730112940571" },
          eventTime: "2026-02-03T04:05:06Z",
          eventSource: "thing.amazonaws.com",
          eventName: "DoThing",
          awsRegion: "eu-west-1",
          sourceIPAddress: "203.0.113.4",
          userAgent: "aws-cli/2",
          errorCode: "AccessDenied",
          errorMessage: m,
          requestParameters: null,
          responseElements: null,
          requestID: REQ,
          eventID: "11111111-2222-3333-4444-555555555555",
        },
        null,
        2,
      ),
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "ctrail-min",
    print: (m, c) =>
      JSON.stringify({
        Records: [
          {
            eventVersion: "1.08",
            userIdentity: { type: "IAMUser", arn: c.principalArn, accountId: "730112940571" },
            eventSource: "ok.amazonaws.com",
            eventName: "Fine",
          },
          {
            eventVersion: "1.08",
            userIdentity: { type: "AssumedRole", arn: c.principalArn, accountId: "730112940571" },
            eventSource: "thing.amazonaws.com",
            eventName: "DoThing",
            errorCode: "Client.UnauthorizedOperation",
            errorMessage: m,
            requestID: REQ,
          },
        ],
      }),
    code: "Client.UnauthorizedOperation",
    requestId: REQ,
  },
  {
    name: "insights",
    print: (m, c) =>
      `@timestamp,@message\n2026-02-03 04:05:06.000,"${JSON.stringify({ eventVersion: "1.08", userIdentity: { type: "AssumedRole", arn: c.principalArn }, eventSource: "thing.amazonaws.com", eventName: "DoThing", errorCode: "AccessDenied", errorMessage: m, requestID: REQ }).replace(/"/g, '""')}"`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "sfn",
    print: (m) =>
      `{\n  "error": "Lambda.AccessDeniedException",\n  "cause": "${j(m)} (Service: Lambda, Status Code: 403, Request ID: ${REQ})"\n}`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "sls",
    print: (m) =>
      `Error:\nCREATE_FAILED: FnLambdaFunction (AWS::Lambda::Function)\nResource handler returned message: "${m} (Service: Lambda, Status Code: 403, Request ID: ${REQ})" (RequestToken: 11111111-2222-3333-4444-555555555555, HandlerErrorCode: AccessDenied)`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "redshift",
    print: (m) =>
      `ERROR: ${m}\nDETAIL: \n  -----------------------------------------------\n  error:  ${m}\n  code:      30000\n  context:   Glue\n  query:     0\n  location:  aws_glue_catalog.cpp:120\n  process:   padbmaster [pid=1234]\n  -----------------------------------------------`,
    code: null,
    requestId: null,
  },
  {
    name: "powershell",
    print: (m) =>
      `Get-S3Object : ${m}\nAt line:1 char:1\n+ Get-S3Object -BucketName ledger\n+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n    + CategoryInfo          : InvalidOperation: (Amazon.PowerShe...tS3ObjectCmdlet:GetS3ObjectCmdlet) [Get-S3Object], InvalidOperationException\n    + FullyQualifiedErrorId : Amazon.S3.AmazonS3Exception,Amazon.PowerShell.Cmdlets.S3.GetS3ObjectCmdlet`,
    code: null,
    requestId: null,
  },
];
const wordWrap = (s: string, w: number): string =>
  s
    .split("\n")
    .flatMap((l) => {
      const o: string[] = [];
      while (l.length > w) {
        let k = l.lastIndexOf(" ", w);
        if (k <= 0) k = l.indexOf(" ", w);
        if (k < 0) break;
        o.push(l.slice(0, k));
        l = l.slice(k + 1);
      }
      o.push(l);
      return o;
    })
    .join("\n");
export const WAYS: readonly Way[] = [
  { name: "none", change: (s) => s },
  { name: "crlf", change: (s) => s.replace(/\n/g, "\r\n") },
  { name: "word80", change: (s) => wordWrap(s, 80) },
  { name: "word60", change: (s) => wordWrap(s, 60) },
  {
    name: "quote",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "> " + l)
        .join("\n"),
  },
  {
    name: "quote80",
    change: (s) =>
      wordWrap(s, 76)
        .split("\n")
        .map((l) => "> > " + l)
        .join("\n"),
  },
  {
    name: "box",
    change: (s) =>
      "╷\n" +
      s
        .split("\n")
        .map((l) => "│ " + l)
        .join("\n") +
      "\n╵",
  },
  {
    name: "boxw78",
    change: (s) => {
      const ls = wordWrap(s, 74).split("\n");
      return (
        "╭" +
        "─".repeat(76) +
        "╮\n" +
        ls.map((l) => "│ " + l.padEnd(74) + " │").join("\n") +
        "\n╰" +
        "─".repeat(76) +
        "╯"
      );
    },
  },
  {
    name: "ansi",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "\x1b[31m" + l + "\x1b[0m")
        .join("\n"),
  },
  {
    name: "ts",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "2026-02-03T04:05:06.789Z " + l)
        .join("\n"),
  },
  {
    name: "ts-level",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "2026-02-03 04:05:06,789 ERROR [main] c.e.App - " + l)
        .join("\n"),
  },
  {
    name: "compose",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "api-1  | " + l)
        .join("\n"),
  },
  {
    name: "syslog",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "Feb  3 04:05:06 ip-10-0-0-1 app[1234]: " + l)
        .join("\n"),
  },
  { name: "md-fence", change: (s) => "I get this:\n\n```\n" + s + "\n```\n\nWhat is wrong?" },
  {
    name: "md-fence-list",
    change: (s) =>
      "1. ran it\n2. got\n   ```text\n" +
      s
        .split("\n")
        .map((l) => "   " + l)
        .join("\n") +
      "\n   ```\n",
  },
  { name: "jira", change: (s) => "h3. Problem\n{code:java}\n" + s + "\n{code}\nplease help" },
  { name: "jira-np", change: (s) => "{noformat}" + s + "{noformat}" },
  { name: "html", change: (s) => "<p>We see</p><pre><code>" + x(s) + "</code></pre><p>thanks</p>" },
  { name: "smart", change: (s) => s.replace(/"([^"]*)"/g, "“$1”") },
  { name: "nbsp", change: (s) => s.replace(/ /g, "\u00a0") },
  {
    name: "json-str",
    change: (s) => '{"log":"' + j(s + "\n") + '","stream":"stderr","time":"2026-02-03T04:05:06.789Z"}',
    isString: true,
  },
  { name: "json-str2", change: (s) => '{"message":"' + j('{"log":"' + j(s) + '"}') + '"}', isString: true },
  {
    name: "u003c",
    change: (s) =>
      '{"msg":"' +
      j(s)
        .replace(/</g, "\\u003c")
        .replace(/>/g, "\\u003e")
        .replace(/&/g, "\\u0026")
        .replace(/\//g, "\\/")
        .replace(/'/g, "\\u0027") +
      '"}',
    isString: true,
  },
  {
    name: "pyrepr",
    change: (s) => "ERROR:root:'" + s.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n") + "'",
    isString: true,
  },
  {
    name: "indent",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "        " + l)
        .join("\n"),
  },
  {
    name: "comment",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "# " + l)
        .join("\n"),
  },
  {
    name: "slash",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "  // " + l)
        .join("\n"),
  },
  {
    name: "javadoc",
    change: (s) =>
      "/**\n" +
      s
        .split("\n")
        .map((l) => " * " + l)
        .join("\n") +
      "\n */",
  },
  {
    name: "diff",
    change: (s) =>
      s
        .split("\n")
        .map((l) => "+ " + l)
        .join("\n"),
  },
  { name: "slack", change: (s) => "rosa  10:42 AM\n" + s + "\n:sob:  1 reply\nLast reply 5 minutes ago" },
  {
    name: "hi-before",
    change: (s) =>
      "Hi team, deployment failed again with the following error. Can you please look? Thanks!\n\n" +
      s +
      "\n\nBest regards,\nRosa",
  },
];
