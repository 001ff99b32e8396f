/** One denial: the verdict in a sentence, the path as a picture, then what did it, what would fix it and what is open. */
import { type DenialView, type NextStepView, type UnknownView } from "../../../server/src/lsp/protocol.ts";
import { button, mark, type Mark, plain, rich, shortened } from "./controls.ts";
import { fixHtml } from "./fix-html.ts";
import { type Html, markup } from "./html-template.ts";
import { type DoneFix } from "./panel-state.ts";
import { pathHtml } from "./path-html.ts";
import { placeHtml, statementHtml } from "./statement-html.ts";

export function denialHtml(view: DenialView, denial: number, done: readonly DoneFix[]): Html {
  const own = done.filter((fix) => fix.denial === denial);
  const sections = own.length > 0 ? sectionsAfterFix(view, denial, own) : sectionsOf(view, denial);
  const head = own.length > 0 ? view.afterFix : view;
  const look = own.length === 0 ? view.verdict : view.afterFix.settled ? "settled" : "unsettled";
  return markup`<article class="denial verdict-${look}" aria-labelledby="verdict-${denial}">
    <h2 id="verdict-${denial}" tabindex="-1">
      <span class="badge">${mark(VERDICT_MARKS.get(look) ?? "unknown")}</span><span>${rich(head.title)}</span>
    </h2>
    <p class="summary">${rich(head.summary)}</p>
    ${sections}
  </article>`;
}

const VERDICT_MARKS: ReadonlyMap<string, Mark> = new Map<string, Mark>([
  ["explained", "no"],
  ["workspace-allows", "unknown"],
  ["not-covered", "unknown"],
  ["contradiction", "unknown"],
  ["not-a-denial", "none"],
  ["settled", "yes"],
  ["unsettled", "unknown"],
]);

function sectionsOf(view: DenialView, denial: number): Html {
  return markup`${pathSection(view.path, denial)} ${culpritsSection(view, denial)} ${nearMissesSection(view, denial)}
  ${fixesSection(view, denial)} ${sharedSections(view, denial)}`;
}

/** What was at fault, and what to do about it, is shown as long as it still is: then the summary says how to go on. */
function sectionsAfterFix(view: DenialView, denial: number, done: readonly DoneFix[]): Html {
  const { settled, path } = view.afterFix;
  return markup`${section("done", denial, "Done", doneHtml(done))} ${pathSection(path, denial)}
  ${settled ? undefined : markup`${culpritsSection(view, denial)}${nearMissesSection(view, denial)}${fixesSection(view, denial)}`}
  ${sharedSections(settled ? { ...view, next: [] } : view, denial)}`;
}

function doneHtml(done: readonly DoneFix[]): Html {
  return markup`<ul class="done">${done.map(({ title, files }) => {
    const where = `In ${files.join(" and ")}. Undo in the editor takes it back; save to keep it.`;
    return markup`<li>${mark("yes")} <span>${rich(title)}. <span class="muted">${where}</span></span></li>`;
  })}</ul>`;
}

function pathSection(path: DenialView["path"], denial: number): Html | undefined {
  return path.steps.length === 0 ? undefined : section("path", denial, "Decision path", pathHtml(path));
}

function culpritsSection({ culprits }: DenialView, denial: number): Html | undefined {
  if (culprits.length === 0) return undefined;
  const heading = culprits.length === 1 ? "The statement that denies" : "The statements that deny";
  const shown = culprits.map((one) => statementHtml(one, { kind: "statement that denies", withCode: true }));
  return section("culprits", denial, heading, markup`${shown}`);
}

function nearMissesSection({ nearMisses }: DenialView, denial: number): Html | undefined {
  if (nearMisses.length === 0) return undefined;
  const shown = nearMisses.map((one) => statementHtml(one, { kind: "nearest statement", withCode: false }));
  return section("near", denial, "Nearest statements", markup`${shown}`);
}

/** Those that change policies, then those that only say what is known of policies; each keeps its number. */
function fixesSection({ fixes }: DenialView, denial: number): Html {
  const shown = fixes.map((fix, index) => ({ ...fix, html: fixHtml(fix, [denial, index]) }));
  const ofPolicies = shown.filter(({ isOfPolicy }) => isOfPolicy);
  const others = shown.filter(({ isOfPolicy }) => !isOfPolicy);
  return markup`${fixList("fixes", "What would fix it", ofPolicies, denial)}
  ${fixList("attachments", "What would make the answer more certain", others, denial)}`;
}

