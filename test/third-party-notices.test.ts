/**
 * Whose code and data ship is said in THIRD-PARTY-NOTICES.txt, with the whole of each licence. What is in the bundles is
 * known when they are built: the build writes the file, and fails on what may not ship.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { bundledPackages, dataPackages, thirdPartyNotices } from "../scripts/third-party-notices.mjs";

describe("a package", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "notices-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const packageWith = (name: string, license: unknown, files: Readonly<Record<string, string>>): string => {
    const path = join(folder, "node_modules", name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "package.json"), JSON.stringify({ name, version: "1.2.3", license }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  };

  test("is quoted with its licence and its notices", () => {
    const path = packageWith("kind", "Apache-2.0", {
      "LICENSE.md": "Do\r\nlike this.\r\n",
      NOTICE: "By us.",
      "a.js": "no",
    });
    const { text, refusals } = thirdPartyNotices([path]);
    assert.deepEqual(refusals, []);
    assert.match(text, /\nkind 1\.2\.3 \(Apache-2\.0\)\n\nDo\nlike this\.\n\nBy us\.\n$/);
  });

  for (const licence of [
    "AGPL-3.0-only",
    "BlueOak-1.0.0",
    "(MIT OR GPL-3.0)",
    "UNLICENSED",
    { type: "MIT" },
    undefined,
  ]) {
    test(`is refused under ${JSON.stringify(licence)}`, () => {
      const path = packageWith("strict", licence, { LICENSE: "…" });
      assert.match(thirdPartyNotices([path]).refusals.join(), /^strict 1\.2\.3 is under /);
    });
  }

  test("is refused without the text of its licence, whatever else it holds", () => {
    const path = packageWith("mute", "MIT", { "README.md": "MIT", NOTICE: "By us." });
    assert.deepEqual(thirdPartyNotices([path]).refusals, ["mute 1.2.3 has no file with its licence"]);
  });

  test("counts if some of its code is in a bundle, and the innermost one of a path does", () => {
    const inputs = {
      "server/src/own.ts": { bytesInOutput: 9 },
      "../main/node_modules/@us/outer/index.js": { bytesInOutput: 1 },
      "node_modules/outer/node_modules/@us/inner/lib/a.js": { bytesInOutput: 1 },
      "node_modules/outer/node_modules/@us/inner/lib/b.js": { bytesInOutput: 1 },
      "node_modules/shaken-off/index.js": { bytesInOutput: 0 },
    };
    assert.deepEqual(bundledPackages([{ outputs: { "dist/a.js": { inputs } } }], "/work/own"), [
      "/work/main/node_modules/@us/outer",
      "/work/own/node_modules/outer/node_modules/@us/inner",
    ]);
  });

  test("counts if its data ships", () => {
    const { text, refusals } = thirdPartyNotices(dataPackages(resolve(".")));
    assert.deepEqual(refusals, []);
    assert.match(text, /^@cloud-copilot\/iam-data \d/m);
  });
});
