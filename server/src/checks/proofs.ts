/** What the prover says of a policy's statements: asked once for a policy, however many checks want to know. */
import { type Catalog } from "../catalog/catalog.ts";
import {
  type ConditionEntry,
  type ListElement,
  type Policy,
  type PolicyKind,
  principalList,
  type Scalar,
  type ScalarList,
  type Statement,
  statementWith,
} from "../policy/policy.ts";
import { recent, type Recent } from "../domains/recent.ts";
import { actionUniverse } from "../proof/solving/action-universe.ts";
import { type PartPath, type StatementProof, type Witness } from "../proof/proof.ts";
import { openProver, type Prover } from "../proof/prove-statement.ts";
import { type Span } from "../text/span.ts";
import { ownStatement } from "../policy/own-statement.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { statementFact } from "./known-statements.ts";
import { statementText } from "./statement-text.ts";

export type ProofSubject = Pick<PolicyUnderCheck, "policy" | "whole" | "kind" | "memory">;

export interface ProvedStatement {
  readonly statement: Statement;
  readonly proof: StatementProof;
}

interface KeptProver {
  readonly prover: Prover;
  /** Its requests look as people know them: names hold what they usually hold. */
  readonly exemplary: Prover;
  /** The last statements by their text: an edit changes one of them, and the others need no new proof. */
  readonly byText: Recent<string, StatementProof>;
  /** As long as the policy lives: one with more statements than are kept by their text is proved once all the same. */
  readonly ofPolicies: WeakMap<Policy, Map<Statement, StatementProof>>;
}

export interface ProofMemory {
  proverFor(kind: PolicyKind): KeptProver;
  clear(): void;
}

/** `mostKept` bounds how many proofs are known again by their statement's text, for each kind of policy. */
export function openProofMemory(catalog: Catalog, mostKept: number): ProofMemory {
  const provers = new Map<PolicyKind, KeptProver>();
  return {
    proverFor(kind) {
      const kept = provers.get(kind) ?? {
        prover: openProver({ kind, catalog, names: "lenient", facts: true }),
        exemplary: openProver({ kind, catalog, names: "strict", facts: true }),
        byText: recent<string, StatementProof>(mostKept),
        ofPolicies: new WeakMap<Policy, Map<Statement, StatementProof>>(),
      };
      provers.set(kind, kept);
      return kept;
    },
    clear: () => {
      provers.clear();
    },
  };
}

/**
 * Each statement with its proof, made when it is asked for. Nothing of a text with syntax errors: what could not be
 * read might have kept a statement alive.
 */
export function* proofsOf(subject: PolicyUnderCheck): Generator<ProvedStatement> {
  if (subject.broken) return;
  for (const statement of subject.policy.statements) yield { statement, proof: proofIn(subject, statement) };
}

/** The same of one of them. */
export const proofIn = statementFact((statement, subject) => proofOfStatement(subject, statement));

/** Without the rest of its policy. */
export function proofOfStatement({ policy, whole, kind, memory }: ProofSubject, statement: Statement): StatementProof {
  // Looked at alone and with the others, a statement has one proof.
  return proofOf(whole ?? policy, statement, memory.proofs.proverFor(kind.kind));
}

/** What a fix would make of a statement, proved before the fix is offered; `change` tells it from other fixes. */
export function proveChanged(
  { policy, kind, memory }: PolicyUnderCheck,
  { original, changed, change }: ChangedStatement,
): StatementProof {
  const { byText, prover } = memory.proofs.proverFor(kind.kind);
  return byText.get(`${change} ${statementText(policy, original)}`, () => prover.prove(policy, changed));
}

/** Of a statement whose Resource were this text alone, in the place of one of its entries. */
export function proveWithOnly(
  subject: PolicyUnderCheck,
  statement: Statement,
  { resource, entry, text }: { readonly resource: ListElement; readonly entry: Scalar; readonly text: string },
): StatementProof {
  const changed = statementWith(statement, { resource: { ...resource, entries: [{ ...entry, text }] } });
  return proveChanged(subject, { original: statement, changed, change: `only ${text}` });
}

export interface ChangedStatement {
  readonly original: Statement;
  readonly changed: Statement;
  /** Tells the change from others of the same statement. */
  readonly change: string;
}

/** Would other conditions leave the statement no request? "Never" with its reason; whatever else is "unknown". */
export function refutationOfChanged(
  subject: PolicyUnderCheck,
  { original, changed, change }: ChangedStatement,
): StatementProof {
  const { policy, kind, memory } = subject;
  if (isTooLong(original)) return UNPROVED;
  const { byText, prover } = memory.proofs.proverFor(kind.kind);
  return byText.get(`refuted ${change} ${statementText(policy, original)}`, () => prover.refutation(policy, changed));
}

/** A request that it would match then; undefined if none is found. */
export function exampleOfChanged(
  subject: PolicyUnderCheck,
  { original, changed, change }: ChangedStatement,
): Witness | undefined {
  const { policy, kind, memory } = subject;
  if (isTooLong(original)) return undefined;
  const { byText, exemplary } = memory.proofs.proverFor(kind.kind);
  const proof = byText.get(`example ${change} ${statementText(policy, original)}`, () =>
    exemplary.example(policy, changed),
  );
  return proof.verdict === "satisfiable" ? proof.witness : undefined;
}

/** The values of a condition that a path leads to. */
export function valuesOfPart(statement: Statement, [element, operator, key]: PartPath): ScalarList | undefined {
  return element === "Condition" ? conditionEntry(statement, operator, key)?.values : undefined;
}

/**
 * In UTF-16 code units: what AWS takes of a whole key policy, the longest kind of policy there is ("AWS KMS quotas"). A
 * proof is made in one step, and no step may take long.
 */
const LONGEST_PROVED = 32_768;

function isTooLong({ span }: Statement): boolean {
  return span.end - span.start > LONGEST_PROVED;
}

const UNPROVED: StatementProof = { verdict: "unknown", dead: [] };

/** A proof names parts by their keys and positions in the statement, so it holds wherever the statement stands. */
function proofOf(policy: Policy, statement: Statement, { byText, ofPolicies, prover }: KeptProver): StatementProof {
  if (isTooLong(statement)) return UNPROVED;
  const proofs = ofPolicies.get(policy) ?? new Map<Statement, StatementProof>();
  ofPolicies.set(policy, proofs);
  const known = proofs.get(statement);
  if (known !== undefined) return known;
  const proof = byText.get(statementText(policy, statement), () => prover.prove(policy, ownStatement(statement)));
  proofs.set(statement, proof);
  return proof;
}

/**
 * Reads ahead what proofs over all actions need, a service at each step, so that no single keystroke waits for all of
 * them.
 */
export function* readAhead(catalog: Catalog): Generator<undefined> {
  const universe = actionUniverse(catalog);
  for (const prefix of universe.prefixes) {
    universe.examplesOf(prefix);
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
  const [type, index] = rest;
  const entry = typeof index === "number" ? principalList(principal, type)?.entries[index] : undefined;
  return entry?.span ?? principal?.span ?? statement.span;
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
  const named = blocks.flatMap(({ entries }) => entries).filter((one) => one.key === key);
  return named.findLast(({ certain }) => certain) ?? named.at(-1);
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
