import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { describe, test } from "node:test";
import picomatch from "picomatch";
import { extensionPage } from "../scripts/extension-page.mjs";
import { takenCopies } from "../scripts/one-copy.mjs";
import expected from "../scripts/packaged-files.json";

const [first, ...allowed] = readFileSync(".vscodeignore", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
/** The documentation: the pages of the checks, which findings link to, and the pages that these and the README link to. */
const PAGES = ["!docs/*.md", "!docs/checks/*.md"];
const isBuilt = (file: string): boolean => file.startsWith("dist/") || file === "THIRD-PARTY-NOTICES.txt";

test("what ships is named: nothing is in the package only because nobody kept it out", () => {
  assert.equal(first, "**");
  for (const line of allowed) assert.match(line, /^![^*]+(\*\.[a-z]+)?$/);
});

// Packaging itself compares the list with what the packaging tool would take; that walks every folder and is slow.
test("the files that may ship are the files that are expected to", () => {
  const found = allowed.flatMap((line) => (PAGES.includes(line) ? [line.slice(1)] : filesOf(line.slice(1)))).sort();
  assert.deepEqual(
    found.filter((file) => !isBuilt(file)),
    expected.filter((file) => !isBuilt(file)),
  );
  // A build may still be to come, but what it leaves behind must be expected.
  assert.deepEqual(
    found.filter((file) => isBuilt(file) && !expected.includes(file)),
    [],
  );
});

test("of a package in one version at several places one copy is bundled, and another version stays itself", () => {
  const taken = takenCopies({
    "": { name: "project", version: "1.0.0" },
    "node_modules/core": { version: "1.0.0" },
    "node_modules/b/node_modules/core": { version: "2.0.0" },
    "node_modules/a/node_modules/core": { version: "2.0.0" },
    "node_modules/other-name": { name: "core", version: "1.0.0" },
    "node_modules/linked": { name: "core", version: "2.0.0", link: true },
  });
  assert.deepEqual(
    [...taken],
    [
      ["node_modules/b/node_modules/core", "node_modules/a/node_modules/core"],
      ["node_modules/other-name", "node_modules/core"],
    ],
  );
});

describe("the extension's page", () => {
  const readText = (path: string): string => readFileSync(path, "utf8");
  const readImage = (path: string): Buffer => readFileSync(path);
  const page = extensionPage(readText("README.md"), { readText, readImage });

  test("carries its picture, and begins with how to install the extension", () => {
    const shown = page.split(/^## /m);
    assert.match(shown[0] ?? "", /!\[[^\]]+\]\(data:image\/png;base64,/);
    assert.match(shown[1] ?? "", /^Install\n/);
    // The bytes of the picture may spell anything.
    assert.doesNotMatch(page.replace(/data:image[^)]*/g, ""), /npm/);
    assert.equal(page.match(/data:image/g)?.length, 1);
  });

  test("links to nothing that has no address", () =>
    assert.deepEqual(
      [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, to = ""]) => to).filter((to) => !/^(https:|data:image)/.test(to)),
      [],
    ));

  test("a link to a page becomes the page's name, and one that leads nowhere is refused", () => {
    const sources = { readText: () => "# Hovers\n", readImage };
    assert.equal(extensionPage("See [More](docs/hover.md).\n", sources), "See More: _Hovers_.\n");
    assert.equal(extensionPage("[one page](docs/hover.md#x)\n", sources), "one page (_Hovers_)\n");
    assert.throws(() => extensionPage("[it](elsewhere.txt)", sources), /cannot link to \(elsewhere\.txt\)/);
  });
});

// In the package there are only the pages; whatever else they link to needs an address.
test("every page of the documentation links only to pages that ship", () => {
  const broken = ["docs", "docs/checks"].flatMap((folder) =>
    filesOf(`${folder}/*.md`).flatMap((page) =>
      [...readFileSync(page, "utf8").matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, to = ""]) => to)
        .filter((to) => !/^(https?:|#)/.test(to))
        .map((to) => posix.join(posix.dirname(page), to.replace(/#.*$/, "")))
        .filter((to) => !/^docs\/(checks\/)?[^/]+\.md$/.test(to) || !existsSync(to))
        .map((to) => `${page} links to ${to}`),
    ),
  );
  assert.deepEqual(broken, []);
});

function filesOf(pattern: string): string[] {
  const folder = posix.dirname(pattern);
  if (!existsSync(folder)) return [];
  const isNamed = picomatch(posix.basename(pattern));
  return readdirSync(folder)
    .filter((name) => isNamed(name))
    .map((name) => posix.join(folder, name));
}
