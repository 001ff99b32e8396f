/** What the prover says of a policy's statements: asked once for a policy, however many checks want to know. */
import { type Catalog } from "../catalog/catalog.ts";
import {
  type ConditionEntry,
  type Policy,
  type PolicyKind,
  type ScalarList,
  type Statement,
} from "../policy/policy.ts";
import { actionUniverse } from "../proof/solving/action-universe.ts";
import { type PartPath, type StatementProof } from "../proof/proof.ts";
import { openProver, type Prover } from "../proof/prove-statement.ts";
import { type Span } from "../text/span.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { statementText } from "./statement-text.ts";

export type ProofSubject = Pick<PolicyUnderCheck, "policy" | "kind" | "catalog" | "broken">;

export interface ProvedStatement {
  readonly statement: Statement;
  readonly proof: StatementProof;
}

interface KeptProver {
  readonly prover: Prover;
  /** The last statements by their text: an edit changes one of them, and the others need no new proof. */
  readonly byText: Map<string, StatementProof>;
}

/** Kept for as long as the catalog, or the policy, is. */
const PROVERS = new WeakMap<Catalog, Map<PolicyKind, KeptProver>>();
const PROOFS = new WeakMap<Policy, { readonly by: KeptProver; readonly proofs: readonly ProvedStatement[] }>();

/** Enough for the open documents of an editor. */
const MOST_KEPT = 2_000;

/**
 * Proves what `proofsOf` will be asked for, a statement at each step: each takes its time, and a policy may hold
 * hundreds that were written to take long.
 */
export function* proveAhead({ policy, kind, catalog, broken }: ProofSubject): Generator<void> {
  if (broken) return;
  const by = proverFor(catalog, kind.kind);
  if (PROOFS.get(policy)?.by === by) return;
  const proofs: ProvedStatement[] = [];
  for (const statement of policy.statements) {
    proofs.push({ statement, proof: proofOf(policy, statement, by) });
    yield;
  }
  PROOFS.set(policy, { by, proofs });
}

/** Nothing of a text with syntax errors: what could not be read might have kept a statement alive. */
export function proofsOf(subject: ProofSubject): readonly ProvedStatement[] {
  const { policy, kind, catalog, broken } = subject;
  if (broken) return [];
  const by = proverFor(catalog, kind.kind);
  const known = PROOFS.get(policy);
  if (known?.by === by) return known.proofs;
  const steps = proveAhead(subject);
  while (steps.next().done !== true);
  return PROOFS.get(policy)?.proofs ?? [];
}

/** What a fix would make of a statement, proved before the fix is offered; `change` tells it from other fixes. */
export function proveChanged(
  { policy, kind, catalog }: PolicyUnderCheck,
  { original, changed, change }: { readonly original: Statement; readonly changed: Statement; readonly change: string },
): StatementProof {
  const by = proverFor(catalog, kind.kind);
  const text = `${change} ${statementText(policy, original)}`;
  return keptProof(by, text, () => by.prover.prove(policy, changed));
}

/** The values of a condition that a path leads to. */
export function valuesOfPart(statement: Statement, [element, operator, key]: PartPath): ScalarList | undefined {
  return element === "Condition" ? conditionEntry(statement, operator, key)?.values : undefined;
}

/** A proof names parts by their keys and positions in the statement, so it holds wherever the statement stands. */
function proofOf(policy: Policy, statement: Statement, by: KeptProver): StatementProof {
  return keptProof(by, statementText(policy, statement), () => by.prover.prove(policy, statement));
}

function keptProof({ byText }: KeptProver, text: string, prove: () => StatementProof): StatementProof {
  const proof = byText.get(text) ?? prove();
  byText.delete(text);
  byText.set(text, proof);
  const oldest = byText.keys().next();
  if (byText.size > MOST_KEPT && oldest.done !== true) byText.delete(oldest.value);
  return proof;
}

function proverFor(catalog: Catalog, kind: PolicyKind): KeptProver {
  const byKind = PROVERS.get(catalog) ?? new Map<PolicyKind, KeptProver>();
  PROVERS.set(catalog, byKind);
  const kept = byKind.get(kind) ?? {
    prover: openProver({ kind, catalog, names: "lenient", facts: true }),
    byText: new Map<string, StatementProof>(),
  };
  byKind.set(kind, kept);
  return kept;
}

/**
 * Reads ahead what proofs over all actions need, a service at each step, so that no single keystroke waits for all of
 * them.
 */
export function* readAhead(catalog: Catalog): Generator<void> {
  const universe = actionUniverse(catalog);
  for (const prefix of universe.prefixes) {
    universe.actionsOf(prefix);
    yield;
  }
}

/** Where a part of a statement stands; the statement itself if it holds no such part. */
export function spanOfPart(statement: Statement, [element, ...rest]: PartPath): Span {
  if (element === "Condition") return spanOfCondition(statement, rest) ?? statement.condition?.span ?? statement.span;
  const list = listNamed(statement, element);
  if (list !== undefined) {
    const entry = typeof rest[0] === "number" ? list.entries[rest[0]] : undefined;
    return entry?.span ?? list.span;
  }
  const principal = element === "NotPrincipal" ? statement.notPrincipal : statement.principal;
  return principal?.span ?? statement.span;
}

function spanOfCondition(statement: Statement, [operator, key, index]: PartPath): Span | undefined {
  const entry = conditionEntry(statement, operator, key);
  const value = typeof index === "number" ? entry?.values.entries[index] : undefined;
  return value?.span ?? entry?.span;
}

function conditionEntry(
  statement: Statement,
  operator: string | number | undefined,
  key: string | number | undefined,
): ConditionEntry | undefined {
  const blocks = statement.condition?.operators.filter(({ name }) => name === operator) ?? [];
  return blocks.flatMap(({ entries }) => entries).findLast((one) => one.key === key);
}

function listNamed(statement: Statement, element: string | number | undefined): Statement["action"] {
  switch (element) {
    case "Action":
      return statement.action;
    case "NotAction":
      return statement.notAction;
    case "Resource":
      return statement.resource;
    case "NotResource":
      return statement.notResource;
    default:
      return undefined;
  }
}
