/**
 * Workspaces with everything in them: what an explanation says is held against a plain evaluation of the whole truth, of
 * which the workspace has a part.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type ElementFinding } from "../../server/src/denial/near-miss.ts";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { type StatementPlace } from "../../server/src/denial/statement-place.ts";
import { evaluate } from "../../server/src/evaluation/evaluate.ts";
import { type Layer, slotOfLayer } from "../../server/src/evaluation/decision.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { DOMAIN } from "../support/denied-worlds.ts";
import { decidePlainly, layerSaysPlainly, type StatementTruth, truthOfStatement } from "../support/plain-evaluation.ts";
import { searching } from "../support/searching.ts";
import {
  denialOf,
  isKnown,
  levelsInPlay,
  plainPoliciesOf,
  plainRequestOf,
  policySetOf,
  requestOf,
  type ToldDenial,
  toldOf,
} from "../support/told-workspace.ts";
import { type PolicyFile, type WholeWorkspace, wholeWorkspace } from "../support/whole-workspaces.ts";

const catalog = miniCatalog();

interface Case {
  readonly one: WholeWorkspace;
  readonly denial: ToldDenial;
  readonly explanation: Explanation;
}

/** Of these seven in ten are denied. */
const WORKSPACES = 7_500;

describe("a denial in a whole workspace", () => {
  const cases: Case[] = [];
  const worlds = fc.sample(wholeWorkspace, searching(WORKSPACES));
  for (const one of worlds) {
    const denial = denialOf(one);
    if (denial !== undefined) cases.push({ one, denial, explanation: explainedOf(one, denial) });
  }
  const each = (name: string, check: (one: Case) => string | undefined): void => {
    test(name, () => {
      const wrong = cases.flatMap((one) => {
        const what = check(one);
        return what === undefined ? [] : [`${what}\n${JSON.stringify(one.one)}\n${one.denial.message}`];
      });
      assert.equal(wrong.length, 0, `${wrong.length} of ${cases.length}, such as: ${wrong[0] ?? ""}`);
    });
  };

  each("is of the layer that AWS names", ({ one, denial, explanation: { verdict, layer, layerBasis } }) => {
    const isNamed = one.reason === "arn" || one.reason === "type" || (one.reason === "effect" && !denial.isExplicit);
    if (!isNamed || verdict !== "explained") return undefined;
    if (layer !== undefined && slotOfLayer(layer) === denial.slot && layerBasis === "message") return undefined;
    return `${layer ?? "no layer"}, by ${layerBasis}, and it is ${denial.slot}`;
  });

  each("says of no element otherwise than it is", ({ one, explanation }) => {
    for (const { place, elements } of [...explanation.culprits, ...explanation.nearMisses]) {
      const truth = truthAt(place, one);
      for (const element of elements) {
        if (element.truth === "unknown" || restsOnOwner(element, one, explanation)) continue;
        const is = truthOfElement(element, truth);
        if (is !== undefined && is !== (element.truth === "yes"))
          return `${nameOf(place)}: ${element.element} ${element.have ?? ""} is said to be ${element.truth}`;
      }
    }
    return undefined;
  });

  each("blames no statement that did not match", ({ one, explanation }) => {
    const { culprits, verdict } = explanation;
    if (verdict !== "explained") return undefined;
    const wrong = culprits.find(
      ({ certain, place, elements }) =>
        certain && !truthAt(place, one).matches && !elements.some((each) => restsOnOwner(each, one, explanation)),
    );
    return wrong === undefined ? undefined : nameOf(wrong.place);
  });

  each("shows no policy as attached that is not", ({ one, explanation }) => {
    if (assumesOwner(one, explanation)) return undefined;
    const { culprits, nearMisses, allowedBy } = explanation;
    const elsewhere = nearMisses.filter(({ hints }) => hints.some(({ hint }) => hint === "attached-elsewhere"));
    const places = [...culprits, ...nearMisses].map(({ place }) => place).concat(allowedBy);
    const wrong = places.find(
      (place) =>
        place.basis !== "none" &&
        levelsInPlay(fileAt(place, one), one).length === 0 &&
        !elsewhere.some((near) => near.place === place),
    );
    return wrong === undefined ? undefined : `${nameOf(wrong)}: ${wrong.basis}`;
  });

  each("shows as allowing it what allows it", ({ one, explanation }) => {
    const wrong = explanation.allowedBy.find(
      (place) => !truthAt(place, one).matches && !assumesOwner(one, explanation),
    );
    return wrong === undefined ? undefined : nameOf(wrong);
  });

  each("says of a layer what its known policies say", (all) => {
    const { one, explanation } = all;
    if (explanation.givenUp.length > 0 || assumesOwner(one, explanation)) return undefined;
    const known = one.files.filter((file) => isKnown(file, one));
    const policies = plainPoliciesOf(one, known);
    const evaluated = evaluate(requestOf(one, explanation.request.context, "unknown"), policySetOf(one, known));
    const views = [...explanation.layers, ...explanation.byFiles.layers];
    for (const { layer, verdict, basis } of views) {
      if (basis !== "files" || isGuessed(layer, all) || verdict === "not-applicable") continue;
      const said = verdict === "leaves-it" ? "implicit-deny" : verdict;
      const is = layerSaysPlainly(slotOfLayer(layer), plainRequestOf(one), policies);
      if (said !== "unknown" && said !== is) return `${layer}: ${said}, and it is ${is}`;
      const decided = evaluated.layers.find((each) => each.layer === layer)?.verdict;
      // The evaluation knows whose the resource is, and the message does not say it.
      const knowsMore = said === "unknown" && one.owner !== one.caller.account;
      if (decided !== "unknown" && decided !== said && !knowsMore)
        return `${layer}: ${said}, and evaluated ${decided ?? "nowhere"}`;
    }
    return undefined;
  });

  each("takes nothing of the request to be otherwise than it is", ({ one, explanation }) => {
    for (const [key, value] of explanation.request.context) {
      const is = plainRequestOf(one).context.get(key);
      if (is !== value && Object.hasOwn(DOMAIN, DOMAIN_NAMES.get(key) ?? ""))
        return `${key} is ${String(value)}, and it is ${is ?? "absent"}`;
    }
    return undefined;
  });

  each("concludes nothing that is false", ({ one, explanation: { assumptions, culprits, givenUp } }) => {
    if (!isComplete(one)) return undefined;
    const path = givenUp.find(({ assumption }) => assumption === "role-without-path");
    if (path !== undefined && one.caller.role?.includes(":role/app/") !== true) return "the role has no path";
    for (const assumption of assumptions) {
      const [first] = culprits;
      if (assumption.assumption === "conditions-held" && first !== undefined && !truthAt(first.place, one).matches)
        return `the conditions of ${nameOf(first.place)} did not hold`;
      if (assumption.assumption === "conditions-failed" && truthAt(assumption.place, one).matches)
        return `the conditions of ${nameOf(assumption.place)} held`;
    }
    return undefined;
  });

  each("says of no whole workspace that a policy denies which does not", (all) => {
    const { one, denial, explanation } = all;
    const { verdict, reason, layer, culprits, denyType } = explanation;
    if (!hasAll(all) || verdict !== "explained" || layer === undefined) return undefined;
    const slot = slotOfLayer(layer);
    const isExplicit = denyType === "explicit";
    const { denying, silent } = denial.decision;
    const isOpen = reason === "deny-may-match" || reason === "allow-may-match";
    if (!isOpen && !(isExplicit ? denying : silent).includes(slot)) return `${layer} does not deny: ${reason}`;
    const isFound = !isExplicit || isOpen || culprits.some(({ place }) => truthAt(place, one).matches);
    return isFound ? undefined : `no culprit of ${layer} denies`;
  });

  test("explains it where the workspace has all of it", () => {
    const whole = cases.filter(hasAll);
    const unexplained = whole.filter(({ explanation }) => explanation.verdict !== "explained");
    const [first] = unexplained;
    const shown = `${first?.explanation.reason ?? ""}\n${JSON.stringify(first?.one)}\n${first?.denial.message ?? ""}`;
    // A rare world that nobody thought of is silence, not a false word, and stops nobody's work; a kind of them does.
    assert.ok(unexplained.length <= whole.length / 200, `${unexplained.length} of ${whole.length}, such as: ${shown}`);
  });

  each("names as the next to deny what denies", (all) => {
    const { one, denial, explanation } = all;
    if (!isComplete(one) || explanation.givenUp.length > 0) return undefined;
    const { denying, silent } = denial.decision;
    const wrong = explanation.deniedNext.find(
      (layer) => ![...denying, ...silent].includes(slotOfLayer(layer)) && !isGuessed(layer, all),
    );
    return wrong;
  });

  test("is one for the evaluation, too, which allows every other request", () => {
    for (const one of worlds) {
      const plain = decidePlainly(plainRequestOf(one), plainPoliciesOf(one));
      const { decision } = evaluate(requestOf(one, Object.entries(one.truth), "absent"), policySetOf(one));
      const wanted = plain.isAllowed ? "Allowed" : plain.denying.length > 0 ? "ExplicitlyDenied" : "ImplicitlyDenied";
      assert.equal(decision, wanted, JSON.stringify(one));
    }
  });

  test("is often one of a workspace that has all of it", () => {
    const complete = cases.filter(({ one }) => isComplete(one)).length;
    assert.ok(complete > cases.length / 20, `${complete} of ${cases.length} are whole`);
  });
});

