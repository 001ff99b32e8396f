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
import { type Question, questionOf } from "./solving/question.ts";
import { type Solver, solverFor } from "./solving/solve-question.ts";

export interface Prover {
  prove(policy: Policy, statement: Statement): StatementProof;
  /** Only whether the proof says "never", with the reason: no request is looked for, so that all else is "unknown". */
  refutation(policy: Policy, statement: Statement): StatementProof;
  /** Only a request: whether there is none is not asked, so that all else is "unknown". */
  example(policy: Policy, statement: Statement): StatementProof;
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
    prove: (policy, statement) => prove(policy, statement, solvers),
    refutation(policy, statement) {
      const question = questionOf(statement, options.kind, substitutesVariables(policy));
      if (question === undefined || solver(new Effort(EFFORT_OF_STATEMENT)).refute(question) !== "none") return UNKNOWN;
      const fresh = solvers();
      return never(question, statement, fresh.solver, fresh.byLogic);
    },
    example(policy, statement) {
      const question = questionOf(statement, options.kind, substitutesVariables(policy));
      const found = question && solver(new Effort(EFFORT_OF_STATEMENT)).find(question);
      return found?.state === "found" ? { verdict: "satisfiable", witness: found.witness, dead: [] } : UNKNOWN;
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

const UNKNOWN: StatementProof = { verdict: "unknown", dead: [] };

/** `solvers` have the effort of one statement. */
function prove(policy: Policy, statement: Statement, solvers: () => Solvers): StatementProof {
  const { solver, byLogic } = solvers();
  const question = questionOf(statement, solver.options.kind, substitutesVariables(policy));
  if (question === undefined) return UNKNOWN;
  const found = solver.solve(question);
  if (found.state === "none") {
    // With what is left of the effort the reason might name parts that are not needed.
    const fresh = solvers();
    return never(question, statement, fresh.solver, fresh.byLogic);
  }
  const shown = found.state === "found" ? found.witness.action : undefined;
  const dead = findDeadParts(question, shown, namesOf(statement), { solver, byLogic });
  if (found.state === "open") return { verdict: "unknown", dead };
  return { verdict: "satisfiable", witness: found.witness, dead };
}

function never(question: Question, statement: Statement, solver: Solver, byLogic: Solver): StatementProof {
  return { verdict: "never", reason: findReason(question, namesOf(statement), solver, byLogic) };
}

function namesOf(statement: Statement): ElementNames {
  return {
    action: statement.action === undefined ? "NotAction" : "Action",
    resource: statement.resource === undefined ? "NotResource" : "Resource",
    principal: statement.principal !== undefined ? "Principal" : statement.notPrincipal && "NotPrincipal",
  };
}
