/**
 * Permissions by which a caller gets another role's permissions where the policies of the caller grant all of them together.
 * As of 2026-11: what the actions do, and which take `iam:PassRole`, is in "Actions, resources, and condition keys for AWS
 * services" and in "Grant a user permissions to pass a role to an AWS service".
 */

/** A request that has to be allowed. */
export interface ChainStep {
  readonly action: string;
  /** An ARN of a thing that no pattern for certain ones is likely to name, with `<account>` for the caller's; or `*`. */
  readonly on: string;
}

export interface EscalationChain {
  /** The service that is given a role with `iam:PassRole`; undefined where something that has a role is taken over. */
  readonly passedTo: string | undefined;
  readonly steps: readonly ChainStep[];
}

const at = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:<account>:${resource}`;
const steps = (on: string, ...actions: readonly string[]): readonly ChainStep[] =>
  actions.map((action) => ({ action, on }));
const passing = (passedTo: string, ...chain: readonly (readonly ChainStep[])[]): EscalationChain => ({
  passedTo,
  steps: chain.flat(),
});
const taking = (...chain: readonly (readonly ChainStep[])[]): EscalationChain => ({
  passedTo: undefined,
  steps: chain.flat(),
});

const FUNCTION = at("lambda", "function:zq7");
const STACK = at("cloudformation", "stack/zq7/0");
const INSTANCE = at("ec2", "instance/i-0a1b2c3d4e5f60718");
const TEMPLATE = at("ec2", "launch-template/lt-0a1b2c3d4e5f60718");
const LIFECYCLE = at("sagemaker", "notebook-instance-lifecycle-config/zq7");
const PROJECT = at("codebuild", "project/zq7");
const JOB = at("glue", "job/zq7");
const SESSION = at("glue", "session/zq7");
const NOTEBOOK = at("sagemaker", "notebook-instance/zq7");
const MACHINE = at("states", "stateMachine:zq7");
const TASK = at("ecs", "task-definition/zq7:1");
const PIPELINE = at("datapipeline", "pipeline/zq7");
const STACK_SET = at("cloudformation", "stackset/zq7:0");
const INTERPRETER = at("bedrock-agentcore", "code-interpreter-custom/zq7");
const SESSION_SHELL = at("ssm", "document/SSM-SessionManagerRunShell");
const SHELL = "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript";

/** One call is decided on each of them. */
const LAUNCH: readonly ChainStep[] = [
  INSTANCE,
  at("ec2", "volume/*"),
  at("ec2", "network-interface/*"),
  at("ec2", "subnet/subnet-0a1b2c3d4e5f60718"),
  at("ec2", "security-group/sg-0a1b2c3d4e5f60718"),
  "arn:aws:ec2:eu-west-1::image/ami-0a1b2c3d4e5f60718",
].map((on) => ({ action: "ec2:RunInstances", on }));

export const ESCALATION_CHAINS: readonly EscalationChain[] = [
  passing("lambda.amazonaws.com", steps(FUNCTION, "lambda:CreateFunction", "lambda:InvokeFunction")),
  passing("lambda.amazonaws.com", steps(FUNCTION, "lambda:CreateFunction", "lambda:AddPermission")),
  passing(
    "lambda.amazonaws.com",
    steps(FUNCTION, "lambda:CreateFunction"),
    steps("*", "lambda:CreateEventSourceMapping"),
  ),
  passing("ec2.amazonaws.com", LAUNCH),
  passing("ec2.amazonaws.com", steps("*", "ec2:RequestSpotInstances")),
  passing("cloudformation.amazonaws.com", steps(STACK, "cloudformation:CreateStack")),
  passing("cloudformation.amazonaws.com", steps(STACK, "cloudformation:UpdateStack")),
  passing(
    "cloudformation.amazonaws.com",
    steps(STACK, "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"),
  ),
  passing("cloudformation.amazonaws.com", steps(STACK_SET, "cloudformation:UpdateStackSet")),
  passing(
    "cloudformation.amazonaws.com",
    steps(STACK_SET, "cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"),
  ),
  passing("glue.amazonaws.com", steps(at("glue", "devEndpoint/zq7"), "glue:CreateDevEndpoint")),
  passing("glue.amazonaws.com", steps(JOB, "glue:CreateJob", "glue:StartJobRun")),
  passing("glue.amazonaws.com", steps(JOB, "glue:UpdateJob", "glue:StartJobRun")),
  passing("glue.amazonaws.com", steps(JOB, "glue:CreateJob"), steps(at("glue", "trigger/zq7"), "glue:CreateTrigger")),
  passing("glue.amazonaws.com", steps(JOB, "glue:UpdateJob"), steps(at("glue", "trigger/zq7"), "glue:CreateTrigger")),
  passing("glue.amazonaws.com", steps(SESSION, "glue:CreateSession", "glue:RunStatement")),
  // What the task runs and as whom can be said with the call.
  passing("ecs-tasks.amazonaws.com", steps(TASK, "ecs:RunTask")),
  passing("ecs-tasks.amazonaws.com", steps(TASK, "ecs:StartTask")),
  passing(
    "ecs-tasks.amazonaws.com",
    steps(TASK, "ecs:RegisterTaskDefinition"),
    steps(at("ecs", "service/zq7/zq7"), "ecs:CreateService"),
  ),
  passing(
    "ec2.amazonaws.com",
    steps(TEMPLATE, "ec2:CreateLaunchTemplateVersion"),
    steps(at("autoscaling", "autoScalingGroup:zq7:autoScalingGroupName/zq7"), "autoscaling:UpdateAutoScalingGroup"),
  ),
  passing(
    "ec2.amazonaws.com",
    steps(
      at("autoscaling", "launchConfiguration:zq7:launchConfigurationName/zq7"),
      "autoscaling:CreateLaunchConfiguration",
    ),
    steps(at("autoscaling", "autoScalingGroup:zq7:autoScalingGroupName/zq7"), "autoscaling:CreateAutoScalingGroup"),
  ),
  passing("sagemaker.amazonaws.com", steps(at("sagemaker", "training-job/zq7"), "sagemaker:CreateTrainingJob")),
  passing("sagemaker.amazonaws.com", steps(at("sagemaker", "processing-job/zq7"), "sagemaker:CreateProcessingJob")),
  passing(
    "sagemaker.amazonaws.com",
    steps(LIFECYCLE, "sagemaker:CreateNotebookInstanceLifecycleConfig"),
    steps(NOTEBOOK, "sagemaker:CreateNotebookInstance"),
  ),
  passing("states.amazonaws.com", steps(MACHINE, "states:CreateStateMachine", "states:StartExecution")),
  passing("states.amazonaws.com", steps(MACHINE, "states:UpdateStateMachine", "states:StartExecution")),
  passing("scheduler.amazonaws.com", steps(at("scheduler", "schedule/zq7/zq7"), "scheduler:CreateSchedule")),
  passing("tasks.apprunner.amazonaws.com", steps(at("apprunner", "service/zq7/0"), "apprunner:CreateService")),
  passing(
    "datapipeline.amazonaws.com",
    steps("*", "datapipeline:CreatePipeline"),
    steps(PIPELINE, "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"),
  ),
  // It runs with the next event.
  taking(steps(FUNCTION, "lambda:UpdateFunctionCode")),
  taking(steps(FUNCTION, "lambda:UpdateFunctionConfiguration", "lambda:InvokeFunction")),
  taking(steps(at("apprunner", "service/zq7/0"), "apprunner:UpdateService")),
  taking(steps(at("glue", "devEndpoint/zq7"), "glue:UpdateDevEndpoint")),
  taking(
    steps(LIFECYCLE, "sagemaker:CreateNotebookInstanceLifecycleConfig"),
    steps(
      NOTEBOOK,
      "sagemaker:StopNotebookInstance",
      "sagemaker:UpdateNotebookInstance",
      "sagemaker:StartNotebookInstance",
    ),
  ),
  taking(steps(INSTANCE, "ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances")),
  // A new version keeps the role of the one before, and whatever launches the default version runs what it says.
  taking(steps(TEMPLATE, "ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate")),
  // The build's commands can be said with the call.
  taking(steps(PROJECT, "codebuild:StartBuild")),
  taking(steps(PROJECT, "codebuild:StartBuildBatch")),
  // A stack keeps the role that it was given.
  taking(steps(STACK, "cloudformation:UpdateStack")),
  taking(steps(STACK, "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet")),
  taking(steps(MACHINE, "states:UpdateStateMachine", "states:StartExecution")),
  taking(steps(NOTEBOOK, "sagemaker:CreatePresignedNotebookInstanceUrl")),
  taking(steps(at("sagemaker", "user-profile/zq7/zq7"), "sagemaker:CreatePresignedDomainUrl")),
  taking(steps(INSTANCE, "ssm:SendCommand"), steps(SHELL, "ssm:SendCommand")),
  // Other documents open no shell, such as those that forward a port.
  taking(steps(INSTANCE, "ssm:StartSession"), steps(SESSION_SHELL, "ssm:StartSession")),
  taking(
    steps(at("batch", "job-definition/zq7"), "batch:SubmitJob"),
    steps(at("batch", "job-queue/zq7"), "batch:SubmitJob"),
  ),
  taking(
    steps(INTERPRETER, "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"),
  ),
];
