/** Policies in the YAML of CloudFormation, SAM, the Serverless Framework, Kubernetes, Ansible, Pulumi and GitHub's workflows. */
import { append } from "../domains/append.ts";
import { type Span } from "../text/span.ts";
import { once } from "../domains/once.ts";
import { type Writer } from "../syntax/change.ts";
import { readYaml, yamlSteps } from "../syntax/yaml.ts";
import { type YamlNode } from "../syntax/yaml-nodes.ts";
import { yamlWriter } from "../syntax/yaml-writer.ts";
import {
  arnReferences,
  arnsById,
  referringWriter,
  type TemplateWords,
  wordsOfTemplate,
} from "./cloudformation/arn-references.ts";
import { declarationsInTemplate } from "./cloudformation/declarations.ts";
import { otherStacks, WORDS_FOR_OTHERS } from "./cloudformation/other-stacks.ts";
import { holdersMadeInTemplate } from "./cloudformation/made-holders.ts";
import { managedLinks } from "./cloudformation/managed-policies.ts";
import { policiesOfResources } from "./cloudformation/policies.ts";
import { NO_OTHER_STACKS, templateOf } from "./cloudformation/template.ts";
import { namesWithSlash } from "./cloudformation/sam-slashes.ts";
import { accountsAsNumbers } from "./account-as-number.ts";
import { marksWithoutPlugin } from "./serverless-marks.ts";
import { unreadStatements } from "./serverless-unread.ts";
import { namesAsText } from "./cloudformation/names-as-text.ts";
import { variablesAsNames } from "./cloudformation/unfilled-variables.ts";
import { cursorInYaml } from "./cursor-in-yaml.ts";
import { type DocumentInFile, findPolicies, foundAt, type FoundPolicy, NO_CURSOR } from "./find-policies.ts";
import {
  type Beginning,
  type Departure,
  type Host,
  type HostReading,
  type Link,
  NOTHING_READ,
  NOTHING_STATED,
  type Site,
  type SourceText,
  type WrittenPlace,
} from "./host.ts";
import { listsOfParameters } from "./cloudformation/written-parameters.ts";
import { faultsInTemplate, type JsonFaults } from "./json-faults.ts";
import { jsonHost } from "./json.ts";
import { isPulumi, resourcesOf, useInPulumi, withoutPulumiFunctions } from "./pulumi.ts";
import { type PulumiResource } from "./pulumi-attachments.ts";
import { withReferencesTo } from "./pulumi-references.ts";
import { argumentsGiven, documentsMade, documentWriter, type MadeDocument } from "./pulumi-documents.ts";
import {
  holdersMadeByServerless,
  isServerlessRoot,
  managedLinksOfServerless,
  serverlessPolicies,
  variablesOfService,
} from "./serverless.ts";
import { placesOfAny } from "./word-places.ts";
import { includedPolicies, isChangedByService, mayBeIncluded, WORD_OF_INCLUSIONS } from "./serverless-includes.ts";
import { withServiceRoles } from "./serverless-references.ts";
import { stackAround } from "./serverless-stack.ts";
import { beginningInYaml } from "./yaml-beginnings.ts";
import { resourceBeginning } from "./yaml-resources.ts";
import { withOpenBlanks } from "./open-blanks.ts";
import { hasResources, isOfHost, isPolicyByItself, isTemplateOfManifests, keysOf, textOf } from "./yaml-documents.ts";
import { manifestOf, type Manifests, manifestsIn, siteOfManifest } from "./manifest-attachments.ts";
import { policiesOfTasks, siteOfTask } from "./playbooks.ts";
import { withoutTemplateComments } from "./template-comments.ts";
import { templateValue } from "./template-value.ts";
import { useOfFile } from "./terraform/file-uses.ts";

/** The last are what stands in the place of statements. */
const WORDS = [
  "PolicyDocument",
  "Statement",
  "statements",
  "Effect",
  "Policies",
  "ManagedPolic",
  "managedPolicies",
  "::Permission",
  "LayerVersionPermission",
  "EventBusPolicy",
  "resourcePolicy",
  "AWS::IAM::User",
  "AWS::Serverless::",
];

/** What is made for a service may have no statements yet. */
const WORD_OF_SERVERLESS = "provider:";

