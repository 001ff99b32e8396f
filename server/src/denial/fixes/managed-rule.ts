/**
 * The rule of Amazon EventBridge that AWS Step Functions manages for whoever waits for a job: the refusal names neither the
 * rule nor the job, and the role's own policies say which job it starts.
 */
import { actionMatches, actionPattern, readAction } from "../../policy/action-pattern.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Statement } from "../../policy/policy.ts";
import { type FixScene } from "./proposal.ts";

/** Source: AWS Step Functions Developer Guide, the IAM policies for each of the integrated services, on "Run a Job (.sync)". */
const RULES: ReadonlyMap<string, string> = new Map([
  ["states:StartExecution", "StepFunctionsGetEventsForStepFunctionsExecutionRule"],
  ["ecs:RunTask", "StepFunctionsGetEventsForECSTaskRule"],
  ["batch:SubmitJob", "StepFunctionsGetEventsForBatchJobsRule"],
  ["sagemaker:CreateTrainingJob", "StepFunctionsGetEventsForSageMakerTrainingJobsRule"],
  ["sagemaker:CreateTransformJob", "StepFunctionsGetEventsForSageMakerTransformJobsRule"],
]);

/** Undefined where the policies here start no such job, or more than one kind of them. */
export function managedRule({ request, action, policies }: FixScene): string | undefined {
  const caller = readAccountCaller(request.principal);
  if (action.toLowerCase() !== "events:putrule" || request.resource.arn !== "" || caller === undefined)
    return undefined;
  const statements = policies
    .flatMap(({ policy }) => policy.statements)
    .filter(({ effect }) => effect?.text === "Allow");
  const found = [...RULES].flatMap(([job, rule]) => {
    const starting = statements.filter((one) => starts(one, job));
    return starting.length === 0 ? [] : [{ rule, region: regionOf(starting) }];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return undefined;
  return `arn:${caller.partition}:events:${only.region}:${caller.account}:rule/${only.rule}`;
}

function starts({ action }: Statement, job: string): boolean {
  const asked = readAction(job);
  return (
    action?.entries.some(
      (entry) => isSettled(entry) && entry.text !== "*" && actionMatches(actionPattern(entry), asked) === "yes",
    ) === true
  );
}

/** That of what the job is made of, or any. */
function regionOf(starting: readonly Statement[]): string {
  const regions = new Set(
    starting.flatMap(({ resource }) => resource?.entries ?? []).map(({ text }) => readArn(text)?.region ?? ""),
  );
  const [only = "", ...others] = regions;
  return others.length === 0 && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(only) ? only : "*";
}
