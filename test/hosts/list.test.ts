/** What is read is said in one list, the hosts; the manifest, the client and the grammars repeat it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { POLICY_DOCUMENTS, POLICY_FILES, POLICY_LANGUAGES, READ_DOCUMENTS } from "../../client/src/policy-languages.ts";
import { HOST_IDS } from "../../server/src/hosts/host.ts";
import { HOSTS, hostOf, isPolicyFile, POLICY_FILES as HOST_FILES } from "../../server/src/hosts/index.ts";

interface Grammar {
  readonly language?: string;
  readonly scopeName: string;
  readonly injectTo?: readonly string[];
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly languages: readonly { readonly id: string }[];
    readonly grammars: readonly Grammar[];
  };
}

const readManifest = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8")) as Manifest;
const manifest = readManifest("package.json");
const languages = HOSTS.flatMap((host) => host.languages).sort();
/** Those of files that hold what is in force: for examples alone nothing is woken, listed or watched. */
const hosts = HOSTS.filter(({ shows }) => shows !== "examples");
const languagesOfPolicies = hosts.flatMap((host) => host.languages).sort();

describe("the list of hosts", () => {
  test("has every id once", () =>
    assert.deepEqual(
      HOSTS.map(({ id }) => id),
      HOST_IDS,
    ));

  test("names every language and every ending once, so that it is clear who reads what", () => {
    assert.equal(new Set(languages).size, languages.length);
    const endings = HOSTS.flatMap(({ files }) => files);
    assert.equal(new Set(endings).size, endings.length);
    for (const { id, languages: own } of HOSTS) {
      for (const languageId of own) assert.equal(hostOf({ path: "a.txt", languageId })?.id, id);
    }
  });

  test("reads what an editor has no language for by its ending, and leaves alone what somebody made a plain text", () => {
    const hostNamed = (path: string, languageId = "plaintext"): string | undefined => hostOf({ path, languageId })?.id;
    assert.equal(hostNamed("main.tf"), "terraform");
    assert.equal(hostNamed("MAIN.TOFU"), "terraform");
    assert.equal(hostNamed("main.tf", "python"), undefined);
    for (const path of ["policy.json", "template.yaml", "notes.txt", "tf"]) assert.equal(hostNamed(path), undefined);
    const asked = POLICY_DOCUMENTS.flatMap((one) => ("pattern" in one ? [one] : []));
    const endings = hosts.flatMap(({ files }) => files).filter((ending) => !/^\.(?:jsonc?|ya?ml)$/.test(ending));
    assert.deepEqual(
      asked.map(({ pattern }) =>
        pattern
          .replace(/^.*\{|\}$/g, "")
          .split(",")
          .sort(),
      ),
      [endings.map((ending) => ending.slice(1)).sort()],
    );
  });

  test("wakes the extension", () =>
    assert.deepEqual(
      manifest.activationEvents.flatMap((event) => (event.startsWith("onLanguage:") ? [event.slice(11)] : [])).sort(),
      languagesOfPolicies,
    ));

  test("is what the client asks the server about, and watches", () => {
    assert.deepEqual(POLICY_LANGUAGES.map(({ language }) => language).sort(), languagesOfPolicies);
    const read = READ_DOCUMENTS.flatMap((one) => ("pattern" in one ? [] : one.language));
    assert.deepEqual(read.sort(), [...languages, "plaintext"].sort());
    assert.equal(POLICY_FILES, HOST_FILES);
    for (const ending of hosts.flatMap(({ files }) => files)) assert.ok(isPolicyFile(`A/B${ending.toUpperCase()}`));
    assert.ok(!isPolicyFile("json"));
    assert.ok(!isPolicyFile("README.md"));
  });

  test("has its own languages from the manifest", () => {
    const contributed = manifest.contributes.languages.map(({ id }) => id);
    for (const language of HOSTS.flatMap(({ ownLanguages }) => ownLanguages)) assert.ok(contributed.includes(language));
  });

  test("is coloured: a language of ours has a grammar, and ours is injected into that of JSON", () => {
    const { grammars } = manifest.contributes;
    const scopes = readManifest("test/syntaxes/support/manifest.json").contributes.grammars;
    const injected = new Set(grammars.flatMap(({ injectTo }) => injectTo ?? []));
    const coloured = HOSTS.flatMap((host) => (host.id === "json" ? host.languages : host.ownLanguages));
    const plain = coloured.filter((language) => !grammars.some((grammar) => grammar.language === language));
    assert.deepEqual(
      plain.filter((language) => !scopes.some((one) => one.language === language && injected.has(one.scopeName))),
      [],
    );
  });
});