function fixList(
  id: string,
  heading: string,
  fixes: readonly { readonly html: Html }[],
  denial: number,
): Html | undefined {
  if (fixes.length === 0) return undefined;
  return section(
    id,
    denial,
    heading,
    markup`<ol class="fixes">
      ${fixes.map(({ html }) => html)}
    </ol>`,
  );
}

function sharedSections(view: DenialView, denial: number): Html {
  const { allowedBy, unknowns, assumptions, deniedNext, next, request, message } = view;
  const allowing = allowedBy.map(
    (one) => markup`<li>${placeHtml(one, "statement that allows it")} ${rich(one.phrase)}</li>`,
  );
  const unknown = unknowns.map((one, index) => unknownHtml(one, [denial, index]));
  const assumed = assumptions.map((one) => markup`<li>${rich(one)}</li>`);
  const steps = next.map((one, index) => nextHtml(one, [denial, index]));
  return markup`${list("allowing", denial, "Statements here that allow it", allowing)}
    ${list("unknowns", denial, "Would change the answer", unknown)}
    ${deniedNext === undefined ? undefined : section("next-layer", denial, "What would deny next", markup`<p>${rich(deniedNext)}</p>`)}
    ${list("next", denial, "What to do next", steps)} ${list("assumptions", denial, "Assumed", assumed)}
    <details id="message-${denial}">
      <summary>The request and the message</summary>
      <dl>
        ${request.map(
          ({ label, value }) =>
            markup`<div>
              <dt>${label}</dt>
              <dd>${rich(value)}</dd>
            </div>`,
        )}
      </dl>
      <pre class="message" role="group" aria-label="The message">${message.join("\n")}</pre>
    </details>`;
}

function unknownHtml({ words, fact }: UnknownView, at: readonly number[]): Html {
  const tell =
    fact === undefined
      ? undefined
      : button({
          action: "tell-unknown",
          at,
          text: "Add This Fact",
          label: `Add This Fact: ${fact}`,
          look: "secondary",
        });
  return markup`<li>${rich(words)} ${tell}</li>`;
}

function nextHtml(
  { words, commands, code, fact, workspaceFile }: NextStepView,
  at: readonly [denial: number, step: number],
): Html {
  const tell =
    fact === undefined
      ? undefined
      : button({ action: "tell-step", at, text: "Add This Fact", label: `Add This Fact: ${fact}`, look: "secondary" });
  const below = [
    ...commands.map((command, index) => commandHtml(command, [...at, index])),
    ...(code === undefined ? [] : [linesToCopyHtml(code, at)]),
  ];
  return markup`<li>${rich(words)} ${tell}${below} ${workspaceFileHtml(workspaceFile, at)}</li>`;
}

function workspaceFileHtml(place: NextStepView["workspaceFile"], at: readonly number[]): Html | undefined {
  if (place === undefined) return undefined;
  const text = place === null ? "Create iam-verdict.json" : "Open iam-verdict.json";
  return button({ action: "open-workspace-file", at, text, label: text, look: "secondary" });
}

function linesToCopyHtml(code: string, at: readonly number[]): Html {
  const copy = button({ action: "copy-code", at, text: "Copy", label: "Copy these lines", look: "secondary" });
  return markup`<div class="command"><pre role="group" aria-label="Lines to copy">${code}</pre> ${copy}</div>`;
}

/** A longer one is copied whole all the same. */
const LONGEST_COMMAND = 2_000;

function commandHtml(command: string, at: readonly number[]): Html {
  const copy = button({ action: "copy-command", at, text: "Copy", label: `Copy: ${command}`, look: "secondary" });
  return markup`<div class="command"><code>${shortened(command, LONGEST_COMMAND)}</code> ${copy}</div>`;
}

function list(id: string, denial: number, heading: string, items: readonly Html[]): Html | undefined {
  return items.length === 0
    ? undefined
    : section(
        id,
        denial,
        heading,
        markup`<ul>
          ${items}
        </ul>`,
      );
}

function section(id: string, denial: number, heading: string, content: Html): Html {
  return markup`<section aria-labelledby="${id}-${denial}">
    <h3 id="${id}-${denial}">${heading}</h3>
    ${content}
  </section>`;
}

/** For a list of several: the title of one. */
export function denialTitle(view: DenialView): string {
  const action = view.request.find(({ label }) => label === "Action");
  return `${action === undefined ? "" : `${plain(action.value)}: `}${plain(view.title)}`;
}
