/** The decision path as a picture: a line through the layers, with a mark for what each says. */
import { type DecisionPathView, type PathStepView } from "../../../server/src/lsp/protocol.ts";
import { breakable, mark, type Mark, rich } from "./controls.ts";
import { type Html, markup } from "./html-template.ts";

const MARKS: Readonly<Record<PathStepView["state"], Mark>> = {
  passed: "yes",
  blocked: "no",
  unknown: "unknown",
  "not-in-play": "none",
};

/** Each step says its state in words; the caption says the whole in a sentence. */
export function pathHtml({ summary, steps }: DecisionPathView): Html {
  const blocked = steps.findIndex(({ state }) => state === "blocked");
  return markup`<figure class="path">
    <ol>
      ${steps.map((step, index) => stepHtml(step, blocked >= 0 && index > blocked))}
    </ol>
    <figcaption>${summary}</figcaption>
  </figure>`;
}

function stepHtml({ state, label, stateInWords, detail, files }: PathStepView, behindBlock: boolean): Html {
  const rest = detail.length === 0 ? undefined : markup`<span class="step-detail">${rich(detail)}</span> `;
  const where =
    files.length === 0 ? undefined : markup`<span class="step-files">${breakable(filesInWords(files))}</span>`;
  return markup`<li class="step step-${state}${behindBlock ? " behind-block" : ""}">
<span class="node">${mark(MARKS[state])}</span>
<span class="step-words">
<span class="step-label">${label}</span> <strong class="step-state">${stateInWords}</strong> ${rest}${where}
</span>
</li>`;
}

function filesInWords(files: readonly string[]): string {
  const [first = "", ...rest] = files;
  const name = first.slice(first.lastIndexOf("/") + 1).replace(/\.jsonc?$/, "");
  return rest.length === 0 ? name : `${name} and ${rest.length} more`;
}
