/** What a fix must never be, seen from outside: by our own checks, by who can choose a key, by the conditions around it. */
import assert from "node:assert/strict";
import { openService, type PolicyService, resultOf } from "../../../server/src/service/index.ts";
import { type Explanation } from "../../../server/src/denial/explanation.ts";
import { type ExplanationFix } from "../../../server/src/denial/fixes/fix.ts";
import { type NearMiss } from "../../../server/src/denial/near-miss.ts";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { phraseToPlainText } from "../../../server/src/wording/plain-text.ts";
import { edited, type Trial } from "./trial.ts";

export type FixedTrial = Pick<Trial, "files" | "config" | "catalog">;

/**
 * No finding at warning or above that the files did not have before. What other policies forbid is the next denial, which
 * the explanation names.
 */
export function assertNoNewFinding(fix: ExplanationFix, trial: FixedTrial): void {
  const touched = new Set(fix.edits.map(({ file }) => file));
  if (touched.size === 0) return;
  const before = findingsIn(trial.files, touched, trial);
  const after = findingsIn(edited(trial.files, fix), touched, trial);
  const added = after.filter((finding) => {
    const at = before.indexOf(finding);
    if (at >= 0) before.splice(at, 1);
    return at < 0;
  });
  assert.deepEqual(added, [], fixTitleText(fix));
}

const SERVICES = new WeakMap<Trial["catalog"], PolicyService>();

function serviceOf(catalog: Trial["catalog"]): PolicyService {
  const log = { error: (message: string) => assert.fail(message) };
  const service = SERVICES.get(catalog) ?? openService({ catalog: () => catalog, log });
  SERVICES.set(catalog, service);
  return service;
}

/** As text without places. */
function findingsIn(files: Trial["files"], touched: ReadonlySet<string>, { config, catalog }: FixedTrial): string[] {
  const service = serviceOf(catalog);
  const configuration = service.configure({
    config,
    severities: new Map(),
    today: "2026-01-01",
    kind: undefined,
  });
  return files
    .filter(({ path }) => touched.has(path))
    .flatMap((file) => {
      const document = resultOf(service.read({ ...file, languageId: "json" }, configuration));
      const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: true });
      while (run.phase !== "done") run.step();
      return run.found
        .filter(({ severity }) => severity === "error" || severity === "warning")
        .map(({ code, message }) => `${code}: ${phraseToPlainText(message)}`);
    });
}

/** What AWS, a service, an identity provider or the call itself decides. */
const NOBODY_CHOOSES = [
  /^iam:passedtoservice$/,
  /^aws:source(?:arn|account|orgid|orgpaths|owner)$/,
  /^aws:principal(?!tag\/|orgid$|orgpaths$)/,
  /^aws:(?:userid|username|currenttime|epochtime|referer|useragent)$/,
  /:(?:sub|aud|amr|oaud|email)$/,
];

/** Nobody is told to send what he cannot choose. */
export function assertCanBeChosen({ principal }: Explanation["request"], fix: ExplanationFix): void {
  if (fix.change.change !== "satisfy") return;
  for (const { key } of fix.change.facts) {
    const lower = key.toLowerCase();
    assert.ok(!NOBODY_CHOOSES.some((pattern) => pattern.test(lower)), fixTitleText(fix));
    // Keys of a second factor come with the credentials of a user, not with those of a role.
    const isOfRole = principal?.includes(":assumed-role/") === true;
    assert.ok(!(isOfRole && lower.startsWith("aws:multifactorauth")), fixTitleText(fix));
  }
}

/** Where an Allow lacks nothing but its conditions, every edit keeps them, changes them, or says what it goes round. */
export function assertNotSilentlyRound({ nearMisses, denyType }: Explanation, fix: ExplanationFix): void {
  if (denyType !== "implicit" || fix.edits.length === 0 || fix.kind === "workspace-file") return;
  // Of a key that comes with the other resources of the call, nothing is gone round for this one alone.
  const isForThisAlone = ({ hints }: NearMiss): boolean =>
    hints.some((one) => one.hint === "key-of-other-resource" && names(fix, one.resource));
  const guarded = nearMisses.filter((one) => {
    const failing = one.elements.filter(({ truth }) => truth !== "yes");
    return failing.length > 0 && failing.every(({ element }) => element === "condition") && !isForThisAlone(one);
  });
  if (guarded.length === 0) return;
  const says = fix.risks.some(({ risk }) => risk === "only-if" || risk === "left-out");
  // On both sides only the guarded one has a condition to keep.
  const parts = fix.change.change === "both-sides" ? fix.change.parts : [fix.change];
  const corrects = parts.some(({ change }) => CORRECTIONS.has(change));
  // The same condition with the request's own value.
  const keys = nearMisses.flatMap(({ elements }) => elements.flatMap(({ condition }) => condition?.entry.key ?? []));
  const guardedFiles = new Set(guarded.map(({ place }) => place.file));
  const added = fix.kind === "both-sides" ? fix.edits.filter(({ file }) => guardedFiles.has(file)) : fix.edits;
  const adds = fix.kind === "add-statement" || (fix.kind === "both-sides" && added.length > 0);
  const keeps = adds && added.every(({ newText }) => keys.some((key) => newText.includes(key)));
  assert.ok(fix.kind === "change-condition" || corrects || keeps || says, fixTitleText(fix));
}

/** Is what is written about that resource? */
function names({ kind, edits }: ExplanationFix, resource: string): boolean {
  return kind === "add-statement" && edits.every(({ newText }) => newText.includes(`"${resource}"`));
}

const CORRECTIONS: ReadonlySet<string> = new Set([
  "correct-action",
  "correct-resource",
  "role-for-session",
  "add-condition-value",
  "correct-condition-value",
  "correct-condition-key",
  "use-like",
  "use-variable",
]);
