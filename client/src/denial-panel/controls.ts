/** The small pieces of the panel: buttons, sentences and marks. */
import { type RichText } from "../../../server/src/lsp/protocol.ts";
import { type Html, markup } from "./html-template.ts";
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
  const named = label === undefined ? undefined : markup` aria-label="${shortened(label)}"`;
  const place = markup`data-action="${action}" data-at="${at.join(",")}"`;
  return markup`<button type="button" class="${look}" id="${action}-${at.join("-")}" ${place}${named}>${text}</button>`;
}

export function rich(text: RichText): Html {
  return markup`${text.map(({ kind, text: piece }) => {
    switch (kind) {
      case "words":
        return markup`${piece}`;
      case "strong":
        return markup`<strong>${piece}</strong>`;
      case "code":
        return markup`<code>${breakable(piece)}</code>`;
    }
  })}`;
}

/** A long ARN or name goes on in the next line behind a colon, a slash or a mark in it, not within a word. */
export function breakable(text: string): readonly Html[] {
  const parts = text.split(/(?<=[:/._])(?=[^:/._])/);
  return parts.map((part, at) => (at === 0 ? markup`${part}` : markup`<wbr />${part}`));
}

/** Sentences come from the server with their names cut; keys, values and commands come whole. The end tells ARNs apart. */
export function shortened(text: string, most = LONGEST_SHOWN): string {
  return text.length > most ? `${text.slice(0, most - SHOWN_END)}…${text.slice(-SHOWN_END)}` : text;
}

const LONGEST_SHOWN = 160;
const SHOWN_END = 60;

/** For labels. */
export function plain(text: RichText): string {
  return text.map(({ text: piece }) => piece).join("");
}

export type Mark = "yes" | "no" | "unknown" | "none";

/** Told apart by its form, not only by its color; what it means stands beside it or is said by `label`. */
export function mark(kind: Mark, label?: string): Html {
  const named = label === undefined ? markup`aria-hidden="true"` : markup`role="img" aria-label="${label}"`;
  const box = markup`viewBox="0 0 16 16" width="16" height="16" focusable="false"`;
  return markup`<svg class="mark mark-${kind}" ${box} ${named}>${SHAPES[kind]}</svg>`;
}

const SHAPES: Readonly<Record<Mark, Html>> = {
  yes: markup`<path d="M3 8.5 6.5 12 13 4.5" />`,
  no: markup`<path d="M4 4 12 12 M12 4 4 12" />`,
  unknown: markup`<path d="M5.5 6 C5.5 2.6 10.5 2.6 10.5 6 C10.5 8 8 8 8 10 M8 12.6 V13" />`,
  none: markup`<path d="M4 8 H12" />`,
};
