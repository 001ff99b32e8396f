/** What the prover says of a policy's statements: asked once for a policy, however many checks want to know. */
import { type Catalog } from "../catalog/catalog.ts";
import { type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { actionUniverse } from "../proof/action-universe.ts";
import { type PartPath, type StatementProof } from "../proof/proof.ts";
import { openProver, type Prover } from "../proof/prove-statement.ts";
import { type Span } from "../text/span.ts";
import { type PolicyUnderCheck } from "./check.ts";

export interface ProvedStatement {
  readonly statement: Statement;
  readonly proof: StatementProof;
}

/** Kept for as long as the catalog, or the policy, is. */
const PROVERS = new WeakMap<Catalog, Map<PolicyKind, Prover>>();
const PROOFS = new WeakMap<Policy, { readonly prover: Prover; readonly proofs: readonly ProvedStatement[] }>();

/** Nothing of a text with syntax errors: what could not be read might have kept a statement alive. */
export function proofsOf({ policy, kind, catalog, broken }: PolicyUnderCheck): readonly ProvedStatement[] {
  if (broken) return [];
  const prover = proverFor(catalog, kind.kind);
  const known = PROOFS.get(policy);
  if (known?.prover === prover) return known.proofs;
  const proofs = policy.statements.map((statement) => ({ statement, proof: prover.prove(policy, statement) }));
  PROOFS.set(policy, { prover, proofs });
  return proofs;
}

function proverFor(catalog: Catalog, kind: PolicyKind): Prover {
  const byKind = PROVERS.get(catalog) ?? new Map<PolicyKind, Prover>();
  PROVERS.set(catalog, byKind);
  const prover = byKind.get(kind) ?? openProver({ kind, catalog, names: "lenient", facts: true });
  byKind.set(kind, prover);
  return prover;
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
  const blocks = statement.condition?.operators.filter(({ name }) => name === operator) ?? [];
  const entry = blocks.flatMap(({ entries }) => entries).findLast((one) => one.key === key);
  const value = typeof index === "number" ? entry?.values.entries[index] : undefined;
  return value?.span ?? entry?.span;
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
