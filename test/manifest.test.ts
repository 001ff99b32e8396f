/** package.json says what the code does: every check has its setting, every grammar and schema its file. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { CHECK_GROUPS, GROUP_SUMMARIES } from "../server/src/checks/check-groups.ts";
import { ALL_CHECKS } from "../server/src/checks/index.ts";
import { SEVERITIES } from "../server/src/checks/check.ts";
import { TOKEN_LEGEND } from "../server/src/lsp/features/semantic-tokens.ts";
import { PANEL_TYPE } from "../client/src/denial-panel/panel-type.ts";
import { POLICY_KINDS } from "../server/src/policy/policy.ts";

interface Manifest {
  icon: string;
  activationEvents: string[];
  contributes: {
    languages: { configuration?: string }[];
    grammars: { path: string; scopeName: string }[];
    semanticTokenTypes: { id: string }[];
    semanticTokenModifiers: { id: string }[];
    semanticTokenScopes: { language?: string; scopes: Record<string, string[]> }[];
    jsonValidation: { url: string }[];
    commands: { command: string }[];
    walkthroughs: {
      steps: {
        id: string;
        description: string;
        completionEvents: string[];
        media: { image?: string; markdown?: string };
      }[];
    }[];
    menus: Record<"commandPalette" | "editor/context" | "terminal/context", { command: string; when: string }[]>;
    configuration: { title: string; order: number; properties: Record<string, Setting> }[];
  };
}

interface Setting {
  order: number;
  items?: { properties: { kind: { enum: string[]; enumDescriptions: string[] } } };
  properties?: object;
}

const text = readFileSync("package.json", "utf8");
const manifest = JSON.parse(text) as Manifest;
const words = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;
const settings = settingsOf(manifest);

function settingsOf({ contributes }: Manifest): Record<string, Setting> {
  return Object.fromEntries(contributes.configuration.flatMap(({ properties }) => Object.entries(properties)));
}

/** What the settings editor offers for each group, and for each check: its summary, its severities, its own one first among equals. */
const severitySettings: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    CHECK_GROUPS.map((group) => [
      group,
      { type: "string", enum: [...SEVERITIES, "off"], description: `%severity.${group}%` },
    ]),
  ),
  ...Object.fromEntries(
    ALL_CHECKS.map(({ code, severity }) => [
      code,
      { type: "string", enum: [...SEVERITIES, "off"], default: severity, description: `%severity.${code}%` },
    ]),
  ),
};

/** What those descriptions say, by their keys. */
const severityWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries(CHECK_GROUPS.map((group) => [`severity.${group}`, GROUP_SUMMARIES[group]])),
  ...Object.fromEntries(ALL_CHECKS.map(({ code, summary }) => [`severity.${code}`, summary])),
};

/** Where the manifest holds words that are shown: each is a key of package.nls.json. */
const SHOWN =
  /\.(?:displayName|title|shortTitle|category|altText|label|contents|\w*[dD]escription|\w*Descriptions\.\d+|aliases\.0)$/;

/** Beginnings of scopes that every theme of VS Code gives a colour. */
const KNOWN_TO_THEMES = /^(?:comment|constant\.character|invalid|string|variable)\./;

/** Every text of the manifest with its path. */
function textsOf(value: unknown, path = ""): (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => textsOf(inner, `${path}.${name}`));
}

