/** Markup that can neither run nor load anything. */
import assert from "node:assert/strict";
import { tagsOf } from "./panel-fixture.ts";

export function assertHarmless(content: string): void {
  for (const { name, attributes } of tagsOf(content)) {
    assert.ok(TAGS.has(name), `<${name}>`);
    for (const [key, value] of attributes) {
      assert.ok(ATTRIBUTES.has(key), `${key} in <${name}>`);
      if (key === "href") assert.match(value, /^#verdict-\d+$/);
      if (key === "data-at") assert.match(value, /^(\d+(,\d+)*)?$/);
      if (key === "id") assert.match(value, /^[a-z-]+[\d-]*$/);
    }
  }
}

/** Everything that the panel ever writes; nothing here can run or load anything. */
const TAGS = new Set(
  "h1 h2 h3 div p span strong code button svg path figure figcaption ol ul li section article nav a table caption thead tbody tr th td pre ins del details summary dl dt dd wbr".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  "class id type role tabindex href scope focusable viewBox width height d data-action data-at aria-label aria-labelledby aria-hidden".split(
    " ",
  ),
);
