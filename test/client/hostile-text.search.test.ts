/** Whatever a message, a policy, a file name or a fact says, the panel shows it as text. */
import { describe, test } from "node:test";
import fc from "fast-check";
import { htmlToString, markup } from "../../client/src/denial-panel/html-template.ts";
import { assertHarmless } from "./assert-harmless.ts";
import { searching } from "../support/searching.ts";

describe("hostile text in the panel", () => {
  test("no text can close what it stands in", () => {
    const signs = Array.from("<>\"'`&=/ \\-!ab[]()$\u202e\u0000").concat("\ud800");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs)), (parts) => {
        const text = parts.join("");
        assertHarmless(htmlToString(markup`<p class="${text}">${text}<code>${[markup`${text}`]}</code></p>`));
      }),
      searching(100),
    );
  });
});