const DOMAIN_NAMES = new Map(Object.keys(DOMAIN).map((key) => [key.toLowerCase(), key]));

/** Every policy that decides is here and said to be, whose the resource is, too, and nothing else may be taken for one. */
function isComplete(one: WholeWorkspace): boolean {
  const isOwnerKnown = !one.action.startsWith("s3:") || one.isEvent || one.owner === one.caller.account;
  return isOwnerKnown && one.files.every((file) => isKnown(file, one));
}

/** Whoever has no policy of the layer at all has no file of it. */
function hasAll({ one, denial }: Case): boolean {
  const hasFile = one.files.some((file) => file.slot === denial.slot && levelsInPlay(file, one).length > 0);
  return isComplete(one) && hasFile;
}

/** What else may be in the layer as it is shown: what is only taken to be attached, or stands at a level that nobody told. */
function isGuessed(layer: Layer, { one, denial, explanation }: Case): boolean {
  const slot = slotOfLayer(layer);
  return (
    (denial.named?.slot === slot && !isKnown(denial.named, one)) ||
    explanation.culprits.some(({ place }) => place.basis === "none") ||
    explanation.assumptions.some(({ assumption }) => assumption === "full-access-attached" && slot === "scp") ||
    one.files.some((file) => file.slot === slot && slot === "resource" && file.isHere && !isKnown(file, one)) ||
    one.files.some(
      (file) => file.slot === slot && (slot === "scp" || slot === "rcp") && file.isHere && !isKnown(file, one),
    )
  );
}

