/** The small pieces of the panel: buttons, sentences and marks. */
import { type RichText } from "../../../server/src/lsp/protocol.ts";
import { html, type Html } from "./html-template.ts";
import { type PanelAction } from "./panel-message.ts";

export interface Button {
  readonly action: PanelAction;
  readonly at: readonly number[];
  readonly text: string;
  /** For what is not clear from the text alone; it begins with the text. */
  readonly label?: string;
  readonly look: "primary" | "secondary" | "link";
}

/** The id lets the focus stay where it was when the page is drawn again. */
export function button({ action, at, text, label, look }: Button): Html {
  const numbers = at.join(",");
  const named = label === undefined ? undefined : html` aria-label="${label}"`;
  return html`<button
    type="button"
    class="${look}"
    id="${action}-${at.join("-")}"
    data-action="${action}"
    data-at="${numbers}"
    ${named}
  >
    ${text}
  </button>`;
}

export function rich(text: RichText): Html {
  return html`${text.map(({ kind, text: piece }) => {
    switch (kind) {
      case "words":
        return html`${piece}`;
      case "strong":
        return html`<strong>${piece}</strong>`;
      case "code":
        return html`<code>${piece}</code>`;
    }
  })}`;
}

/** For labels. */
export function plain(text: RichText): string {
  return text.map(({ text: piece }) => piece).join("");
}

export type Mark = "yes" | "no" | "unknown" | "none";

/** Told apart by its form, not only by its color; what it means stands beside it or is said by `label`. */
export function mark(kind: Mark, label?: string): Html {
  const named = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg class="mark mark-${kind}" viewBox="0 0 16 16" width="16" height="16" focusable="false" ${named}>
    ${SHAPES[kind]}
  </svg>`;
}

const SHAPES: Readonly<Record<Mark, Html>> = {
  yes: html`<path d="M3 8.5 6.5 12 13 4.5" />`,
  no: html`<path d="M4 4 12 12 M12 4 4 12" />`,
  unknown: html`<path d="M5.5 6 C5.5 2.6 10.5 2.6 10.5 6 C10.5 8 8 8 8 10 M8 12.6 V13" />`,
  none: html`<path d="M4 8 H12" />`,
};
