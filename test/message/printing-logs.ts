/** How further tools print a message: log collectors, pipelines, frameworks, mails. */
import { type Tool } from "./printing-tools.ts";

const REQ = "0f9b2c1d-7a3e-4b58-9c60-1d2e3f405162";
const j = (s: string): string => JSON.stringify(s).slice(1, -1);
const x = (s: string): string =>
  s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

export const LOGGED: readonly Tool[] = [
  {
    name: "swift",
    print: (m) =>
      `Error invoking: AccessDeniedException(properties: AWSThing.AccessDeniedException.Properties(message: Optional("${j(m)}")), httpResponse: Status Code: http_status_403 x-amzn-ErrorType: AccessDeniedException:http://internal.amazon.com/coral/com.amazon.thing/, Content-Type: application/json, x-amzn-RequestId: ${REQ}, Connection: keep-alive)`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "cpp",
    print: (m) =>
      `HTTP response code: 403\nResolved remote host IP address: 10.0.0.1\nRequest ID: ${REQ}\nException name: AccessDeniedException\nError message: ${m}\n6 response headers:\nconnection : close\ncontent-length : 200\ncontent-type : application/x-amz-json-1.1`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "ansible",
    print: (m) =>
      `fatal: [localhost]: FAILED! => {"boto3_version": "1.34.0", "botocore_version": "1.34.0", "changed": false, "error": {"code": "AccessDenied", "message": "${j(m)}", "type": "Sender"}, "msg": "Couldn't do it: An error occurred (AccessDenied) when calling the DoThing operation: ${j(m)}", "response_metadata": {"http_headers": {"date": "Tue, 03 Feb 2026 04:05:06 GMT"}, "http_status_code": 403, "request_id": "${REQ}", "retry_attempts": 0}}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "airflow",
    print: (m) =>
      `[2026-02-03, 04:05:06 UTC] {taskinstance.py:1937} ERROR - Task failed with exception\nTraceback (most recent call last):\n  File "/usr/local/airflow/x.py", line 5, in execute\nbotocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the DoThing operation: ${m}\n[2026-02-03, 04:05:06 UTC] {local_task_job.py:228} INFO - Task exited with return code 1`,
    code: "AccessDeniedException",
    requestId: null,
  },
  {
    name: "datadog",
    print: (m) =>
      `{"timestamp":"2026-02-03T04:05:06Z","status":"error","service":"billing","host":"i-0abc","message":"${j("AccessDeniedException: " + m)}","ddtags":"env:prod"}`,
    code: "AccessDeniedException",
    requestId: null,
  },
  {
    name: "sentry",
    print: (m) =>
      `ClientError\nAn error occurred (AccessDenied) when calling the DoThing operation: ${m}\n\nbotocore/client.py in _make_api_call at line 960\napp/jobs.py in run at line 12`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "ecs",
    print: (m) =>
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:730112940571:secret:other-AbCdEf from secrets manager: AccessDeniedException: ${m} status code: 400, request id: ${REQ}`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "sam",
    print: (m) =>
      `Error: Failed to create changeset for the stack: web, An error occurred (AccessDenied) when calling the CreateChangeSet operation: ${m}`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "cdk",
    print: (m) =>
      ` ❌  WebStack failed: AccessDenied: ${m}\n    at Request.extractError (/usr/local/lib/node_modules/aws-cdk/lib/index.js:46:6692)\n    at Request.callListeners (/usr/local/lib/node_modules/aws-cdk/lib/index.js:46:91437) {\n  code: 'AccessDenied',\n  time: 2026-02-03T04:05:06.000Z,\n  requestId: '${REQ}',\n  statusCode: 403\n}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "cdk2",
    print: (m) =>
      `WebStack | 3/9 | 4:05:06 AM | CREATE_FAILED        | AWS::SQS::Queue | Jobs (Jobs0A1B2C3D) ${m} (Service: Sqs, Status Code: 403, Request ID: ${REQ})`,
    code: null,
    requestId: REQ,
  },
  {
    name: "lambda-js",
    print: (m) =>
      `2026-02-03T04:05:06.789Z\t99999999-8888-7777-6666-555555555555\tERROR\tInvoke Error \t{"errorType":"AccessDeniedException","errorMessage":"${j(m)}","name":"AccessDeniedException","$fault":"client","$metadata":{"httpStatusCode":400,"requestId":"${REQ}","attempts":1,"totalRetryDelay":0},"__type":"AccessDeniedException","stack":["AccessDeniedException: ${j(m)}","    at de_CommandError (/var/runtime/node_modules/@aws-sdk/client-thing/dist-cjs/index.js:100:20)"]}`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "athena-jdbc",
    print: (m) =>
      `[Simba][AthenaJDBC](100131) An error has been thrown from the AWS SDK client. ${m} (Service: AmazonAthena; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${REQ}; Proxy: null) [Execution ID not available]`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "glue-spark",
    print: (m) =>
      `An error occurred while calling o95.getDynamicFrame.\n: com.amazonaws.services.glue.model.AccessDeniedException: ${m} (Service: AWSGlue; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${REQ}; Proxy: null)\n\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1879)`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "elixir",
    print: (m) =>
      `{:error, {:http_error, 403, %{body: "<?xml version=\\"1.0\\" encoding=\\"UTF-8\\"?>\\n<Error><Code>AccessDenied</Code><Message>${x(m).replace(/"/g, '\\"')}</Message><RequestId>ABCD1234EFGH5678</RequestId></Error>", headers: [{"x-amz-request-id", "ABCD1234EFGH5678"}], status_code: 403}}}`,
    code: "AccessDenied",
    requestId: "ABCD1234EFGH5678",
  },
  {
    name: "jenkins",
    print: (m) =>
      `[Pipeline] sh\n+ aws do thing\n\nAn error occurred (AccessDenied) when calling the DoThing operation: ${m}\n[Pipeline] }\nERROR: script returned exit code 254\nFinished: FAILURE`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "gitlab",
    print: (m) =>
      `$ aws do thing\nsection_start:1700000000:step\nAn error occurred (AccessDeniedException) when calling the DoThing operation: ${m}\nCleaning up project directory and file based variables\nERROR: Job failed: exit code 254`,
    code: "AccessDeniedException",
    requestId: null,
  },
  {
    name: "eventbridge",
    print: (m, c) =>
      JSON.stringify({
        version: "0",
        id: "11111111-2222-3333-4444-555555555555",
        "detail-type": "AWS API Call via CloudTrail",
        source: "aws.thing",
        detail: {
          eventVersion: "1.08",
          userIdentity: { type: "AssumedRole", arn: c.principalArn },
          eventSource: "thing.amazonaws.com",
          eventName: "DoThing",
          errorCode: "AccessDenied",
          errorMessage: m,
          requestID: REQ,
        },
      }),
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "ctrail-lake",
    print: (m) =>
      `eventTime | eventName | errorCode | errorMessage\n2026-02-03 04:05:06.000 | DoThing | AccessDenied | ${m}`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "cfn-events",
    print: (m) =>
      `2026-02-03 04:05:06 UTC+0100\tJobs\tCREATE_FAILED\tResource handler returned message: "${m} (Service: Sqs, Status Code: 403, Request ID: ${REQ}) (SDK Attempt Count: 1)" (RequestToken: 11111111-2222-3333-4444-555555555555, HandlerErrorCode: AccessDenied)`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "cfn-describe",
    print: (m) =>
      `{\n    "StackId": "arn:aws:cloudformation:eu-west-1:730112940571:stack/web/1",\n    "EventId": "Jobs-CREATE_FAILED-2026",\n    "LogicalResourceId": "Jobs",\n    "ResourceType": "AWS::SQS::Queue",\n    "ResourceStatus": "CREATE_FAILED",\n    "ResourceStatusReason": "${j(`Resource handler returned message: "${m} (Service: Sqs, Status Code: 403, Request ID: ${REQ})" (RequestToken: 11111111-2222-3333-4444-555555555555, HandlerErrorCode: AccessDenied)`)}"\n}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "pulumi",
    print: (m) =>
      `  aws:sqs:Queue (jobs):\n    error:   sdk-v2/provider2.go:509: sdk.helper_schema: creating SQS Queue (jobs): operation error SQS: CreateQueue, https response error StatusCode: 403, RequestID: ${REQ}, api error AccessDenied: ${m}: provider=aws@6.83.0`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "tf-box",
    print: (m) =>
      `╷\n│ Error: creating SQS Queue (jobs): operation error SQS: CreateQueue, https response error StatusCode: 403, RequestID: ${REQ}, api error AccessDenied: ${m}\n│ \n│   with aws_sqs_queue.jobs,\n│   on main.tf line 1, in resource "aws_sqs_queue" "jobs":\n│    1: resource "aws_sqs_queue" "jobs" {\n│ \n╵`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "k8s-yaml",
    print: (m) =>
      `status:\n  conditions:\n  - lastTransitionTime: "2026-02-03T04:05:06Z"\n    message: "${j(`operation error SQS: CreateQueue, https response error StatusCode: 403, RequestID: ${REQ}, api error AccessDenied: ${m}`)}"\n    status: "True"\n    type: ACK.Recoverable`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "argo",
    print: (m) =>
      `time="2026-02-03T04:05:06Z" level=error msg="failed to load" error="${j(`AccessDenied: ${m}\n\tstatus code: 403, request id: ${REQ}`)}"`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "vector",
    print: (m) =>
      `2026-02-03T04:05:06.789012Z ERROR sink{component_kind="sink" component_id=s3 component_type=aws_s3}: vector_common::internal_event::service: Service call failed. No retries or retries exhausted. error=Some(ServiceError(ServiceError { source: Unhandled(Unhandled { source: ErrorMetadata { code: Some("AccessDenied"), message: Some("${j(m)}"), extras: Some({"aws_request_id": "${REQ}"}) } }) })) request_id=12`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "curl",
    print: (m) =>
      `* Connected to x\n> GET / HTTP/1.1\n< HTTP/1.1 403 Forbidden\n< x-amzn-RequestId: ${REQ}\n< x-amzn-ErrorType: AccessDeniedException\n< \n{"Message":"${j(m)}"}`,
    code: "AccessDeniedException",
    requestId: REQ,
  },
  {
    name: "python-repr",
    print: (m) =>
      `ClientError('An error occurred (AccessDenied) when calling the DoThing operation: ${m.replace(/'/g, "\\'")}')`,
    code: "AccessDenied",
    requestId: null,
  },
  {
    name: "boto-dict",
    print: (m) =>
      `{'Error': {'Type': 'Sender', 'Code': 'AccessDenied', 'Message': '${m.replace(/'/g, "\\'")}'}, 'ResponseMetadata': {'RequestId': '${REQ}', 'HTTPStatusCode': 403, 'RetryAttempts': 0}}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "aws-vault",
    print: (m) =>
      `aws-vault: error: exec: Failed to get credentials for dev: operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: ${REQ}, api error AccessDenied: ${m}`,
    code: "AccessDenied",
    requestId: REQ,
  },
  { name: "snow", print: (m) => `003167 (42601): Error assuming AWS_ROLE:\n${m}`, code: null, requestId: null },
  {
    name: "kafka-connect",
    print: (m) =>
      `org.apache.kafka.connect.errors.ConnectException: Unhandled exception\n\tat x.y.Z(Z.java:1)\nCaused by: software.amazon.awssdk.services.firehose.model.FirehoseException: ${m} (Service: Thing, Status Code: 400, Request ID: ${REQ})\n\tat software.amazon.awssdk.x(Y.java:2)`,
    code: null,
    requestId: REQ,
  },
  {
    name: "dotnet2",
    print: (m) =>
      `Amazon.SQS.AmazonSQSException: ${m}\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.\n   at System.Runtime.CompilerServices.TaskAwaiter\n   --- End of inner exception stack trace ---`,
    code: null,
    requestId: null,
  },
  {
    name: "serverless",
    print: (m) =>
      `Error:\nServerlessError2: An error occurred: Jobs - Resource handler returned message: "${m} (Service: Sqs, Status Code: 403, Request ID: ${REQ})" (RequestToken: 11111111-2222-3333-4444-555555555555, HandlerErrorCode: AccessDenied).`,
    code: "AccessDenied",
    requestId: REQ,
  },
  {
    name: "teams",
    print: (m) => `Rosa Lind\n10:42 AM\nCan someone help? I get\n"${m}"\nwhen I deploy.`,
    code: null,
    requestId: null,
  },
  {
    name: "mail",
    print: (m) =>
      `From: kim@example.com\nTo: ops@example.com\nSubject: Re: denied\n\nHi,\n\nOn Tue, Feb 3, 2026 at 4:05 AM Rosa wrote:\n> I see this:\n> ${m}\n>\n> Thanks\n`,
    code: null,
    requestId: null,
  },
];
