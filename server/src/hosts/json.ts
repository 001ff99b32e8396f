/** Policies in JSON files: the file itself, documents nested in it, and documents inside its strings. */
import { readJson } from "../syntax/json.ts";
import { templateHoles } from "../policy/template.ts";
import { findPolicies } from "./find-policies.ts";
import { type Host, type HostReading, type Site, type SourceText } from "./host.ts";

const LANGUAGES: readonly string[] = ["json", "jsonc", "iam-policy"];
const NOTHING: HostReading = { sites: [], problems: [] };

export const jsonHost: Host = {
  id: "json",
  recognizes: ({ path, languageId }) =>
    languageId === undefined ? /\.jsonc?$/i.test(path) : LANGUAGES.includes(languageId),
  read(source: SourceText): HostReading {
    const declared = source.languageId === "iam-policy";
    // Most JSON files hold no policy: they are not even parsed.
    if (!declared && !source.text.includes("Statement")) return NOTHING;
    const tree = readJson(source.text, { holesIn: templateHoles });
    if (tree.root === undefined) return declared ? { sites: [], problems: tree.problems } : NOTHING;
    const sites = [...findPolicies(tree.root)];
    // A file that people call a policy is one, however little of it is typed.
    if (declared && sites.length === 0 && tree.root.kind === "object") sites.push(wholeFile(tree.root));
    return sites.length > 0 || declared ? { sites, problems: tree.problems } : NOTHING;
  },
};

function wholeFile(root: Site["root"]): Site {
  return { root, path: [], kind: undefined, name: undefined, inString: false };
}
