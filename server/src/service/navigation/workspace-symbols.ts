/** What a workspace can be searched for by name: policies, statements with a Sid, and what files declare or show. */
import { sidOf } from "../../policy/policy.ts";
import { type FilePolicies } from "../../workspace/read-file-policies.ts";
import { visibleText } from "../../wording/phrase.ts";
import { statementSummary } from "./symbols.ts";
import { type Workspace } from "../workspace.ts";
import { type WrittenPlace } from "./named-places.ts";

export interface WorkspaceSymbolFound {
  readonly symbol: "policy" | "statement" | "resource";
  readonly name: string;
  /** What it is, or where it stands. */
  readonly detail: string;
  readonly place: WrittenPlace;
}

/** An editor shows fewer, and asks anew with each letter. */
const MOST_SYMBOLS = 500;

/** A step for each file. The letters of `query` stand in the names in their order, as an editor looks for them. */
export function* workspaceSymbols(
  query: string,
  { files }: Workspace,
): Generator<undefined, readonly WorkspaceSymbolFound[]> {
  const wanted = query.toLowerCase().replace(/\s/g, "");
  const found: WorkspaceSymbolFound[] = [];
  for (const file of files) {
    for (const one of symbolsIn(file)) {
      if (found.length >= MOST_SYMBOLS) return found;
      if (hasLetters(one.name.toLowerCase(), wanted)) found.push(one);
    }
    yield;
  }
  return found;
}

function* symbolsIn({ path, policies, declares }: FilePolicies): Generator<WorkspaceSymbolFound> {
  for (const { name, type, span } of declares) {
    yield { symbol: "resource", name: visibleText(name), detail: type, place: { path, span } };
  }
  for (const { policy, site } of policies) {
    const { name } = site;
    if (name !== undefined && name.trim() !== "")
      yield { symbol: "policy", name: visibleText(name), detail: path, place: { path, span: policy.span } };
    for (const statement of policy.statements) {
      const sid = sidOf(statement);
      const detail = [statementSummary(statement), path].filter((part) => part !== undefined).join(" · ");
      if (sid !== undefined)
        yield { symbol: "statement", name: visibleText(sid), detail, place: { path, span: statement.span } };
    }
  }
}

function hasLetters(name: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
