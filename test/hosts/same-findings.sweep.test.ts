/**
 * One set of policies, written in the forms of every host: the same is found at the same characters, and fixes read as they
 * are meant. A whole search holds each policy in every form, `npm test` every tenth policy in a few forms, others each time.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { type ReportedFinding } from "../../server/src/checks/check.ts";
import { type Site } from "../../server/src/hosts/host.ts";
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import { readJson } from "../../server/src/syntax/json.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { findingsAbout, type Reading, subjectFrom, titleOf, withoutFindings } from "../support/annotated.ts";
import { meaningOf, type Plain, plainAfter, plainOf } from "../support/changed-tree.ts";
import { example, PAGES, section } from "../support/check-pages.ts";
import { badPolicies, BESIDE_BAD_POLICIES, goodPolicies } from "../support/fixture-policies.ts";
import { HOST_FORMS, type HostForm, openForm, READ_FORMS } from "../support/host-forms.ts";
import { shareOf, someOf } from "../support/searching.ts";

interface GivenPolicy {
  readonly name: string;
  readonly text: string;
  readonly reading: Reading;
}

function policies(): readonly GivenPolicy[] {
  const pages = ALL_CHECKS.map(({ code }) => {
    const { source, reading } = example(section(readFileSync(join(PAGES, `${code}.md`), "utf8"), "Wrong"));
    return { name: `the page of ${code}`, text: withoutFindings(source), reading };
  });
  const fixtures = [...badPolicies(), ...goodPolicies()].map(({ name, text, kind, holder }) => ({
    name,
    text,
    reading: { kind, ...(holder && { holder }), ...BESIDE_BAD_POLICIES },
  }));
  return [...pages, ...fixtures];
}

/** Codes with the texts that they are about, quotes and escapes aside. */
function said(findings: readonly ReportedFinding[], source: string, keeps: HostForm["keeps"]): readonly string[] {
  return findings
    .map(({ code, span }) => {
      const text = source.slice(span.start, span.end);
      const isLong = /[\n{[]|\\u|[^ -~]/.test(text);
      return keeps !== "policy" || isLong ? code : `${code} ${text.replace(/[\\"'\s:=]/g, "")}`;
    })
    .toSorted();
}

/** Only these read other things of a form that has lists only, or that has a default. */
const OF_THE_FORM = new Set(["redundant-entry", "missing-sid"]);

const FORMS = [...HOST_FORMS, ...READ_FORMS];

describe("a policy has the same findings in every host", () => {
  const held = new Map<string, number>();
  let fixed = 0;
  for (const [number, { name, text, reading }] of someOf(policies(), 0).entries()) {
    test(name, () => {
      const { root, problems } = readJson(text, PLACEHOLDERS);
      if (root?.kind !== "object" || problems.length > 0) return;
      const inJson = findingsAbout(subjectFrom(root, false, reading), ALL_CHECKS);
      for (const form of someOf(FORMS, 3 * number)) {
        const file = form.hold(root, text);
        if (file === undefined) continue;
        held.set(form.name, (held.get(form.name) ?? 0) + 1);
        const site = openForm(form, file);
        const found = findingsAbout(subjectFrom(site.root, site.broken, reading), ALL_CHECKS);
        const relevant = (all: readonly ReportedFinding[]): readonly ReportedFinding[] =>
          form.keeps !== "meaning" ? all : all.filter(({ code }) => !OF_THE_FORM.has(code));
        assert.deepEqual(
          said(relevant(found), file, form.keeps),
          said(relevant(inJson), text, form.keeps),
          `${form.name}:\n${file}`,
        );
        fixed += assertFixes(form, file, { site, findings: found, reading });
      }
    });
  }
  test("which are many in every form, with many fixes", () => {
    const few = FORMS.map(({ name }) => ({ name, policies: held.get(name) ?? 0 })).filter(
      (one) => one.policies < shareOf(10),
    );
    assert.deepEqual(few, []);
    assert.ok(fixed > shareOf(100), String(fixed));
  });
  test("and at least forty of which every form can say", () => {
    let inEvery = 0;
    for (const { text } of policies()) {
      const { root, problems } = readJson(text, PLACEHOLDERS);
      if (root?.kind !== "object" || problems.length > 0) continue;
      if (FORMS.every((form) => form.hold(root, text) !== undefined)) inEvery++;
      if (inEvery === 40) return;
    }
    assert.fail(`only ${inEvery}`);
  });
});

/** What every fix writes reads as the policy with its changes made on its values, and its finding is gone. */
function assertFixes(form: HostForm, file: string, { site, findings, reading }: ReadForm): number {
  let count = 0;
  const isWritten = !READ_FORMS.includes(form);
  assert.ok(isWritten || site.writer === undefined || site.isTaken, `${form.name} is only read`);
  for (const finding of isWritten ? findings : []) {
    for (const fix of finding.fixes?.() ?? []) {
      const title = `${form.name}: ${titleOf(fix)}`;
      const edits = site.writer?.edits(fix.changes);
      assert.ok(edits, `"${title}" cannot be written into ${file}`);
      const after = applyEdits(file, edits);
      const fixed = openForm(form, after);
      const [is, wanted] = [plainOf(fixed.root), plainAfter(site.root, fix.changes)];
      const isSame = form.keeps !== "meaning" ? (one: Plain) => one : meaningOf;
      assert.deepEqual(isSame(is), isSame(wanted), `"${title}" makes ${after}`);
      const left = findingsAbout(subjectFrom(fixed.root, fixed.broken, reading), ALL_CHECKS);
      const same = (all: readonly ReportedFinding[]): number =>
        all.filter(
          ({ code, message }) => code === finding.code && JSON.stringify(message) === JSON.stringify(finding.message),
        ).length;
      assert.ok(same(left) < same(findings), `"${title}" leaves ${finding.code} in ${after}`);
      count++;
    }
  }
  return count;
}

interface ReadForm {
  readonly site: Site;
  readonly findings: readonly ReportedFinding[];
  readonly reading: Reading;
}
