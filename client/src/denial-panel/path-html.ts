/** The decision path as a picture: a line through the layers, with a mark for what each says. */
import { type DecisionPathView, type PathStepView } from "../../../server/src/lsp/protocol.ts";
import { mark, type Mark, rich } from "./controls.ts";
import { html, type Html } from "./html-template.ts";

const MARKS: Readonly<Record<PathStepView["state"], Mark>> = {
  passed: "yes",
  blocked: "no",
  unknown: "unknown",
  "not-in-play": "none",
};

/** `heading` is the element's id and the heading level is the caller's. */
export function pathHtml({ summary, steps }: DecisionPathView): Html {
  const blocked = steps.findIndex(({ state }) => state === "blocked");
  return html`<figure class="path">
    <ol>
      ${steps.map((step, index) => stepHtml(step, blocked >= 0 && index > blocked))}
    </ol>
    <figcaption>${summary}</figcaption>
  </figure>`;
}

function stepHtml({ state, label, stateInWords, detail, files }: PathStepView, behindBlock: boolean): Html {
  return html`<li class="step step-${state}${behindBlock ? " behind-block" : ""}">
    <span class="node">${mark(MARKS[state])}</span>
    <span class="step-words"
      ><span class="step-label">${label}</span> <strong class="step-state">${stateInWords}</strong>
      <span class="step-detail">${rich(detail)}</span
      >${files.length === 0 ? undefined : html` <span class="step-files">${filesInWords(files)}</span>`}</span
    >
  </li>`;
}

function filesInWords(files: readonly string[]): string {
  const [first = "", ...rest] = files;
  const name = first.slice(first.lastIndexOf("/") + 1);
  return rest.length === 0 ? name : `${name} and ${rest.length} more`;
}
