/**
 * Does any request match the statement? The answer is a proof or a request, and "unknown" where neither was found.
 * What is claimed and what is not: docs/proofs.md.
 */
import { type Policy, type Statement, substitutesVariables } from "../policy/policy.ts";
import { plentyOfEffort } from "../domains/shape-search.ts";
import { agreementInWords } from "./facts/account-facts.ts";
import { presenceInWords, valueInWords } from "./facts/key-facts.ts";
import { type ElementNames, findCore } from "./solving/find-core.ts";
import { findDeadParts } from "./solving/find-dead-parts.ts";
import { type NeverCode, type NeverReason, type ProofBasis, type ProofOptions, type StatementProof } from "./proof.ts";
import { type Question, questionOf } from "./solving/question.ts";
import { type Solver, solverFor } from "./solving/solve-question.ts";
import { neverSentence } from "./words.ts";

export interface Prover {
  prove(policy: Policy, statement: Statement): StatementProof;
}

/** For many statements with the same options. */
export function openProver(options: ProofOptions): Prover {
  const solver = solverFor(options);
  const byLogic = solverFor({ ...options, catalog: undefined, facts: false });
  return {
    prove: (policy, statement) => {
      const effort = plentyOfEffort();
      return prove(policy, statement, solver(effort), byLogic(effort));
    },
  };
}

export function proveStatement(policy: Policy, statement: Statement, options: ProofOptions): StatementProof {
  return openProver(options).prove(policy, statement);
}

function prove(policy: Policy, statement: Statement, solver: Solver, byLogic: Solver): StatementProof {
  const question = questionOf(statement, solver.options.kind, substitutesVariables(policy));
  if (question === undefined) return { verdict: "unknown", dead: [] };
  const names = namesOf(statement);
  const found = solver.solve(question);
  if (found.state === "none")
    return { verdict: "never", reason: reasonOf(statement, question, names, solver, byLogic) };
  const dead = findDeadParts(question, names, solver, byLogic);
  if (found.state === "open") return { verdict: "unknown", dead };
  return { verdict: "satisfiable", witness: found.witness, dead };
}

function namesOf(statement: Statement): ElementNames {
  return {
    action: statement.action === undefined ? "NotAction" : "Action",
    resource: statement.resource === undefined ? "NotResource" : "Resource",
    principal: statement.principal !== undefined ? "Principal" : statement.notPrincipal && "NotPrincipal",
  };
}

function reasonOf(
  statement: Statement,
  question: Question,
  names: ElementNames,
  solver: Solver,
  byLogic: Solver,
): NeverReason {
  const basis = byLogic.refute(question) === "none" ? "logic" : "reference";
  const prover = basis === "logic" ? byLogic : solver;
  const core = findCore(question, names, (smaller) => prover.refute(smaller) === "none");
  const code = codeOf(core.question, basis);
  const keys = [...new Map(core.question.conditions.map(({ key, entry }) => [key, entry.key])).entries()];
  const effect = statement.effect?.text;
  const message = neverSentence({
    code,
    basis,
    effect: effect === "Allow" || effect === "Deny" ? effect : undefined,
    keys: keys.map(([, written]) => written),
    action: names.action,
    resource: names.resource,
    date: solver.options.catalog?.info.date,
    facts: basis === "reference" ? factsInWords(code, keys) : [],
  });
  return { code, basis, message, parts: core.parts };
}

/** The facts by which the keys, in lower case, exclude each other or some of their values. */
function factsInWords(code: NeverCode, keys: readonly (readonly [key: string, written: string])[]): readonly string[] {
  const agreement = agreementInWords(keys.map(([key]) => key));
  if (agreement !== undefined) return [agreement];
  return keys.flatMap(([key, written]) => {
    const together = code === "keys-exclude-each-other" || code === "no-combination";
    const presence = together ? presenceInWords(key) : undefined;
    const words =
      key === "aws:principalarn" || presence === undefined ? valueInWords(key) : `is there only if ${presence}`;
    return words === undefined ? [] : [`'${written}' ${words}`];
  });
}

function codeOf({ principal, action, resource, conditions }: Question, basis: ProofBasis): NeverCode {
  const elements = [principal, action, resource].filter((element) => element !== undefined).length;
  if (conditions.length === 0) {
    if (elements > 1) return principal === undefined ? "resource-not-of-action" : "no-combination";
    if (principal !== undefined) return "principal-matches-nothing";
    if (resource !== undefined) return "resource-matches-nothing";
    return basis === "logic" ? "action-matches-nothing" : "unknown-action";
  }
  if (elements === 0) {
    if (conditions.length === 1) return "condition-never-holds";
    const keys = new Set(conditions.map(({ key }) => key));
    return keys.size === 1 ? "conditions-contradict" : "keys-exclude-each-other";
  }
  return elements === 1 && action !== undefined ? "key-not-in-request" : "no-combination";
}