function explainedOf(one: WholeWorkspace, { message }: ToldDenial): Explanation {
  const { files, config: text, facts } = toldOf(one);
  const { config, problems } = readWorkspaceConfig("iam-verdict.json", text);
  assert.deepEqual(problems, []);
  return explainDenial({ message, workspace: readWorkspace(files, config), facts, catalog });
}

function fileAt({ file }: StatementPlace, { files }: WholeWorkspace): PolicyFile {
  const found = files.find(({ path }) => path === file);
  assert.ok(found, file);
  return found;
}

function truthAt(place: StatementPlace, one: WholeWorkspace): StatementTruth {
  const { slot, statements } = fileAt(place, one);
  const json = statements[place.index];
  assert.ok(json, nameOf(place));
  return truthOfStatement({ slot, json }, plainRequestOf(one));
}

/** Undefined for what a plain evaluation does not look at. */
function truthOfElement({ element, condition }: ElementFinding, truth: StatementTruth): boolean | undefined {
  switch (element) {
    case "action":
      return truth.action;
    case "resource":
      return truth.resource;
    case "principal":
      return truth.principal === undefined ? undefined : truth.principal !== "nobody";
    case "condition":
      return condition === undefined
        ? undefined
        : truth.conditions.get(`${condition.entry.operator} ${condition.entry.key}`);
    case "presence":
      return undefined;
  }
}

/** Nobody told whose the resource is: it is taken to be the caller's account, and is not. */
function assumesOwner({ owner, caller }: WholeWorkspace, { assumptions }: Explanation): boolean {
  return owner !== caller.account && assumptions.some(({ assumption }) => assumption === "callers-account");
}

function restsOnOwner({ condition }: ElementFinding, one: WholeWorkspace, explanation: Explanation): boolean {
  return condition?.entry.key === "aws:ResourceAccount" && assumesOwner(one, explanation);
}

function nameOf({ file, index }: StatementPlace): string {
  return `${file}#${index}`;
}
