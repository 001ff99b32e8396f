/** The panel's content for a real explanation, and its markup taken apart again. */
import { panelContent } from "../../client/src/denial-panel/panel-html.ts";
import { type PanelState } from "../../client/src/denial-panel/panel-state.ts";
import { toLspExplanation } from "../../server/src/lsp/to-lsp-explanation.ts";
import { type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { memoryFor } from "../support/annotated.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

export interface PanelScene {
  readonly message: string;
  /** Texts by path; the policies are those of the caller of `denied`. */
  readonly files?: Readonly<Record<string, object>>;
  readonly config?: object;
  readonly facts?: Readonly<Record<string, string>>;
}

export const CALLER = "arn:aws:iam::111122223333:user/alice";

export function denied(action: string, resource: string, clause: string): string {
  return `User: ${CALLER} is not authorized to perform: ${action} on resource: "${resource}" ${clause}`;
}

export function policyOf(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

/** What the server answers. */
export function resultOf({ message, files = {}, config, facts = {} }: PanelScene): ExplainDenialResult {
  const ofCaller = { policies: [{ files: "**", kind: "identity", attachedTo: [CALLER] }] };
  const configFile = { path: "iam-verdict.json", text: JSON.stringify(config ?? ofCaller) };
  const read = readWorkspaceConfig(configFile.path, configFile.text);
  const known = Object.entries(files).map(([path, policy]) => ({ path, text: JSON.stringify(policy, null, 2) }));
  const workspace = readWorkspace(known, read.config);
  const catalog = miniCatalog();
  const explained = explainDenial({
    message,
    workspace,
    facts: new Map(Object.entries(facts)),
    catalog,
    memory: memoryFor(catalog),
  });
  const uriOf = (path: string): string => `file:///w/${encodeURI(path)}`;
  const result = toLspExplanation(explained, message, {
    known: [...known, configFile].map((file) => ({ ...file, uri: uriOf(file.path) })),
    hasFolder: true,
    uriOf,
    uriOfManaged: () => undefined,
  });
  // As it is after the wire.
  return JSON.parse(JSON.stringify(result)) as ExplainDenialResult;
}

export function stateOf(scene: PanelScene, more: Partial<PanelState> = {}): PanelState {
  const facts = Object.entries(scene.facts ?? {}).map(([key, value]) => ({ key, value }));
  return { result: resultOf(scene), facts, done: [], notice: undefined, ...more };
}

/** One tag of the content with its attributes; texts stand between them. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Takes the markup apart strictly: whatever is not a whole, quoted tag makes it fail. */
export function tagsOf(html: string): readonly Tag[] {
  const rest = html.replace(TAG, "");
  const stray = /[<>]/.exec(rest);
  if (stray !== null)
    throw new Error(`stray ${stray[0]} in: ${rest.slice(Math.max(0, stray.index - 80), stray.index + 80)}`);
  return [...html.matchAll(TAG)]
    .filter(([tag]) => !tag.startsWith("</"))
    .map(([, name = "", attributes = ""]) => ({
      name,
      attributes: new Map([...attributes.matchAll(ATTRIBUTE)].map(([, key = "", value = ""]) => [key, decoded(value)])),
    }));
}

const TAG = /<\/?([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+="[^"<>]*")*)\s*\/?>/g;
const ATTRIBUTE = /([a-zA-Z-]+)="([^"]*)"/g;

/** What a reader sees: the texts, with blanks as a page shows them. */
export function shownText(html: string): string {
  return decoded(html.replaceAll("<wbr />", "").replace(TAG, " ")).replace(/\s+/g, " ").trim();
}

function decoded(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

export function contentOf(scene: PanelScene, more: Partial<PanelState> = {}): string {
  return panelContent(stateOf(scene, more), { canAskAws: true });
}