export const yamlHost: Host = {
  id: "yaml",
  languages: ["yaml"],
  ownLanguages: [],
  files: [".yaml", ".yml", ".template"],
  words: [...WORDS, ...WORDS_FOR_OTHERS, WORD_OF_INCLUSIONS, WORD_OF_SERVERLESS],
  refers: true,
  triggers: ['"', ":", "/", "."],
  *read(source: SourceText): Generator<undefined, HostReading> {
    const { text } = source;
    // A template may be in JSON whatever its file is called.
    if (JSON_OBJECT.test(withoutTemplateComments(text))) return yield* jsonHost.read(source);
    if (!WORDS.some((word) => text.includes(word)) && !isService(text))
      return { ...NOTHING_READ, beginsAt: beginningsIn(source) };
    const { roots, problems, source: read } = yield* yamlSteps(withoutTemplateComments(text), source.known?.entries);
    const broken = problems.length > 0;
    const sites: Site[] = [];
    const faults: JsonFaults[] = [];
    const departures: Departure[] = [];
    const documents: DocumentInFile[] = [];
    const links: Link[] = [];
    const manifests = once(() => manifestsIn(roots.flatMap((root) => manifestOf(templateValue(root, read)) ?? [])));
    const texts: YamlTexts = { read, written: text, words: wordsIn(read) };
    for (const root of roots) {
      const isWhole = isOfHost(root, read);
      if (isPulumi(keysOf(root, read), textOf(root, read))) {
        const document = yamlInFile(root, texts, broken, source);
        append(sites, yield* pulumiSites(document));
        continue;
      }
      const isPart =
        !isWhole &&
        (hasResources(root, read) ||
          mayBeIncluded(source) ||
          isPolicyByItself(root, read) ||
          isDecodedPolicy(root, read, source));
      if (!isWhole && !isPart) continue;
      yield;
      const document = yamlInFile(root, texts, broken, source);
      const policies = isTemplateOfManifests(textOf(root, read))
        ? (yield* policiesOf(document)).map(withBlanksOfPatches)
        : yield* policiesOf(document);
      const held = isWhole ? policies : policies.filter(({ path, uses }) => path.length === 0 || uses.length > 0);
      faults.push(faultsInTemplate(held));
      append(departures, takenAsWritten(document, source));
      append(sites, sitesOf([...held, ...(isPart ? includedPolicies(document, source) : [])], document, manifests));
      documents.push(document);
      append(links, [...managedLinks(document.template), ...managedLinksOfServerless(document.root)]);
    }
    const unreadable = broken && sites.length === 0 && isHosted(text);
    return {
      ...NOTHING_READ,
      sites,
      problems: faults.flatMap((one) => one.problems),
      departures: [...departures, ...faults.flatMap((one) => one.departures)],
      links,
      declares: () => documents.flatMap(({ template }) => declarationsInTemplate(template)),
      holders: () => documents.flatMap((one) => [...holdersMadeInTemplate(one), ...holdersMadeByServerless(one)]),
      unreadable,
      // In an editor YAML's own tools report its syntax.
      brokenAt: (unreadable || sites.length > 0) && !FILLED_IN.test(text) ? problems[0]?.start : undefined,
      beginsAt: beginningsIn(source),
      references: () => documents.flatMap(({ template }) => arnReferences(template)),
      alsoMade: () => documents.flatMap(({ template }) => arnsById(template)),
      writtenPlaces: (span) => documents.flatMap((one) => writtenIn(one, span)),
    };
  },
};

function writtenIn(document: DocumentInFile, span: Span): readonly WrittenPlace[] {
  const { root, template } = document;
  const writer = root.kind === "object" ? document.writerOf(root) : undefined;
  return listsOfParameters(span, { root, template, writer });
}

