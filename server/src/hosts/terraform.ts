/** Policies in Terraform's and OpenTofu's files: in `jsonencode`, in texts, and in data sources that make them. */
import { hclSteps } from "../syntax/hcl.ts";
import { type Host, type HostReading, NOTHING_READ, NOTHING_STATED, type Site, type SourceText } from "./host.ts";
import { policiesInFile, type WrittenPolicy } from "./terraform/find-policies.ts";
import { moduleOf } from "./terraform/load-module.ts";
import { siteUse, usesInModule } from "./terraform/uses.ts";

export const terraformHost: Host = {
  id: "terraform",
  languages: ["terraform", "opentofu"],
  ownLanguages: [],
  files: [".tf", ".tofu"],
  // What a variable is, or whom a role has, may stand in any file of the folder.
  words: [],
  refers: true,
  triggers: ['"', ":", "/", "."],
  *read(source: SourceText): Generator<undefined, HostReading> {
    const { body, problems } = yield* hclSteps(source.text);
    const file = { path: source.path, text: source.text, body };
    const module = moduleOf(file, source.around);
    yield;
    const found = yield* policiesInFile(file, module, problems.length > 0);
    if (found.length === 0) {
      return {
        ...NOTHING_READ,
        unreadable: problems.length > 0 && /\bStatement\b|aws_iam_policy_document/.test(source.text),
      };
    }
    const uses = usesInModule(module);
    yield;
    return {
      sites: found.flatMap((policy) => toSite(policy, uses)),
      // Terraform's own tools report its syntax.
      problems: [],
      links: [],
      unreadable: false,
    };
  },
};

/** A document that IAM has nothing to do with is no site. */
function toSite(policy: WrittenPolicy, known: ReturnType<typeof usesInModule>): readonly Site[] {
  const all = (known.get(policy.place) ?? []).map(siteUse);
  const uses = all
    .filter(({ kind }) => kind !== "other-document")
    .map((use) => ({ ...use, kind: use.kind === "other-document" ? undefined : use.kind }));
  if (all.length > 0 && uses.length === 0) return [];
  const [first] = uses;
  const isSame = uses.every(({ kind }) => kind === first?.kind);
  return [
    {
      root: policy.root,
      path: policy.path,
      kind: isSame ? first?.kind : undefined,
      name: first?.name ?? policy.name,
      stated: NOTHING_STATED,
      uses,
      refers: true,
      standing: "source",
      broken: policy.broken,
      writer: policy.writer,
      cursorAt: () => undefined,
    },
  ];
}
