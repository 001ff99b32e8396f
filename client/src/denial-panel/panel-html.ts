/** The panel's page: a shell that forbids everything but its own script and style, and the content to be put into it. */
import { button, shortened } from "./controls.ts";
import { denialHtml, denialTitle } from "./denial-html.ts";
import { htmlToString, type Html, markup } from "./html-template.ts";
import { type PanelState, type ToldFact } from "./panel-state.ts";

export interface PageSources {
  /** New for each page: 32 letters and digits. */
  readonly nonce: string;
  /** The address of the script. */
  readonly script: string;
  /** The style sheet itself: a page that had to load it would first be painted without. */
  readonly style: string;
}

/** Nothing is loaded from elsewhere, nothing in the content runs, and the page can go nowhere. */
export function panelPage({ nonce, script, style }: PageSources, content: string): string {
  const [head = "", body = "", end = ""] = htmlToString(
    markup`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta
            http-equiv="Content-Security-Policy"
            content="default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'"
          />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Explanation of AccessDenied</title>
          <style nonce="${nonce}">${GAP}</style>
        </head>
        <body>
          <div id="status" class="hidden" role="status" aria-live="polite"></div>
          <main id="content">${GAP}</main>
          <script nonce="${nonce}" src="${script}"></script>
        </body>
      </html>`,
  ).split(htmlToString(GAP));
  return head + style + body + content + end;
}

/** Where something is put in as it is. */
const GAP = markup`<!---->`;

export interface PanelAbilities {
  /** False in a browser alone. */
  readonly canAskAws: boolean;
}

/** What stands inside `main`. */
export function panelContent({ result, facts, done, notice }: PanelState, { canAskAws }: PanelAbilities): string {
  const { denials } = result;
  return htmlToString(
    markup`<h1 class="hidden">Explanation of AccessDenied</h1>
      <div class="toolbar" role="group" aria-label="Explanation">
        ${button({ action: "explain-again", at: [], text: "Explain Again", look: "secondary" })}
        ${button({ action: "tell-fact", at: [], text: "Add a Fact", look: "secondary" })}
        ${button({ action: "copy-markdown", at: [], text: "Copy as Markdown", look: "secondary" })}
        ${button({ action: "show-text", at: [], text: "Show as Text", look: "secondary" })}
        ${button({ action: "show-recent", at: [], text: "Recent", label: "Recent explanations", look: "secondary" })}
      </div>
      ${canAskAws && denials.length > 0 ? awsToolbar() : undefined}
      ${notice === undefined ? undefined : markup`<p class="notice" id="notice">${notice}</p>`}
      ${denials.length > 1 ? contentsHtml(denials.map(denialTitle)) : undefined}
      ${facts.length === 0 ? undefined : factsHtml(facts)}
      ${denials.map((view, index) => denialHtml(view, index, done))}`,
  );
}

/** Nothing is sent before one of them is pressed. */
function awsToolbar(): Html {
  return markup`<div class="toolbar" role="group" aria-label="AWS">
    ${button({ action: "aws-fetch", at: [], text: "Fetch from AWS", label: "Fetch from AWS: the policies of what the message names", look: "secondary" })}
    ${button({ action: "aws-ask", at: [], text: "Ask AWS", label: "Ask AWS: what its policy simulator says", look: "secondary" })}
    ${button({ action: "aws-who-am-i", at: [], text: "Who Am I", label: "Who Am I: whose AWS credentials these are", look: "secondary" })}
  </div>`;
}

function contentsHtml(titles: readonly string[]): Html {
  return markup`<nav aria-label="Denials of this text">
    <p>${titles.length} denials are in this text.</p>
    <ol>
      ${titles.map((title, index) => markup`<li><a href="#verdict-${index}">${title}</a></li>`)}
    </ol>
  </nav>`;
}

function factsHtml(facts: readonly ToldFact[]): Html {
  const shown = facts.map(({ key, value }, index) => {
    const label = `Remove: ${key}`;
    const remove = button({ action: "remove-fact", at: [index], text: "Remove", label, look: "secondary" });
    return markup`<li><code>${shortened(key)}</code> is <code>${shortened(value)}</code> ${remove}</li>`;
  });
  return markup`<section class="facts" aria-labelledby="facts"><h2 id="facts">Facts you added</h2>
<ul>${shown}</ul></section>`;
}