/** What another program fills in first is YAML only then. */
const FILLED_IN = /\{\{|\{%|<%|%\{|^ *@\{|<<<<<<< /m;

/** A function of its own, so that what is kept keeps no more than the text. */
function beginningsIn({ path, text }: SourceText): (offset: number) => Beginning | undefined {
  return (offset) => beginningInYaml(text, offset) ?? resourceBeginning(path, text, offset);
}

/** What CloudFormation or the Serverless Framework takes, and means otherwise than it reads. */
function takenAsWritten({ root, template }: DocumentInFile, source: SourceText): readonly Departure[] {
  const { text } = source;
  const isService = isServerlessRoot(root);
  const isTemplate = template.resources.length > 0 && !isService;
  const isTakenIn = (): boolean => isChangedByService(source);
  return [
    ...(isTemplate ? [...variablesAsNames(root, text), ...namesAsText(template, root, text, isTakenIn)] : []),
    ...(isTemplate || isService ? accountsAsNumbers(root, text) : []),
    ...unreadStatements(root),
    // A macro gets the marks, too.
    ...(template.isRewritten ? [] : marksWithoutPlugin(root, text)),
    ...namesWithSlash(template, text),
  ];
}

function* pulumiSites(document: DocumentInFile): Generator<undefined, readonly Site[]> {
  const resources = resourcesOf(document.root);
  const filled = withReferencesTo(resources);
  const root = withoutPulumiFunctions(document.root, filled);
  const found = yield* findPolicies({ ...document, root });
  const written = found.flatMap((policy): readonly Site[] => {
    const use = useInPulumi(resources, policy.path);
    if (use === "other-document") return [];
    return [{ ...toSite(policy), ...(use && { kind: use.kind, name: use.name, uses: [use] }) }];
  });
  const given = once(() => argumentsGiven(document.root));
  const made = documentsMade(document.root).flatMap((one) =>
    siteOfMade(one, one.path[0] === "variables" ? given().get(one.path[1] ?? "") : one.path, document, resources),
  );
  return [...written, ...made];
}

/** `at`: the argument that it is given to. What nothing here uses may be anybody's. */
function siteOfMade(
  { root, path }: MadeDocument,
  at: readonly string[] | undefined,
  document: DocumentInFile,
  resources: readonly PulumiResource[],
): readonly Site[] {
  const use = at && useInPulumi(resources, at);
  if (use === "other-document") return [];
  const own = withoutPulumiFunctions(root, withReferencesTo(resources));
  if (own.kind !== "object") return [];
  const place = { path, name: use?.name ?? path[1], document: { ...document, root: own }, resource: undefined };
  const policy = {
    ...foundAt(own, place, use?.kind),
    writer: documentWriter(document.writerOf(root)),
    cursorAt: NO_CURSOR,
  };
  return [{ ...toSite(policy), refers: true, uses: use === undefined ? [] : [use] }];
}

function isService(text: string): boolean {
  return text.includes(WORD_OF_SERVERLESS) && /^service:/m.test(text) && /^provider:/m.test(text);
}

/** YAML has objects in braces, too: those with a first key that JSON would not have are its own. */
const JSON_OBJECT = /^\s*\{(?!\s*['#A-Za-z])/;

/** Does a broken text look as if it held policies, as templates have them? */
function isHosted(text: string): boolean {
  return HOSTED.test(text) || (isService(text) && /\bEffect:/.test(text));
}

const HOSTED = /^ *(?:AWSTemplateFormatVersion|iamRoleStatements|Type: *["']?AWS::IAM)\b/m;

/** A policy by itself, which Terraform's `yamldecode` reads. */
function isDecodedPolicy(root: YamlNode, text: string, { path, around }: SourceText): boolean {
  return keysOf(root, text).has("Statement") && around !== undefined && useOfFile(path, around) !== undefined;
}

/** `read` is what is written, with a broken line blanked. */
interface YamlTexts {
  readonly read: string;
  readonly written: string;
  readonly words: DocumentInFile["words"];
}

function wordsIn(read: string): DocumentInFile["words"] {
  const everywhere = { areIn: () => true };
  // What an alias stands for is written elsewhere.
  const hasAliases = /&\w/.test(read);
  return { statement: hasAliases ? everywhere : placesOfAny(WORDS_OF_POLICIES, read), effect: everywhere };
}

function yamlInFile(
  node: YamlNode,
  { read, written, words }: YamlTexts,
  broken: boolean,
  { path, around }: SourceText,
): DocumentInFile {
  const root = templateValue(node, read);
  const stack = stackAround(path, root, around);
  const others = { ...otherStacks(path, around), ...(stack && { resource: stack.resource }) };
  const template = templateOf(root, variablesOfService(root) ?? stack?.variables, others, path);
  const writer = template.resources.length > 0 ? writerInTemplate(read, node.span.start, path) : yamlWriter(read);
  return {
    root,
    broken,
    template,
    mayHoldFunctions: true,
    words,
    writerOf: () => writer,
    cursorAt: ({ span }, offset) => cursorInYaml(written, span.start, offset),
  };
}

/** What the template makes is read again when it is asked for: a writer keeps no more than the text. */
function writerInTemplate(read: string, start: number, path: string): Writer {
  const words = once((): TemplateWords | undefined => {
    const node = readYaml(read).roots.find(({ span }) => span.start === start);
    const root = node && templateValue(node, read);
    return root && wordsOfTemplate(templateOf(root, variablesOfService(root), NO_OTHER_STACKS, path));
  });
  return referringWriter(yamlWriter(read), words);
}

/** One of them is in every policy. */
const WORDS_OF_POLICIES = ["Statement", "Version", "Effect", "Action"];

function* policiesOf(document: DocumentInFile): Generator<undefined, readonly FoundPolicy[]> {
  const found = yield* findPolicies(document);
  return [...serverlessPolicies(document), ...withServiceRoles(found, document), ...policiesOfResources(document)];
}

/** What is left empty in a template of manifests, one of its patches fills in. Source: "Patches and transforms" of Crossplane. */
function withBlanksOfPatches(found: FoundPolicy): FoundPolicy {
  return { ...found, root: withOpenBlanks(found.root) };
}

/** With what the manifest or the task around each of them says of it. */
function sitesOf(
  policies: readonly FoundPolicy[],
  { root }: DocumentInFile,
  manifests: () => Manifests,
): readonly Site[] {
  const manifest = manifestOf(root);
  const tasks = once(() => policiesOfTasks(root));
  return policies
    .map(toSite)
    .map((site) => (manifest === undefined ? siteOfTask(site, tasks()) : siteOfManifest(site, manifest, manifests())));
}

function toSite(found: FoundPolicy): Site {
  return { ...found, stated: NOTHING_STATED, standing: "source" };
}
