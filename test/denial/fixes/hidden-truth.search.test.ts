/** Fixes of denials in worlds of which the explanation sees a part: carried out, they hold in the whole world. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Explanation } from "../../../server/src/denial/explanation.ts";
import { type ExplanationFix } from "../../../server/src/denial/fixes/fix.ts";
import { type Decision, type Layer, slotOfLayer } from "../../../server/src/evaluation/decision.ts";
import { evaluate } from "../../../server/src/evaluation/evaluate.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { type WorkspaceFile } from "../../../server/src/workspace/read-file-policies.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import {
  denialIn,
  policySetOf,
  requestIn,
  toldOf,
  type Truth,
  type TrueDenial,
  type World,
  world,
  type WorldFile,
} from "../../support/denied-worlds.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";
import { searching, searchShare } from "../../support/searching.ts";
import { assertCanBeChosen, assertNoNewFinding, assertNotSilentlyRound } from "./quality.ts";
import { assertWrittenAsMeant } from "./trial.ts";

/** Of these five in six are denied: 5,000 in a whole search. The checks take long, so fewer are tried on the way. */
const WORLDS = 6_200;
const FEW_WORLDS = 380;

describe("the fixes of denials in worlds that are known in part", () => {
  const catalog = miniCatalog();

  test("hold in the whole world if they are verified, pass our own checks and ask for nothing impossible", (t) => {
    let denied = 0;
    let verified = 0;
    let further = 0;
    const { seed, numRuns } = searching(WORLDS);
    const isWhole = searchShare() >= 1;
    fc.assert(
      fc.property(world, (one) => {
        const denial = denialIn(one);
        if (denial === undefined) return;
        denied++;
        const { files, config: text, facts } = toldOf(one);
        const { config } = readWorkspaceConfig("iam-verdict.json", text);
        const workspace = readWorkspace(files, config);
        const explanation = explainDenial({ message: denial.message, workspace, facts, catalog });
        for (const fix of explanation.fixes) {
          assertWrittenAsMeant(fix, files);
          assertNoNewFinding(fix, { files, config, catalog });
          assertCanBeChosen(explanation.request, fix);
          assertNotSilentlyRound(explanation, fix);
          // What is not in the workspace may hold anything.
          if (!fix.verified || isOnlySaid(fix) || one.hidden !== undefined) continue;
          verified++;
          const after = evaluate(
            requestIn(one, truthAfter(one, fix)),
            policySetOf(one, filesAfter(one, files, fix)).set,
          );
          assert.ok(
            !stillDenies(after, denial.layer) || isNextAsSaid(after, denial, explanation, fix, one),
            fixTitleText(fix),
          );
          const unsaid: readonly Layer[] = after.deniedBy.filter(
            (layer) => layer !== denial.layer && hasFile(layer, one) && !isSaid(layer, explanation, fix, one),
          );
          assert.deepEqual(unsaid, [], `${fixTitleText(fix)}, and nothing is said of these`);
          further += after.deniedBy.length > 0 ? 1 : 0;
        }
      }),
      { seed, numRuns: isWhole ? numRuns : FEW_WORLDS },
    );
    assert.ok(denied >= (isWhole ? 5_000 : 300), `${denied} denied worlds`);
    assert.ok(verified > denied / 10, `only ${verified} were verified for ${denied} denials`);
    assert.ok(further > verified / 100, `only ${further} of ${verified} are denied next`);
    t.diagnostic(
      `${denied} denied worlds, ${verified} verified fixes, of which ${further} are denied next, as is said`,
    );
  });
});

/** Of a layer without a file nothing is known. */
function hasFile(layer: Layer, { files }: World): boolean {
  return files.some(({ slot }) => slot === slotOfLayer(layer));
}

/** Is it said that the layer denies what the fix lets pass, or what it is taken to be that no file shows? */
function isSaid(
  layer: Layer,
  { deniedNext, assumptions, unknowns }: Explanation,
  { risks }: ExplanationFix,
  { files, owner, principal }: World,
): boolean {
  const slot = slotOfLayer(layer);
  const isOfSlot = (path: string): boolean => files.some((file) => file.path === path && file.slot === slot);
  const next = risks.flatMap((one) => (one.risk === "denied-next" ? [one] : []));
  // Whose the resource is decides, too, whether a boundary limits what its policy allows.
  const isOfAnother = owner !== principal.split(":")[4];
  const isAssumed = assumptions.some(
    (each) =>
      (each.assumption === "full-access-attached" && each.slot === slot) ||
      (each.assumption === "callers-account" && isOfAnother),
  );
  const isNotKnown = unknowns.some((one) => one.unknown === "context-key" && /^aws:resourceaccount$/i.test(one.key));
  return (
    isAssumed ||
    (isNotKnown && isOfAnother) ||
    deniedNext.includes(layer) ||
    next.some(({ places, withoutAllow }) => withoutAllow.includes(layer) || places.some(({ file }) => isOfSlot(file)))
  );
}

/**
 * The Deny is gone. That the same policies then have no Allow either is found out next, for instance where the resource is of
 * another account than the one that is said to be assumed.
 */
function isNextAsSaid(
  after: Decision,
  { isExplicit, layer }: TrueDenial,
  explanation: Explanation,
  fix: ExplanationFix,
  one: World,
): boolean {
  const verdict = after.layers.find((each) => each.layer === layer)?.verdict;
  return isExplicit && verdict === "implicit-deny" && isSaid(layer, explanation, fix, one);
}

function isOnlySaid({ kind, change }: ExplanationFix): boolean {
  return kind === "workspace-file" || change.change === "attach";
}

/** Resource-based policies need not allow what identity-based ones do. */
function stillDenies({ layers, deniedBy }: Decision, layer: Layer): boolean {
  const verdict = layers.find((one) => one.layer === layer)?.verdict;
  if (verdict === "explicit-deny") return true;
  return verdict === "implicit-deny" && layer !== "resource" && deniedBy.includes(layer);
}

function filesAfter(one: World, files: readonly WorkspaceFile[], fix: ExplanationFix): readonly WorldFile[] {
  return one.files.map((file) => {
    const edits = fix.edits.filter((edit) => edit.file === file.path);
    const text = files.find(({ path }) => path === file.path)?.text;
    if (edits.length === 0 || text === undefined) return file;
    const policy = JSON.parse(applyEdits(text, edits)) as { readonly Statement: WorldFile["statements"] };
    return { ...file, statements: policy.Statement };
  });
}

/** A request comes either through an endpoint or from an address. */
const INSTEAD: Readonly<Record<string, string>> = {
  "aws:SourceVpce": "aws:SourceIp",
  "aws:SourceIp": "aws:SourceVpce",
};

function truthAfter({ truth }: World, { change }: ExplanationFix): Truth {
  if (change.change !== "satisfy") return truth;
  const after = new Map(Object.entries(truth));
  for (const { key, value: said, sameAs } of change.facts) {
    const value = sameAs === undefined ? said : (after.get(sameAs) ?? "x");
    if (sameAs !== undefined && value !== undefined) after.set(sameAs, value);
    const name = [...after.keys()].find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
    const other = value === undefined ? undefined : INSTEAD[name];
    if (other !== undefined) after.delete(other);
    if (value === undefined) after.delete(name);
    else after.set(name, (value.split("/")[0] ?? value).replace(/\*/g, "x"));
  }
  return Object.fromEntries(after);
}
