/** What holds of any policies and any request. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Decision } from "../../server/src/evaluation/decision.ts";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import {
  ACCOUNT,
  ALLOW_ALL,
  DENY_ALL,
  FEDERATED,
  named,
  OTHER_ACCOUNT,
  policyOfJson,
  ROLE,
  SESSION,
  USER,
} from "../support/evaluation.ts";
import {
  assertAndMeet,
  type Json,
  known,
  type Layers,
  layers,
  plainStatement,
  policySet,
  question,
  requestFor,
  resourceStatement,
} from "../support/generated-evaluations.ts";

const answerOf = ({ decision, allowed, deniedBy, layers: verdicts }: Decision): object => ({
  decision,
  allowed,
  deniedBy,
  layers: verdicts,
});

const EVERY_DECISION = ["Allowed", "ExplicitlyDenied", "ImplicitlyDenied", "Unknown"];

describe("any evaluation", () => {
  test("a further Deny turns no denial into an Allow", () => {
    const layer = fc.constantFrom<(keyof Layers)[]>("identity", "resource", "boundary", "session", "scp", "rcp");
    assertAndMeet(
      ["denied before", "open before", "allowed before and denied now", "allowed before and now"],
      [layers, question, layer, fc.oneof(resourceStatement, fc.constant({ ...DENY_ALL, Principal: "*" }))],
      (meet, of, asked, where, statement) => {
        // A layer that appears only with the Deny would also have to allow, so it is given an Allow for all.
        const own = of[where] ?? (where === "resource" ? [] : [ALLOW_ALL]);
        const after = { ...of, [where]: [...own, { ...statement, Effect: "Deny" }] };
        const first = evaluate(requestFor(asked, "unknown"), policySet({ ...of, [where]: own }));
        const second = evaluate(requestFor(asked, "unknown"), policySet(after));
        if (first.allowed === "no") {
          meet("denied before");
          assert.equal(second.allowed, "no");
        }
        if (first.decision === "ExplicitlyDenied") assert.equal(second.decision, "ExplicitlyDenied");
        if (first.allowed === "unknown") {
          meet("open before");
          assert.notEqual(second.allowed, "yes");
        }
        if (first.allowed === "yes" && second.allowed === "no") meet("allowed before and denied now");
        if (first.allowed === "yes" && second.allowed === "yes") meet("allowed before and now");
      },
    );
  });

  test("a fact learned contradicts nothing said without it", () => {
    const owner = fc.constantFrom(ACCOUNT, OTHER_ACCOUNT);
    assertAndMeet(
      ["decided although a statement is open", ...EVERY_DECISION.slice(0, 3).map((one) => `Unknown, now ${one}`)],
      [layers, question, known, owner],
      (meet, of, asked, learned, learnedOwner) => {
        const policies = policySet(of);
        const without = evaluate(requestFor(asked, "unknown"), policies);
        const now = { ...asked, owner: asked.owner ?? learnedOwner, known: { ...learned, ...asked.known } };
        const withAll = evaluate(requestFor(now, "absent"), policies);
        assert.notEqual(withAll.decision, undefined);
        if (without.decision === "Unknown") meet(`Unknown, now ${withAll.decision}`);
        else {
          assert.equal(withAll.decision, without.decision);
          if (without.statements.some(({ matches }) => matches === "unknown"))
            meet("decided although a statement is open");
        }
        if (without.allowed !== "unknown") assert.equal(withAll.allowed, without.allowed);
        if (withAll.allowed === "yes") assert.deepEqual(without.deniedBy, []);
        without.statements.forEach((statement, index) => {
          if (statement.matches !== "unknown") assert.equal(withAll.statements[index]!.matches, statement.matches);
        });
      },
    );
  });

  test("the order of statements, keys and entries never matters", () => {
    assertAndMeet(EVERY_DECISION, [layers, question], (meet, of, asked) => {
      const request = requestFor(asked, "unknown");
      const plain = evaluate(request, policySet(of));
      meet(plain.decision);
      assert.deepEqual(answerOf(evaluate(request, policySet(reversed(of) as Layers))), answerOf(plain));
    });
  });

  test("the case of an action never matters", () => {
    assertAndMeet(["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"], [layers, question], (meet, of, asked) => {
      const policies = policySet(of);
      const plain = evaluate(requestFor(asked, "absent"), policies);
      meet(plain.decision);
      assert.deepEqual(answerOf(evaluate(requestFor(asked, "absent", "S3:GETOBJECT"), policies)), answerOf(plain));
    });
  });

  test("what is open in the file convicts nothing: closing it contradicts nothing", () => {
    const cases = ["open, and Allowed once closed", "open, and denied once closed", "decided all the same"];
    assertAndMeet(cases, [layers, question, fc.nat()], (meet, of, asked, pick) => {
      const request = requestFor(asked, "absent");
      const whole = evaluate(request, policySet(of));
      const withHoles = { ...of, identity: of.identity.map((one, index) => opened(one, pick + index)) };
      const open = evaluate(request, policySet(withHoles));
      if (open.decision === "Unknown")
        meet(whole.decision === "Allowed" ? "open, and Allowed once closed" : "open, and denied once closed");
      else {
        assert.equal(whole.decision, open.decision);
        if (of.identity.length > 0) meet("decided all the same");
      }
      if (open.allowed !== "unknown") assert.equal(whole.allowed, open.allowed);
    });
  });

  test("across accounts it is allowed exactly if both halves allow", () => {
    const caller = fc.constantFrom(USER, ROLE, SESSION, FEDERATED);
    const cases = ["both", "the caller's alone", "the resource's alone", "neither", "open"];
    assertAndMeet(cases, [layers, caller, known], (meet, of, principal, entries) => {
      const asked = { principal, owner: OTHER_ACCOUNT, known: entries };
      const policies = policySet(of);
      const across = evaluate(requestFor(asked, "unknown"), policies);
      // The caller's half: as if the resource were its own and had no policy; the other: as if its own policies allowed all.
      const { resource, rcps, ...own } = policies;
      const callers = evaluate(requestFor({ ...asked, owner: ACCOUNT }, "unknown"), own).allowed;
      const resources = evaluate(requestFor(asked, "unknown"), {
        identity: [named(ALLOW_ALL)],
        ...(resource === undefined ? {} : { resource }),
        ...(rcps === undefined ? {} : { rcps }),
      }).allowed;
      const denied = callers === "no" || resources === "no";
      const open = callers === "unknown" || resources === "unknown";
      assert.equal(across.allowed, denied ? "no" : open ? "unknown" : "yes");
      if (open) meet("open");
      else if (callers === resources) meet(callers === "yes" ? "both" : "neither");
      else meet(callers === "yes" ? "the caller's alone" : "the resource's alone");
    });
  });

  test("only an undecided request needs facts, and only such as nobody told", () => {
    const cases = ["needs a fact", "is undecided for the file's sake", "is decided"];
    assertAndMeet(cases, [layers, question, plainStatement], (meet, of, asked, extra) => {
      const identity = [...of.identity, { ...extra, Condition: { Ref: "Parameter" } }];
      const { decision, needs } = evaluate(requestFor(asked, "unknown"), policySet({ ...of, identity }));
      if (decision !== "Unknown") {
        assert.deepEqual(needs, []);
        meet("is decided");
      } else meet(needs.length > 0 ? "needs a fact" : "is undecided for the file's sake");
      for (const { key } of needs) assert.ok(!Object.hasOwn(asked.known, key), key);
    });
  });
});

/** Lists and members the other way round, at every depth. */
function reversed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(reversed).reverse();
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .map(([key, value]) => [key, reversed(value)] as const)
      .reverse(),
  );
}

/** One element of the statement is replaced by what a template would fill in. */
function opened(statement: Json, pick: number): Json {
  const names = Object.keys(statement);
  const name = names[pick % names.length] ?? "Action";
  return { ...statement, [name]: { Ref: "Parameter" } };
}

test("the same policy may be asked about again and again", () => {
  const policy = policyOfJson({ Version: "2012-10-17", Statement: [ALLOW_ALL] });
  const policies = { identity: [{ name: "p", policy }] };
  const request = requestFor({ principal: USER, owner: ACCOUNT, known: {} }, "absent");
  assert.deepEqual(evaluate(request, policies), evaluate(request, policies));
});
