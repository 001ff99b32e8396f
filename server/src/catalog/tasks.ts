/**
 * What takes several permissions one after another: whoever lacks the first is denied the next as soon as it is granted.
 * Only actions that hardly anybody asks for alone.
 */

export type TaskName =
  | "push-image"
  | "pull-image"
  | "session-channels"
  | "write-logs"
  | "get-token"
  | "read-configuration"
  | "report-tests"
  | "send-traces"
  | "send-encrypted"
  | "upload-encrypted";

export interface Task {
  readonly task: TaskName;
  /** All of them, on one resource and what is inside it. */
  readonly actions: readonly string[];
  /** Those that belong to nothing else; the others do not tell what is being done. */
  readonly telling: ReadonlySet<string>;
}

/** The task that an action, in any case, is a part of; `operation` is the call in which it was asked for. */
export function taskOf(action: string, operation?: string): Task | undefined {
  const name = action.toLowerCase();
  return taskOfCall(name, operation) ?? TASKS.find(({ telling }) => telling.has(name));
}

/**
 * What one call, or the calls of one upload, need beside an action: none of them is of use without the others. Source, of a
 * function URL: "Control access to Lambda function URLs".
 */
export function actionsOfCall(action: string, operation?: string): readonly string[] {
  const name = action.toLowerCase();
  if (name === "lambda:invokefunctionurl") return ["lambda:InvokeFunction"];
  return (taskOfCall(name, operation)?.actions ?? []).filter((one) => one.toLowerCase() !== name);
}

function taskOfCall(name: string, operation = ""): Task | undefined {
  if (SENDING.has(operation) && SEND_ENCRYPTED.telling.has(name)) return SEND_ENCRYPTED;
  return IN_PARTS.has(operation) && UPLOAD_ENCRYPTED.telling.has(name) ? UPLOAD_ENCRYPTED : undefined;
}

/** With the key of a topic or a queue. */
const SENDING: ReadonlySet<string> = new Set(["Publish", "PublishBatch", "SendMessage", "SendMessageBatch"]);

/** Sources: "Key management" of Amazon SNS, and of Amazon SQS, on the permissions of who sends messages. */
const SEND_ENCRYPTED: Task = taskWith("send-encrypted", "kms", { telling: ["GenerateDataKey", "Decrypt"], others: [] });

const IN_PARTS: ReadonlySet<string> = new Set([
  "CreateMultipartUpload",
  "UploadPart",
  "UploadPartCopy",
  "CompleteMultipartUpload",
]);

/**
 * Each part is encrypted anew, and read to be put together. Source: "Uploading and copying objects using multipart upload",
 * on AWS KMS (Amazon S3 User Guide).
 */
const UPLOAD_ENCRYPTED: Task = taskWith("upload-encrypted", "kms", {
  telling: ["GenerateDataKey", "Decrypt"],
  others: [],
});

/**
 * Sources: "IAM permissions for pushing an image to an Amazon ECR private repository"; "Amazon ECS task execution IAM role"
 * for pulling; "Step 2: Verify or add instance permissions for Session Manager" and "ECS Exec permissions"; "Defining Lambda
 * function permissions with an execution role"; "AWSXRayDaemonWriteAccess" (AWS Managed Policy Reference Guide); "Service
 * bearer tokens" (IAM User Guide); "Retrieving feature flags and configuration data" (AWS AppConfig User Guide); "Test report permissions" (AWS CodeBuild User Guide).
 */
const TASKS: readonly Task[] = [
  taskWith("push-image", "ecr", {
    telling: ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"],
    others: ["BatchCheckLayerAvailability", "BatchGetImage"],
  }),
  taskWith("pull-image", "ecr", {
    telling: ["BatchGetImage", "GetDownloadUrlForLayer"],
    others: ["BatchCheckLayerAvailability"],
  }),
  // Whoever starts a session opens the data channel, too.
  taskWith("session-channels", "ssmmessages", {
    telling: ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel"],
    others: ["OpenDataChannel"],
  }),
  taskWith("write-logs", "logs", { telling: ["CreateLogStream"], others: ["PutLogEvents"] }),
  taskWith("report-tests", "codebuild", {
    telling: ["CreateReportGroup", "CreateReport", "UpdateReport", "BatchPutTestCases", "BatchPutCodeCoverages"],
    others: [],
  }),
  // The session is for nothing else.
  taskWith("read-configuration", "appconfig", {
    telling: ["StartConfigurationSession"],
    others: ["GetLatestConfiguration"],
  }),
  ...["codeartifact", "ecr-public"].map(withBearerToken),
  taskWith("send-traces", "xray", { telling: ["PutTraceSegments", "PutTelemetryRecords"], others: [] }),
];

/** The service asks AWS STS for the token in the name of the caller. */
function withBearerToken(prefix: string): Task {
  const action = `${prefix}:GetAuthorizationToken`;
  return {
    task: "get-token",
    actions: [action, "sts:GetServiceBearerToken"],
    telling: new Set([action.toLowerCase()]),
  };
}

function taskWith(
  task: TaskName,
  prefix: string,
  { telling, others }: { readonly telling: readonly string[]; readonly others: readonly string[] },
): Task {
  const actions = [...telling, ...others].map((name) => `${prefix}:${name}`);
  return { task, actions, telling: new Set(telling.map((name) => `${prefix}:${name}`.toLowerCase())) };
}
