/** What the task needs that the denied action is a part of, so that the next denial does not have to be waited for. */
import { taskOf } from "../catalog/tasks.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type NextStep } from "./next-step.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Only what the layer does not allow for certain, on the same resource, and where an Allow is what is missing. */
export function taskSteps(question: NextQuestion): readonly NextStep[] {
  const { verdict, denial, request, statement, fixes, allowsIn } = question;
  const { action = "" } = request;
  const layer = question.layer ?? statement?.layer;
  const task = taskOf(action, denial.operation ?? undefined);
  const isLacking =
    verdict !== "contradiction" && denial.denyType !== "explicit" && fixes.length + Number(statement !== undefined) > 0;
  if (task === undefined || layer === undefined || !isLacking || !GRANTED_BY_ACTION.has(layer)) return [];
  const own = action.toLowerCase();
  // The policy of a resource gives nothing of another service.
  const isOwn = (one: string): boolean => OF_CALLER.has(layer) || one.split(":")[0] === action.split(":")[0];
  const others = task.actions.filter((one) => one.toLowerCase() !== own && isOwn(one) && !allowsIn(layer, one));
  return others.length === 0 ? [] : [{ step: "same-task", task: task.task, actions: others, commands: [] }];
}

/** Where somebody adds one action after another. */
const GRANTED_BY_ACTION: ReadonlySet<Layer> = new Set(["identity", "boundary", "session", "resource", "key-policy"]);

const OF_CALLER: ReadonlySet<Layer> = new Set(["identity", "boundary", "session"]);