describe("the manifest", () => {
  test("has a setting for the severity of every check and group, and for no other", () => {
    if (process.env["UPDATE"] === "1") {
      const updated = JSON.parse(text) as Manifest;
      const severity = settingsOf(updated)["iamVerdict.severity"];
      if (severity !== undefined) severity.properties = severitySettings;
      writeFileSync("package.json", `${JSON.stringify(updated, null, 2)}\n`);
      const others = Object.entries(words).filter(([key]) => !key.startsWith("severity."));
      writeFileSync(
        "package.nls.json",
        `${JSON.stringify({ ...Object.fromEntries(others), ...severityWords }, null, 2)}\n`,
      );
      return;
    }
    assert.deepEqual(settings["iamVerdict.severity"]?.properties, severitySettings, "run: UPDATE=1 npm test manifest");
    const said = Object.entries(words).filter(([key]) => key.startsWith("severity."));
    assert.deepEqual(Object.fromEntries(said), severityWords, "run: UPDATE=1 npm test manifest");
  });

  test("says everything by a key of package.nls.json, where each is used", () => {
    const shown = textsOf(manifest.contributes).filter(([path]) => SHOWN.test(path));
    assert.deepEqual(
      shown.filter(([, said]) => !/^%[^%\s]+%$/.test(said)),
      [],
      "words that are not in package.nls.json",
    );
    const keys = textsOf(manifest).flatMap(([, said]) => /^%([^%\s]+)%$/.exec(said)?.[1] ?? []);
    assert.deepEqual([...new Set(keys)].sort(), Object.keys(words).sort());
    assert.deepEqual(
      Object.entries(words).filter(([, said]) => said.trim() === ""),
      [],
    );
  });

  test("groups its settings, in an order that it gives", () => {
    const groups = manifest.contributes.configuration;
    assert.deepEqual(
      groups.map(({ order }) => order),
      groups.map((_, index) => index + 1),
    );
    for (const { title, properties } of groups) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.deepEqual(
        orders,
        orders.map((_, index) => index + 1),
        title,
      );
    }
  });

  test("knows every kind of policy", () => {
    assert.deepEqual(
      [...(settings["iamVerdict.policies"]?.items?.properties.kind.enum ?? [])].sort(),
      [...POLICY_KINDS].sort(),
    );
    const kind = settings["iamVerdict.policies"]?.items?.properties.kind;
    assert.deepEqual(
      kind?.enumDescriptions,
      kind?.enum.map((one) => `%setting.policies.kind.${one}%`),
    );
  });

  test("names files that exist", () => {
    const { languages, grammars, jsonValidation, walkthroughs } = manifest.contributes;
    const named = [
      manifest.icon,
      ...languages.flatMap(({ configuration }) => configuration ?? []),
      ...grammars.map(({ path }) => path),
      ...jsonValidation.map(({ url }) => url),
      ...walkthroughs.flatMap(({ steps }) => steps).map(({ media }) => media.image ?? media.markdown ?? "no media"),
    ];
    assert.deepEqual(
      named.filter((path) => !existsSync(path)),
      [],
    );
  });

  test("contributes the grammars that the snapshot tests use", () => {
    const tested = JSON.parse(readFileSync("test/syntaxes/support/manifest.json", "utf8")) as Manifest;
    const ours = new Set(manifest.contributes.grammars.map(({ scopeName }) => scopeName));
    const missing = tested.contributes.grammars
      .map(({ scopeName }) => scopeName)
      .filter((name) => name.includes("iam-policy") && !ours.has(name));
    assert.deepEqual(missing, []);
  });

  test("has the types of tokens that the server gives, each with scopes that the themes of an editor know", () => {
    const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = manifest.contributes;
    const { tokenTypes, tokenModifiers } = TOKEN_LEGEND;
    assert.deepEqual(
      semanticTokenTypes.map(({ id }) => id),
      tokenTypes,
    );
    assert.deepEqual(
      semanticTokenModifiers.map(({ id }) => id),
      tokenModifiers,
    );
    const scopes = semanticTokenScopes.flatMap((one) => Object.entries(one.scopes));
    assert.deepEqual([...new Set(scopes.map(([type]) => type.split(".")[0]))].sort(), [...tokenTypes].sort());
    const unknown = scopes.flatMap(([, all]) => all).filter((scope) => !KNOWN_TO_THEMES.test(scope));
    assert.deepEqual(unknown, [], "scopes that no theme of VS Code colours");
  });

  test("has a button in each step of the walkthrough, and no link to a command that is not there", () => {
    const steps = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps);
    for (const { id, description } of steps) assert.match(words[description.slice(1, -1)] ?? "", /\]\(command:/, id);
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    for (const [key, said] of Object.entries(words)) {
      for (const [, command = ""] of said.matchAll(/\]\(command:([\w.]+)/g)) assert.ok(known.has(command), key);
    }
  });

  test("ticks off each step of the walkthrough by an event of its own, which the client brings about", () => {
    const steps = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps);
    const events = steps.flatMap(({ completionEvents }) => completionEvents);
    assert.deepEqual(events, [...new Set(events)], "one event would tick off two steps");
    const contexts = events.flatMap((event) => /^onContext:iamVerdict\.(\w+)$/.exec(event)?.[1] ?? []);
    const named = /StepContext =([^;]*);/.exec(readFileSync("client/src/first-steps.ts", "utf8"))?.[1] ?? "";
    assert.deepEqual(contexts.sort(), [...named.matchAll(/"(\w+)"/g)].map(([, name]) => name).sort());
  });

  test("ships the sample that the walkthrough copies", () => {
    const files = readdirSync("samples/workspace", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`.slice("samples/workspace/".length));
    const named = /SAMPLE_FILES = \[([^\]]*)\]/.exec(readFileSync("client/src/sample-workspace.ts", "utf8"))?.[1] ?? "";
    assert.deepEqual([...named.matchAll(/"([^"]+)"/g)].map(([, path]) => path).sort(), files.sort());
    const packaged = JSON.parse(readFileSync("scripts/packaged-files.json", "utf8")) as string[];
    for (const path of files) assert.ok(packaged.includes(`samples/workspace/${path}`), path);
    assert.match(readFileSync("samples/workspace/identity/build-bot.json", "utf8"), /s3:GetObjekt/);
  });

  test("contributes the commands that the client registers", () => {
    const registered = readdirSync("client/src/commands")
      .flatMap((name) => readFileSync(`client/src/commands/${name}`, "utf8").match(/"iamVerdict\.\w+"/g) ?? [])
      .map((quoted) => quoted.slice(1, -1));
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).sort(),
      [...new Set(registered)].sort(),
    );
  });

  test("explains the message that the cursor is in from the context menu of plain texts and logs", () => {
    const explain = manifest.contributes.menus["editor/context"].find(
      ({ command }) => command === "iamVerdict.explainDenial",
    );
    assert.deepEqual(explain?.when.split(" || "), [
      "editorHasSelection",
      "editorLangId == plaintext",
      "editorLangId == log",
    ]);
  });
  test("explains what is selected in a terminal from its context menu", () => {
    assert.deepEqual(
      manifest.contributes.menus["terminal/context"].map(({ command, when }) => [command, when]),
      [["iamVerdict.explainTerminalSelection", "terminalTextSelected"]],
    );
  });

  test("wakes the extension for the panel that it restores, and shows its commands only where they do something", () => {
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${PANEL_TYPE}`));
    const when = new Map(manifest.contributes.menus.commandPalette.map((entry) => [entry.command, entry.when]));
    const everywhere = [
      "iamVerdict.explainDenial",
      "iamVerdict.copyPolicyAs",
      "iamVerdict.neededPermissions",
      "iamVerdict.shrinkPolicy",
      "iamVerdict.splitPolicy",
      "iamVerdict.newPolicy",
      "iamVerdict.showManagedPolicy",
      "iamVerdict.copyManagedPolicy",
      "iamVerdict.openSample",
      "iamVerdict.whoCan",
      "iamVerdict.showCommands",
      "iamVerdict.showMatchingRequest",
      "iamVerdict.listActions",
      "iamVerdict.expandWildcard",
      "iamVerdict.showDocumentation",
      "iamVerdict.showRecentExplanations",
      "iamVerdict.startWorkspaceFile",
    ];
    const somewhere = new Map([
      ["iamVerdict.checkWorkspace", "workspaceFolderCount > 0"],
      ["iamVerdict.explainTerminalSelection", "terminalTextSelected"],
    ]);
    for (const { command } of manifest.contributes.commands) {
      const expected = everywhere.includes(command)
        ? undefined
        : somewhere.has(command)
          ? somewhere.get(command)
          : command.startsWith("iamVerdict.aws")
            ? "!iamVerdict.withoutAws"
            : "iamVerdict.hasExplanation";
      assert.equal(when.get(command), expected, command);
    }
    assert.equal(when.size, manifest.contributes.commands.length - everywhere.length);
  });
});
