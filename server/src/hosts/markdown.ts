/** Policies in the fenced code blocks of Markdown: examples for readers, which nobody deploys from there. */
import { movedObject } from "../syntax/moved-value.ts";
import { type Fence, fencesIn } from "../syntax/markdown-fences.ts";
import { type Host, type HostReading, NOTHING_READ, type Site, type SourceText } from "./host.ts";
import { jsonHost } from "./json.ts";
import { terraformHost } from "./terraform.ts";
import { yamlHost } from "./yaml.ts";

export const markdownHost: Host = {
  id: "markdown",
  languages: ["markdown"],
  ownLanguages: [],
  files: [".md", ".markdown"],
  words: ["```", "~~~"],
  refers: false,
  shows: "examples",
  triggers: [],
  *read({ text }: SourceText): Generator<undefined, HostReading> {
    const sites: Site[] = [];
    for (const fence of fencesIn(text)) {
      yield;
      const { code } = fence;
      const block = blockOf(fence);
      if (block === undefined) continue;
      const read = yield* block.host.read({ path: block.path, languageId: undefined, text: code });
      for (const site of read.sites) sites.push(asExample(site, fence.span.start, isElided(code)));
    }
    return { ...NOTHING_READ, sites };
  },
};

const JSON_BLOCK = { host: jsonHost, path: "example.json" };
const YAML_BLOCK = { host: yamlHost, path: "example.yaml" };
const TERRAFORM_BLOCK = { host: terraformHost, path: "example.tf" };

const BLOCKS: ReadonlyMap<string, { readonly host: Host; readonly path: string }> = new Map([
  ["json", JSON_BLOCK],
  ["jsonc", JSON_BLOCK],
  ["yaml", YAML_BLOCK],
  ["yml", YAML_BLOCK],
  ["hcl", TERRAFORM_BLOCK],
  ["terraform", TERRAFORM_BLOCK],
  ["tf", TERRAFORM_BLOCK],
  ["opentofu", TERRAFORM_BLOCK],
]);

/** A block of which no language is said is JSON if it begins as JSON does. */
function blockOf({ language, code }: Fence): { readonly host: Host; readonly path: string } | undefined {
  return language === "" && /^\s*\{/.test(code) ? JSON_BLOCK : BLOCKS.get(language);
}

/** Whoever writes for readers leaves out what does not matter there. */
function isElided(code: string): boolean {
  return code.includes("...") || code.includes("…");
}

/** Nothing is changed or completed there: what it is to show, only its writer knows. */
function asExample(site: Site, by: number, elided: boolean): Site {
  return {
    ...site,
    root: movedObject(site.root, by),
    standing: "example",
    broken: site.broken || elided,
    writer: undefined,
    cursorAt: () => undefined,
  };
}
