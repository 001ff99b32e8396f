/**
 * Fixes of denials in whole workspaces, carried out and evaluated once more in plain words: a verified one helps in the
 * whole truth, takes nothing away, and gives nothing to other requests of which it does not speak.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type ExplanationFix } from "../../../server/src/denial/fixes/fix.ts";
import { slotOfLayer } from "../../../server/src/evaluation/decision.ts";
import { type PolicySlot } from "../../../server/src/policy/slots.ts";
import { explainDenial } from "../../../server/src/service/explain-denial.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { readWorkspaceConfig } from "../../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../../server/src/workspace/workspace.ts";
import { ROOT } from "../../support/evaluation.ts";
import { miniCatalog } from "../../support/mini-catalog.ts";
import { decidePlainly, isGoverned, layerSaysPlainly, type PlainRequest } from "../../support/plain-evaluation.ts";
import { searching } from "../../support/searching.ts";
import { denialOf, isKnown, plainPoliciesOf, plainRequestOf, toldOf } from "../../support/told-workspace.ts";
import { type PolicyFile, type WholeWorkspace, wholeWorkspace } from "../../support/whole-workspaces.ts";

/** Of these seven in ten are denied. */
const WORKSPACES = 3_000;

/** A fix with one of these says that it does more than let this request pass. */
const DOES_MORE: ReadonlySet<string> = new Set([
  "other-resources",
  "other-actions",
  "other-principals",
  "more-than-asked",
  "exception-for-everyone",
  "exception-for-caller",
  "opens-guards",
  "condition-loosened",
  "takes-away",
]);

describe("the fixes of denials in whole workspaces", () => {
  const catalog = miniCatalog();

  test("help if they are verified, take nothing away and speak of all that they give", () => {
    let verified = 0;
    const wrong: string[] = [];
    for (const one of fc.sample(wholeWorkspace, searching(WORKSPACES))) {
      const denial = denialOf(one);
      if (denial === undefined) continue;
      const { files, config: text, facts } = toldOf(one);
      const { config } = readWorkspaceConfig("iam-verdict.json", text);
      const explain = (parts: typeof files) =>
        explainDenial({ message: denial.message, workspace: readWorkspace(parts, config), facts, catalog });
      const explanation = explain(files);
      for (const fix of explanation.fixes) {
        if (fix.kind === "workspace-file" || fix.edits.length === 0) continue;
        const edited = files.map((file) => ({ ...file, text: applyEdits(file.text, editsOf(fix, file.path)) }));
        const after: WholeWorkspace = { ...one, files: one.files.map((file) => withText(file, edited)) };
        const say = (what: string): void => {
          wrong.push(
            `${fixTitleText(fix)}: ${what}\n${JSON.stringify({ risks: fix.risks.map(({ risk }) => risk), one })}\n${denial.message}`,
          );
        };
        for (const what of sideEffects(one, after, fix)) say(what);
        if (!fix.verified || explanation.layer === undefined) continue;
        const slot = slotOfLayer(explanation.layer);
        const isAttached = !fix.risks.some(({ risk }) => risk === "not-known-attached");
        if (isAttached && isWhole(slot, one) && assumesNoOwner(one, explanation)) {
          verified++;
          const decision = decidePlainly(plainRequestOf(one), plainPoliciesOf(after));
          if ([...decision.denying, ...decision.silent].includes(slot)) say(`${slot} denies it still`);
          // Of a layer without a file nobody knows what it says.
          const hasNext =
            fix.risks.some(({ risk }) => risk === "denied-next") ||
            [...decision.denying, ...decision.silent].every((each) => !plainPoliciesOf(one).slots.has(each));
          if (one.files.every((file) => isKnown(file, one)) && !decision.isAllowed && !hasNext)
            say("it is denied, and nothing is said of that");
        }
        const again = explain(edited);
        // Of a policy of which nobody knows that it is attached the fix could not know either.
        const isKnownAgain =
          assumesNoOwner(one, again) &&
          again.culprits.every(({ place }) => place.basis !== "none") &&
          !again.assumptions.some((given) => given.assumption === "attached" && given.basis === "none") &&
          again.layers.every(({ unboundWithoutAllow }) => unboundWithoutAllow === undefined);
        const isDenied = again.reason === "no-allow" || again.reason === "deny-matches";
        if (isKnownAgain && again.layer === explanation.layer && isDenied)
          say(`${again.reason} when it is explained again`);
      }
    }
    assert.equal(wrong.length, 0, `${wrong.length} of ${verified}: ${wrong[0] ?? ""}`);
    assert.ok(verified > WORKSPACES / 100, `${verified} were verified`);
  });
});

