/** The smallest set of parts that cannot hold together: parts are left out as long as the rest stays impossible. */
import { type PartPath } from "../proof.ts";
import { type Question } from "./question.ts";
import { type Solver } from "./solve-question.ts";

export interface Core {
  readonly question: Question;
  readonly parts: readonly PartPath[];
}

/** Of a question that the solver refutes as a whole. */
export function findCore(whole: Question, names: ElementNames, solver: Solver): Core {
  let question = whole;
  const tryWithout = (smaller: Question): void => {
    if (solver.refute(smaller) === "none") question = smaller;
  };
  if (question.resource !== undefined) tryWithout({ ...question, resource: undefined });
  if (question.principal !== undefined) tryWithout({ ...question, principal: undefined });
  // Without any condition at once first: most often that decides.
  if (question.conditions.length > 0) {
    tryWithout({ ...question, conditions: [] });
    for (const part of question.conditions) {
      tryWithout({ ...question, conditions: question.conditions.filter((other) => other !== part) });
    }
  }
  if (question.action !== undefined) tryWithout({ ...question, action: undefined });
  return { question, parts: partsOf(question, names) };
}

/** How the statement spells its elements: with or without `Not`. */
export interface ElementNames {
  readonly action: string;
  readonly resource: string;
  readonly principal: string | undefined;
}

function partsOf({ action, resource, principal, conditions }: Question, names: ElementNames): readonly PartPath[] {
  return [
    ...(principal === undefined || names.principal === undefined ? [] : [[names.principal]]),
    ...(action === undefined ? [] : [[names.action]]),
    ...(resource === undefined ? [] : [[names.resource]]),
    ...conditions.map(({ path }) => path),
  ];
}
