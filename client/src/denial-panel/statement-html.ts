/** Statements: where they stand, what they say, and element by element how they meet the request. */
import { type ElementView, type StatementView } from "../../../server/src/lsp/protocol.ts";
import { button, mark, rich } from "./controls.ts";
import { type Html, markup } from "./html-template.ts";

export interface StatementLook {
  /** Says which statement a control is about. */
  readonly kind: string;
  readonly withCode: boolean;
}

export function statementHtml(statement: StatementView, { kind, withCode }: StatementLook): Html {
  const { phrase, code, elements } = statement;
  return markup`<div class="statement">
    <p class="statement-place">${placeHtml(statement, kind)} ${rich(phrase)}</p>
    ${withCode ? codeHtml(code) : undefined}
    ${elements.length === 0 ? undefined : elementsHtml(elements, statement.label)}
  </div>`;
}

/** A place that the server has no file for is named without a link. */
export function placeHtml({ link, label }: StatementView, kind: string): Html {
  if (link === undefined) return markup`<code>${label}</code>`;
  return button({ action: "open-place", at: [link], text: label, label: `${label}, open the ${kind}`, look: "link" });
}

function codeHtml(lines: readonly string[]): Html {
  return markup`<pre role="group" aria-label="The statement as written"><code>${lines.join("\n")}</code></pre>`;
}

const TRUTHS = {
  yes: ["yes", "matches"],
  no: ["no", "does not match"],
  unknown: ["unknown", "not known"],
} as const;

/** The roles are said because a narrow panel lays the rows out one below the other, and would lose them. */
function elementsHtml(elements: readonly ElementView[], label: string): Html {
  return markup`<table role="table">
    <caption class="hidden">
      How ${label} meets the request
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col"><span class="hidden">Match</span></th>
        <th role="columnheader" scope="col">Element</th>
        <th role="columnheader" scope="col">${HAVE}</th>
        <th role="columnheader" scope="col">${NEED}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${elements.map(({ truth, element, have, need }) => {
        const [kind, words] = TRUTHS[truth];
        return markup`<tr role="row" class="truth-${truth}">
          <td role="cell">${mark(kind, words)}</td>
          <th role="rowheader" scope="row">${element}</th>
          <td role="cell">${sideName(HAVE)}${rich(have)}</td>
          <td role="cell">${sideName(NEED)}${rich(need)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

const HAVE = "The statement has";
const NEED = "The request has";

/** Seen where there is no room for the columns; who hears the table hears their headings. */
function sideName(words: string): Html {
  return markup`<span class="side" aria-hidden="true">${words}</span>`;
}
