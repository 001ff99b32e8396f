/** Fixes: what each does and risks, the lines it changes, and the buttons that preview and make it. */
import { type FixPreviewView, type FixView } from "../../../server/src/lsp/protocol.ts";
import { button, plain, rich } from "./controls.ts";
import { type Html, markup } from "./html-template.ts";

/** `at` says which fix it is: the denial and the fix, counted from 0. */
export function fixHtml({ title, risk, preview, edits }: FixView, at: readonly [denial: number, fix: number]): Html {
  const name = plain(title);
  return markup`<li class="fix">
    <p class="fix-title">${rich(title)}.</p>
    ${risk === undefined ? undefined : markup`<p class="risk">${rich(risk)}</p>`} ${preview.map(previewHtml)}
    ${
      edits.length === 0
        ? undefined
        : markup`<p class="actions">
            ${button({ action: "preview-fix", at, text: "Preview Change", label: `Preview Change: ${name}`, look: "primary" })}
            ${button({ action: "apply-fix", at, text: "Apply", label: `Apply: ${name}`, look: "secondary" })}
          </p>`
    }
  </li>`;
}

function previewHtml({ label, lines }: FixPreviewView): Html {
  const shown = [markup`<span class="diff-file">${label}</span>`, ...lines.map(lineHtml)];
  return markup`<pre class="diff" role="group" aria-label="Lines of ${label} that change">${shown}</pre>`;
}

function lineHtml({ mark, text }: FixPreviewView["lines"][number]): Html {
  const line = markup`<span class="diff-mark">${mark}</span>${text}`;
  switch (mark) {
    case "+":
      return markup`<ins>${line}</ins>`;
    case "-":
      return markup`<del>${line}</del>`;
    case " ":
      return markup`<span class="diff-kept">${line}</span>`;
  }
}
