/** Policies in Terraform's and OpenTofu's files: in `jsonencode`, in texts, and in data sources that make them. */
import { type ExpressionOf } from "../syntax/hcl-print.ts";
import { type Writer } from "../syntax/change.ts";
import { type HclBlock, type HclBody } from "../syntax/hcl-tree.ts";
import { type PolicyKind } from "../policy/policy.ts";
import {
  commonKind,
  type Declaration,
  type Host,
  type HostReading,
  NOTHING_READ,
  NOTHING_STATED,
  type Site,
  type SiteUse,
  type SourceText,
} from "./host.ts";
import { arnReferences, type ModuleExpressions } from "./terraform/arn-references.ts";
import { addressAt } from "./terraform/dependencies.ts";
import { beginningAt } from "./terraform/beginnings.ts";
import { configurationSteps, isJsonConfiguration, isVariablesFile } from "./terraform/configuration.ts";
import { declarationsIn } from "./terraform/declarations.ts";
import { variablesGiven } from "./terraform/given-variables.ts";
import { jsonHost } from "./json.ts";
import { usesIn } from "./terraform/file-uses.ts";
import { policiesInFile, type WrittenPolicy } from "./terraform/find-policies.ts";
import { type JsonFaults, NO_FAULTS } from "./json-faults.ts";
import { holdersMadeIn } from "./terraform/made-holders.ts";
import { loadModule } from "./terraform/load-module.ts";
import { managedLinks } from "./terraform/managed-policies.ts";
import { type TerraformFile } from "./terraform/module.ts";
import { placeIn } from "./terraform/sources.ts";
import { type PolicyUse, type PolicyUses, siteUses } from "./terraform/uses.ts";
import { withOtherHolders } from "./terraform/other-holders.ts";
import { encodedAgain, variablesAsExpressions } from "./terraform/written-faults.ts";
import { writtenEntries } from "./terraform/written-entries.ts";
import { writtenPlaces } from "./terraform/written-places.ts";
import { type Span } from "../text/span.ts";

export const terraformHost: Host = {
  id: "terraform",
  languages: ["terraform", "opentofu", "terraform-vars", "opentofu-vars", "hcl"],
  ownLanguages: [],
  files: [".tf", ".tofu", ".tfvars", ".hcl"],
  // What a variable is, or whom a role has, may stand in any file of the folder.
  words: [],
  refers: true,
  triggers: ['"', ":", "/", "."],
  *read(source: SourceText): Generator<undefined, HostReading> {
    const { body, problems } = yield* configurationSteps(source, source.known?.blocks);
    const { module, uses, expressions } = loadModule({ path: source.path, text: source.text, body }, source.around);
    const file = module.file(source.path);
    if (file === undefined) return NOTHING_READ;
    yield;
    const expressionOf = expressionsIn(body, expressions());
    const found = yield* policiesInFile(file, module, {
      broken: problems.length > 0,
      expressionOf,
      uses,
    });
    const declares = (): readonly Declaration[] => declarationsIn(file, module);
    const begun = {
      links: managedLinks(file, module),
      beginsAt: (offset: number) => beginningAt({ file, module, offset, kindOf: kindsIn(file, uses) }),
      references: () => arnReferences(module),
      holders: () => holdersMadeIn(file, module, () => expressionOf),
      gives: () => variablesGiven(file, module),
      writtenPlaces: (span: Span) => writtenPlaces(file, module, span, source.around),
      writtenEntries: (spans: readonly Span[]) => writtenEntries(file, module, spans, source.around),
    };
    const written = isJsonConfiguration(source.path)
      ? []
      : [...variablesAsExpressions(source.text, problems), ...encodedAgain(source.text, body)];
    if (found.length === 0) {
      return {
        ...NOTHING_READ,
        ...begun,
        departures: written,
        declares,
        unreadable: problems.length > 0 && /\bStatement\b|aws_iam_policy_document/.test(source.text),
      };
    }
    const usesAt = usesIn(source.path, uses, source.around);
    const usesOf = (place: string): readonly SiteUse[] | "other-document" => {
      const known = usesAt(place);
      const isOther = known.length > 0 && known.every(({ kind }) => kind === "other-document");
      return isOther ? "other-document" : withOtherHolders(known.flatMap(siteUses));
    };
    const inJson = isJsonConfiguration(source.path) ? plainSites(yield* jsonHost.read(source)) : undefined;
    const sites = found.flatMap((policy) => {
      const own = toSite(policy, usesOf(policy.place));
      return inJson === undefined || policy.isOfJson === true
        ? own
        : own.map((site) => withJsonWriter(site, inJson, source));
    });
    const faults = problems.length > 0 ? [] : found.map((policy) => faultsAsUsed(policy, usesAt(policy.place)));
    return {
      ...begun,
      sites,
      // Terraform's own tools report its syntax, but not that of JSON in its texts.
      problems: faults.flatMap((one) => one.problems),
      departures: [...written, ...faults.flatMap((one) => one.departures)],
      declares,
      unreadable: false,
    };
  },
};

