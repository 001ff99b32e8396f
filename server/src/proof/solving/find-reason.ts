/** Why no request meets a question: the smallest parts that cannot hold together, and the facts they rest on. */
import { documentedKey } from "../../catalog/global-keys.ts";
import { accountFact } from "../facts/account-facts.ts";
import { isAlwaysThere, isInSignedRequests, occasionOf, valueFactOf } from "../facts/key-facts.ts";
import { CALLED_VIA, isInChain, isTagOfRequest, MFA_AGE, MFA_PRESENT, TAG_KEYS } from "../facts/linked-keys.ts";
import { isOfOtherProvider, namedCallers } from "../facts/named-callers.ts";
import { twinOf } from "../facts/twin-keys.ts";
import { callersOfKind, isNeverCarried } from "../facts/requests-of-kind.ts";
import { readAddressRange } from "../../domains/address.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { type KeyFact, type NeverCode, type NeverReason, type ProofBasis } from "../proof.ts";
import { isOfOneResource } from "./action-universe.ts";
import { type ElementNames, findCore } from "./find-core.ts";
import { type Question } from "./question.ts";
import { type Solver } from "./solve-question.ts";

/** Of a question that the solver refutes; `byLogic` tells what rests on logic alone. */
export function findReason(question: Question, names: ElementNames, solver: Solver, byLogic: Solver): NeverReason {
  const basis = byLogic.refute(question) === "none" ? "logic" : "reference";
  const core = findCore(question, names, basis === "logic" ? byLogic : solver);
  const code = codeOf(core.question, basis, solver);
  const facts = basis === "reference" ? factsOf(code, core.question, solver.options.kind) : [];
  return { code, basis, parts: core.parts, facts };
}

function codeOf({ principal, action, resource, conditions }: Question, basis: ProofBasis, solver: Solver): NeverCode {
  const elements = [principal, action, resource].filter((element) => element !== undefined).length;
  const isOfAction = action !== undefined && elements === 1;
  if (conditions.length === 0) {
    if (elements > 1) return principal === undefined ? "resource-not-of-action" : "no-combination";
    if (principal !== undefined) return "principal-matches-nothing";
    if (resource !== undefined) return "resource-matches-nothing";
    return basis === "logic" ? "action-matches-nothing" : "unknown-action";
  }
  // Which requests carry the keys does not hang on the action: it only says that no cluster or database is asked.
  if (elements === 0 || (isOfAction && !conditions.some(({ key }) => solver.isOfActions(key)))) {
    if (conditions.length === 1) return "condition-never-holds";
    const keys = new Set(conditions.map(({ key }) => key));
    return keys.size === 1 ? "conditions-contradict" : "keys-exclude-each-other";
  }
  if (!isOfAction) return "no-combination";
  return linkOf(conditions) === undefined ? "key-not-in-request" : "keys-exclude-each-other";
}

/** Two keys of which one holds what the other is. */
function linkOf(conditions: Question["conditions"]): KeyFact | undefined {
  const written = new Map(conditions.map(({ key, entry }) => [key, entry.key]));
  for (const [key, name] of written) {
    const list = written.get(isInChain(key) ? CALLED_VIA : isTagOfRequest(key) ? TAG_KEYS : "");
    if (list !== undefined) return { fact: "in-list", key: name, list };
    const [, twin] = [...written].find(([one]) => isTwin(key, one)) ?? [];
    if (twin !== undefined) return { fact: "same-value", key: name, other: twin };
    const mfa = key === MFA_AGE ? written.get(MFA_PRESENT) : undefined;
    if (mfa !== undefined) return { fact: "with-mfa", age: name, present: mfa };
  }
  return undefined;
}

function isTwin(key: string, other: string): boolean {
  return key < other && [undefined, key.split(":")[0], other.split(":")[0]].some((one) => twinOf(key, one) === other);
}

/** The facts by which the keys exclude each other or some of their values. */
function factsOf(code: NeverCode, question: Question, kind: PolicyKind): readonly KeyFact[] {
  // The requests do not carry the key, whatever its values are.
  if (code === "key-not-in-request") return [];
  const keys = new Map(question.conditions.map(({ key, entry }) => [key, entry.key]));
  const account = accountFact([...keys.keys()]);
  if (account !== undefined) return [account];
  const link = linkOf(question.conditions);
  if (link !== undefined) return [link];
  const isJoint = code === "keys-exclude-each-other" || code === "no-combination";
  const named = namedCallers(question.principal);
  return [...keys].flatMap(([key, written]): readonly KeyFact[] => {
    if (named.tests.has(key)) return [{ fact: "of-principal", key: written }];
    if (isOfOneResource(key) && question.resource !== undefined) return [{ fact: "of-other-resource", key: written }];
    if (isOfOtherProvider(key, named)) return [{ fact: "of-other-provider", key: written }];
    if (key === "aws:principalisawsservice") {
      return [{ fact: callersOfKind(kind).has("service") ? "of-service" : "no-service", key: written }];
    }
    const mayMatter = (isJoint && key !== "aws:principalarn") || isNeverCarried(key, kind);
    const occasion = mayMatter ? occasionOf(key) : undefined;
    if (occasion !== undefined) return [{ fact: "only-if", key: written, occasion }];
    return factAboutValue(written, key, question.conditions);
  });
}

/** What is so of the key's value in every request, or that every request has one. */
function factAboutValue(written: string, key: string, conditions: Question["conditions"]): readonly KeyFact[] {
  const ofKey = conditions.filter((part) => part.key === key);
  if (ofKey.every(({ use }) => use?.operator.family === "null")) {
    if (isAlwaysThere(key)) return [{ fact: "always-there", key: written }];
    return isInSignedRequests(key) ? [{ fact: "there-if-signed", key: written }] : [];
  }
  if (documentedKey(key)?.type === "Bool" && ofKey.every(({ use }) => use?.operator.family === "string")) {
    return [{ fact: "true-or-false", key: written }];
  }
  const fact = asksForRange(ofKey) ? "one-address" : valueFactOf(key);
  return fact === undefined ? [] : [{ fact, key: written }];
}

/** String operators take a range for a text that no address is. */
function asksForRange(ofKey: Question["conditions"]): boolean {
  return ofKey.every(
    ({ use, entry }) =>
      use?.operator.family === "string" &&
      entry.values.entries.every(({ text }) => readAddressRange(text) !== undefined && text.includes("/")),
  );
}
