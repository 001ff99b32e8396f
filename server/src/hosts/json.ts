/** Policies in JSON files: the file itself, documents nested in it, and documents inside its strings. */
import { readJson } from "../syntax/json.ts";
import { TEMPLATE_HOLES } from "../policy/template.ts";
import { LINK_WORDS, type OutputDocument, readCliOutput } from "./aws-cli-output.ts";
import { objectWithFunctions } from "./cloudformation-functions.ts";
import { cursorInJson } from "./cursor-in-json.ts";
import { cursorInString, type PolicyCursor } from "./policy-cursor.ts";
import { findPolicies, type FoundPolicy, type JsonInFile, jsonOfFile } from "./find-policies.ts";
import { type Host, type HostReading, NOTHING_READ, NOTHING_STATED, type Site, type SourceText } from "./host.ts";

const OWN_LANGUAGE = "iam-policy";
const WORDS = ["Statement", ...LINK_WORDS];

export const jsonHost: Host = {
  id: "json",
  languages: ["json", "jsonc", OWN_LANGUAGE],
  ownLanguages: [OWN_LANGUAGE],
  files: [".json", ".jsonc"],
  words: WORDS,
  triggers: ['"', ":", "/", "."],
  read({ path, languageId, text }: SourceText): HostReading {
    const declared = languageId === OWN_LANGUAGE;
    // Most JSON files hold no policy: they are not even parsed.
    if (!declared && !WORDS.some((word) => text.includes(word))) return NOTHING_READ;
    const { root, problems } = readJson(text, TEMPLATE_HOLES);
    if (root === undefined) return declared ? { ...NOTHING_READ, problems } : NOTHING_READ;
    const document = jsonOfFile(text, root);
    const found = [...findPolicies(document)];
    // A file that people call a policy is one, however little of it is typed.
    if (declared && found.length === 0 && root.kind === "object") found.push(wholeFile(root, document));
    const { documents, links } = readCliOutput(root, path);
    const sites = found.map((policy) => toSite(policy, documents.get(policy.path.join("/"))));
    return sites.length > 0 || declared ? { sites, problems, links } : { ...NOTHING_READ, links };
  },
};

function wholeFile(root: Site["root"], document: JsonInFile): FoundPolicy {
  return { root: objectWithFunctions(root), path: [], kind: undefined, name: undefined, document };
}

function toSite({ root, path, kind, name, document }: FoundPolicy, output: OutputDocument | undefined): Site {
  return {
    root,
    path,
    kind: output?.kind ?? kind,
    name: output?.name ?? name,
    stated: output ?? NOTHING_STATED,
    standing: output === undefined ? "source" : output.outdated ? "old" : "copy",
    writer: document.writer,
    cursorAt: (offset) => cursorAt(document, root, offset),
  };
}

function cursorAt({ text, within }: JsonInFile, { span }: Site["root"], offset: number): PolicyCursor | undefined {
  if (within === undefined) return cursorInJson(text, span.start, offset);
  const cursor = cursorInJson(text, within.innerOffset(span.start), within.innerOffset(offset));
  return cursor === undefined ? undefined : cursorInString(cursor, within);
}