/** A function of its own, so that what the writers keep of it is no more than these two. */
function expressionsIn(body: HclBody, inModule: ModuleExpressions): ExpressionOf {
  return (arn, { deployment, at }) =>
    inModule(arn, { deployment, address: at === undefined ? undefined : addressAt(body, at) });
}

/** What uses a data source says of it. */
function kindsIn(file: TerraformFile, uses: PolicyUses): (document: HclBlock) => PolicyKind | undefined {
  return ({ span }) => {
    const used = uses.get(placeIn(file, span.start)) ?? [];
    return commonKind(used.flatMap(siteUses));
  };
}

/**
 * Of a text that is given to the provider as it is. White space before the brace it takes away but for IAM's own resources.
 */
function faultsAsUsed({ faults, place }: WrittenPolicy, uses: readonly PolicyUse[]): JsonFaults {
  if (faults === undefined) return NO_FAULTS;
  const given = uses.filter((use) => use.isDecoded !== true && isGivenToAws(use));
  if (given.length === 0) return NO_FAULTS;
  const isOfIam = given.some(({ resource, partOf }) => {
    const type = resource.block.type === "resource" ? (resource.block.labels[0]?.text ?? "") : "";
    return type.startsWith("aws_iam_") && (partOf === undefined || partOf === place);
  });
  const departures = faults.departures.filter(({ kind }) => isOfIam || kind !== "blank-before");
  return { problems: faults.problems, departures };
}

/** What a module that is not here is given it may change first. */
function isGivenToAws(use: PolicyUse): boolean {
  const isOutside = use.resource.block.type === "module" && use.kind === undefined;
  return !isOutside && siteUses(use).length > 0;
}

/** A document that IAM has nothing to do with is no site. */
function toSite(policy: WrittenPolicy, uses: readonly SiteUse[] | "other-document"): readonly Site[] {
  if (uses === "other-document" || (policy.isPart && uses.length === 0)) return [];
  const { kind, uses: own } = policy.saidElsewhere ?? { kind: commonKind(uses), uses };
  return [
    {
      root: policy.root,
      path: policy.path,
      kind,
      name: own[0]?.name ?? policy.name,
      stated: NOTHING_STATED,
      uses: own,
      refers: true,
      standing: policy.isGiven === true ? "given" : "source",
      broken: policy.broken,
      writer: policy.writer,
      cursorAt: policy.cursorAt,
    },
  ];
}

/** By where they begin. */
function plainSites({ sites }: HostReading): ReadonlyMap<number, Site> {
  return new Map(sites.map((site) => [site.root.span.start, site]));
}

/** What is plain JSON is written as such; what stands in one of its texts is written there as HCL is, and escaped. */
function withJsonWriter(site: Site, inJson: ReadonlyMap<number, Site>, { path, text }: SourceText): Site {
  const { start, end } = site.root.span;
  const written = text.slice(start, end);
  const same = inJson.get(start);
  // Nothing is filled into what gives variables their values.
  if (same?.root.span.end === end && (isVariablesFile(path) || !/[$%]\{/.test(written))) {
    return { ...site, root: same.root, writer: same.writer, cursorAt: (offset) => same.cursorAt(offset) };
  }
  // In a text the quotes of names are escaped. What an interpolation has in quotes would be escaped once more.
  const isInText = !/^\{\s*["}/]/.test(written) && !/[$%]\{[^}]*\\/.test(written);
  return { ...site, writer: isInText ? escapingWriter(site.writer) : undefined, cursorAt: () => undefined };
}

function escapingWriter(writer: Writer | undefined): Writer | undefined {
  return (
    writer && {
      edits: (changes) =>
        writer.edits(changes)?.map((edit) => ({ ...edit, newText: JSON.stringify(edit.newText).slice(1, -1) })),
    }
  );
}
