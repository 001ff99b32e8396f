/** The two small matchers, against the plainest way to say the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fillsTemplate, keyTemplateOf } from "../../server/src/catalog/key-template.ts";
import { matchesName } from "../../server/src/catalog/match-name.ts";
import { searching } from "../support/searching.ts";

const shortText = (letters: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...Array.from(letters)), { maxLength: 8 }).map((characters) => characters.join(""));

test("a pattern matches the names that its regular expression matches", () => {
  fc.assert(
    fc.property(shortText("ab*?"), shortText("ab"), (pattern, name) => {
      const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      assert.equal(matchesName(pattern, name), expression.test(name));
    }),
    searching(500),
  );
});

test("a template is filled by the names that its regular expression matches", () => {
  const template = shortText("ab.P").map((text) => text.replaceAll("P", "${p}"));
  fc.assert(
    fc.property(template, shortText("ab."), (key, name) => {
      const found = keyTemplateOf(key);
      if (found === undefined) {
        assert.equal(key.includes("${p}"), false);
        return;
      }
      const expression = new RegExp(`^${key.replaceAll(".", "\\.").replaceAll("${p}", ".+")}$`);
      assert.equal(fillsTemplate(found, name), expression.test(name), `${key} and ${name}`);
    }),
    searching(500),
  );
});