function editsOf({ edits }: ExplanationFix, path: string): ExplanationFix["edits"] {
  return edits.filter(({ file }) => file === path);
}

function withText(file: PolicyFile, files: readonly { readonly path: string; readonly text: string }[]): PolicyFile {
  const text = files.find(({ path }) => path === file.path)?.text;
  if (text === undefined) return file;
  const { Statement } = JSON.parse(text) as { readonly Statement: PolicyFile["statements"] };
  return { ...file, statements: Statement };
}

/** What decides in the slot is here and said to be. */
function isWhole(slot: PolicySlot, one: WholeWorkspace): boolean {
  return one.files.every((file) => file.slot !== slot || isKnown(file, one));
}

function assumesNoOwner(
  { owner, caller }: WholeWorkspace,
  { assumptions }: { readonly assumptions: readonly { readonly assumption: string }[] },
): boolean {
  return owner === caller.account || !assumptions.some(({ assumption }) => assumption === "callers-account");
}

/** Other requests of the same caller, and of a resource's policy the same request of another. */
function othersThan(one: WholeWorkspace, slot: PolicySlot): readonly PlainRequest[] {
  const asked = plainRequestOf(one);
  const other = (change: Partial<PlainRequest>): PlainRequest => ({ ...asked, ...change });
  const resource = asked.resource.replace(/red$|jobs$|target$|6$/, "other");
  const instance = { action: "ec2:StartInstances", resource: "arn:aws:ec2:eu-west-1:111111111111:instance/i-1" };
  const principal = `arn:aws:iam::${asked.account}:user/eve`;
  const context = new Map([...asked.context, ["aws:principalarn", principal], ["aws:username", "eve"]] as const);
  // The policy of a key or a role is about nothing else, nor is that of what has nothing inside it.
  const isOfOne = slot === "resource" && (isGoverned(asked) || HAS_NOTHING_INSIDE.test(asked.resource));
  return [
    other({ action: `${asked.action}Else` }),
    other({ action: `${asked.action.split(":")[0] ?? ""}:ListEverything` }),
    ...(isOfOne ? [] : [other({ resource: `${asked.resource}-else` }), other({ resource }), other(instance)]),
    ...(slot === "resource" && asked.principal !== ROOT ? [other({ principal, role: undefined, context })] : []),
  ];
}

const HAS_NOTHING_INSIDE = /^arn:aws:(?:sqs|sns|secretsmanager|ecr):/;

function sideEffects(
  one: WholeWorkspace,
  after: WholeWorkspace,
  { edits, risks, kind }: ExplanationFix,
): readonly string[] {
  const slots = new Set(edits.map((edit) => one.files.find(({ path }) => path === edit.file)?.slot ?? "identity"));
  const says = risks.some(({ risk }) => DOES_MORE.has(risk));
  const found: string[] = [];
  for (const slot of slots) {
    for (const request of [plainRequestOf(one), ...othersThan(one, slot)]) {
      const was = layerSaysPlainly(slot, request, plainPoliciesOf(one));
      const is = layerSaysPlainly(slot, request, plainPoliciesOf(after));
      const isAsked =
        request.action === one.action &&
        request.resource === one.resource &&
        request.principal === one.caller.principal;
      if (was === "allow" && is !== "allow" && !risks.some(({ risk }) => risk === "takes-away"))
        found.push(`${request.principal} is no longer allowed ${request.action} on ${request.resource} by ${slot}`);
      if (was !== "allow" && is === "allow" && !isAsked && !says)
        found.push(
          `${kind}: ${request.principal} is allowed ${request.action} on ${request.resource} by ${slot}, of which nothing is said`,
        );
    }
  }
  return found;
}
