/**
 * Does any request match the statement? The answer is a proof or a request, and "unknown" where neither was found.
 * What is claimed and what is not: docs/proofs.md.
 */
import { Effort } from "../domains/effort.ts";
import { type Policy, type Statement, substitutesVariables } from "../policy/policy.ts";
import { type ElementNames } from "./solving/find-core.ts";
import { findDeadParts } from "./solving/find-dead-parts.ts";
import { findReason } from "./solving/find-reason.ts";
import { type ProofOptions, type StatementProof } from "./proof.ts";
import { questionOf } from "./solving/question.ts";
import { type Solver, solverFor } from "./solving/solve-question.ts";

export interface Prover {
  prove(policy: Policy, statement: Statement): StatementProof;
  /** The verdict with its reason or its request; the parts without effect are not looked for, which takes most of the time. */
  verdictOn(policy: Policy, statement: Statement): StatementProof;
  /** Whether the proof says "never", without the reason. */
  matchesNothing(policy: Policy, statement: Statement): boolean;
}

/** Worth some hundredths of a second. */
const EFFORT_OF_STATEMENT = 300_000;

/** For many statements with the same options. */
export function openProver(options: ProofOptions): Prover {
  const solver = solverFor(options);
  const byLogic = solverFor({ ...options, catalog: undefined, facts: false });
  const solvers = (): Solvers => {
    const effort = new Effort(EFFORT_OF_STATEMENT);
    return { solver: solver(effort), byLogic: byLogic(effort) };
  };
  return {
    prove: (policy, statement) => {
      return prove(policy, statement, solvers, findDeadParts);
    },
    verdictOn: (policy, statement) => {
      return prove(policy, statement, solvers, () => []);
    },
    matchesNothing(policy, statement) {
      const question = questionOf(statement, options.kind, substitutesVariables(policy));
      return question !== undefined && solver(new Effort(EFFORT_OF_STATEMENT)).solve(question).state === "none";
    },
  };
}

export function proveStatement(policy: Policy, statement: Statement, options: ProofOptions): StatementProof {
  return openProver(options).prove(policy, statement);
}

interface Solvers {
  readonly solver: Solver;
  readonly byLogic: Solver;
}

/** `solvers` have the effort of one statement. */
function prove(
  policy: Policy,
  statement: Statement,
  solvers: () => Solvers,
  deadParts: typeof findDeadParts,
): StatementProof {
  const { solver, byLogic } = solvers();
  const question = questionOf(statement, solver.options.kind, substitutesVariables(policy));
  if (question === undefined) return { verdict: "unknown", dead: [] };
  const names = namesOf(statement);
  const found = solver.solve(question);
  if (found.state === "none") {
    // With what is left of the effort the reason might name parts that are not needed.
    const fresh = solvers();
    return { verdict: "never", reason: findReason(question, names, fresh.solver, fresh.byLogic) };
  }
  const dead = deadParts(question, names, solver, byLogic);
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
