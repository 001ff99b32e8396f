/** Every host format: the one list of what is read, and the host that reads a given file. */
import { type SyntaxProblem } from "../syntax/value.ts";
import {
  commonKind,
  type Host,
  type HostReading,
  LARGEST_FILE,
  NOTHING_READ,
  type Site,
  type SourcesAround,
  type SourceText,
  type ModuleReadOnce,
} from "./host.ts";
import { isLargerThan } from "../text/size.ts";
import { once } from "../domains/once.ts";
import { folderOf } from "./terraform/paths.ts";
import { asGivenToProvider } from "./json-departures.ts";
import { jsonHost } from "./json.ts";
import { markdownHost } from "./markdown.ts";
import { isJsonConfiguration } from "./terraform/configuration.ts";
import { terraformHost } from "./terraform.ts";
import { readTemplateFile, terraformTemplateHost } from "./terraform-template.ts";
import { filesOfTasks, useInPlaybooks } from "./playbooks.ts";
import { yamlHost } from "./yaml.ts";
import { type FileUse, useOfFile } from "./terraform/file-uses.ts";
import { modulesReadOnce } from "./terraform/read-once.ts";
import { filesRead } from "./terraform/references.ts";

export const HOSTS: readonly Host[] = [jsonHost, terraformHost, terraformTemplateHost, yamlHost, markdownHost];

/** Those whose files hold what is in force. */
const HOSTS_OF_POLICIES = HOSTS.filter(({ shows }) => shows !== "examples");

/** A file in an editor is what the editor says it is; any other is what its ending says. */
export function hostOf({ path, languageId }: Pick<SourceText, "path" | "languageId">): Host | undefined {
  const lower = path.toLowerCase();
  const language = languageId === NO_LANGUAGE && !KNOWN_EVERYWHERE.test(lower) ? undefined : languageId;
  // An editor takes it for any JSON.
  if (isJsonConfiguration(lower) && (language === undefined || jsonHost.languages.includes(language))) {
    return terraformHost;
  }
  return HOSTS.find(({ files, languages }) =>
    language === undefined ? files.some((ending) => lower.endsWith(ending)) : languages.includes(language),
  );
}

/** What VS Code calls a file of which it knows no language: Terraform's, unless an extension for it is installed. */
const NO_LANGUAGE = "plaintext";
/** Every editor knows these: who made one a plain text wants it left alone. */
const KNOWN_EVERYWHERE = /\.(?:jsonc?|ya?ml|md|markdown)$/;

/** Takes a step every few milliseconds. A file that no host reads, and one that is too large, holds nothing. */
export function* readSource(source: SourceText): Generator<undefined, HostReading> {
  if (isLargerThan(source.text, LARGEST_FILE) || isTreeOfConstructs(source) || isTest(source)) return NOTHING_READ;
  const host = hostOf(source);
  const used = once(() => useOf(source));
  const reader = hostAsUsed(host, source, used);
  if (reader === undefined) return NOTHING_READ;
  const reading = yield* reader.read(source);
  if (isMadeAnew(source.path)) return { ...reading, sites: reading.sites.map(asCopy), holders: () => [] };
  return host?.id === "terraform" ? reading : asUsed(reading, source, used);
}

/** Looked up where it is needed. */
type Used = () => FileUse | undefined;

/** What Terraform, or a task of Ansible, says of a file that may hold a policy. */
function useOf({ path, text, around }: SourceText): FileUse | undefined {
  if (around === undefined || !/\bStatement\b/.test(text)) return undefined;
  return useOfFile(path, around) ?? useInPlaybooks(path, around);
}

/** What Terraform reads from a file that it fills nothing into is read as it is, whatever the file is called. */
function hostAsUsed(host: Host | undefined, { text }: SourceText, used: Used): Host | undefined {
  if (host !== undefined && host !== terraformTemplateHost) return host;
  const reading = used()?.reading;
  if (reading === undefined || (reading === "templatefile" && host !== undefined)) return host;
  if (/^\s*%\{/.test(text)) return terraformTemplateHost;
  return /^\s*\{/.test(text) ? jsonHost : yamlHost;
}

/**
 * Templates that the AWS CDK, CDK for Terraform, AWS SAM or the Serverless Framework made of their sources, which the next run makes anew.
 * Sources: "AWS CDK apps", on the cloud assembly; "sam build"; "Packaging" of the Serverless Framework's documentation.
 */
export function isMadeAnew(path: string): boolean {
  return /(?:^|\/)(?:cdk(?:tf)?\.out|\.aws-sam\/build|\.serverless)\//.test(path);
}

/** It says what the templates beside it say. */
function isTreeOfConstructs({ path }: SourceText): boolean {
  return /(?:^|\/)cdk\.out\/(?:.*\/)?tree\.json$/.test(path);
}

/**
 * What stands in place of policies while a module is tried out reaches no AWS account. Sources: "Tests" of the "Terraform
 * configuration language", "Mocks"; "Command: test" of OpenTofu.
 */
function isTest({ path }: SourceText): boolean {
  return /\.(?:tftest|tfmock|tofutest|tofumock)\.(?:hcl|json)$/i.test(path);
}

/** What a tool wrote is changed at its source. */
function asCopy(site: Site): Site {
  return { ...site, standing: "copy", writer: undefined };
}

/** A module above it may read it by a path that is not settled, and put values into its text. */
function isNearModule({ path, around }: SourceText): boolean {
  let folder = folderOf(path);
  for (;;) {
    if (around !== undefined && holdsTerraform(folder, around)) return true;
    if (folder === "") return false;
    folder = folderOf(folder.slice(0, -1));
  }
}

/** Asked for each file of a folder, of which there may be thousands: looked up once. */
function holdsTerraform(folder: string, around: SourcesAround): boolean {
  const held = around.made(`terraform in ${folder}`, (noted) =>
    noted.filesIn(folder).some((file) => file.endsWith(".tf")) ? "some" : "none",
  );
  return held === "some";
}

/** What Terraform reads as a template is one, and of what kind its policy is the argument says that it is read for. */
function asUsed(reading: HostReading, source: SourceText, usedBy: Used): HostReading {
  const mayBeOne = reading.unreadable || reading.sites.some(({ path }) => path.length === 0);
  if (!mayBeOne) return reading;
  const used = usedBy();
  if (used?.isOther === true) return NOTHING_READ;
  const isTemplate = used?.reading === "templatefile" || (isBroken(reading) && /[$%]\{/.test(source.text));
  const filled = isTemplate ? readTemplateFile(source, used?.variables) : reading;
  const best =
    filled.sites.length === 0
      ? reading
      : used === undefined && isBroken(filled)
        ? asDraft(reading, filled, source)
        : filled;
  if (used !== undefined) {
    return {
      ...best,
      sites: best.sites.map((site) => withUses(site, used)),
      departures: best.departures.map((one) => asGivenToProvider(one, source.text)),
    };
  }
  const isNear = best.sites.some(({ isPlain }) => isPlain === true) && isNearModule(source);
  return isNear ? { ...best, sites: best.sites.map((site) => ({ ...site, isPlain: false })) } : best;
}

/**
 * A template that has a mistake of its own: what a reader of JSON makes of `${…}` is none, and neither is the tree that it
 * had to invent there.
 */
function asDraft(reading: HostReading, filled: HostReading, { text }: SourceText): HostReading {
  const holes = Array.from(text.matchAll(/\$\{[^{}]*\}/g), ({ 0: hole, index }) => ({
    start: index,
    end: index + hole.length,
  }));
  // What JSON is behind the first, only Terraform knows.
  const directive = text.indexOf("%{");
  const isOwn = ({ span }: SyntaxProblem): boolean =>
    (directive < 0 || span.start < directive) &&
    !holes.some(({ start, end }) => start <= span.start && span.start < end);
  const problems = reading.problems.filter(isOwn);
  if (problems.length === 0 && directive >= 0) return { ...filled, problems };
  return problems.length === 0 || problems.length === reading.problems.length ? reading : { ...filled, problems };
}

function isBroken({ unreadable, problems, sites }: HostReading): boolean {
  return unreadable || problems.length > 0 || sites.some(({ broken }) => broken);
}

function withUses(site: Site, { uses }: FileUse): Site {
  if (site.path.length > 0 || site.kind !== undefined) return site;
  // Where it is read, its text may be changed as well.
  return { ...site, isPlain: false, uses, kind: commonKind(uses), name: uses[0]?.name ?? site.name };
}

/** Could a file of this name hold policies? One that only shows examples does not. */
export function isPolicyFile(path: string): boolean {
  const host = hostOf({ path, languageId: undefined });
  return host !== undefined && host.shows !== "examples";
}

/** Does any host read a file of this name, if only for the examples in it? */
export function isReadFile(path: string): boolean {
  return hostOf({ path, languageId: undefined }) !== undefined;
}

/** Does the file only show policies to its readers? */
export function isOfExamples(source: Pick<SourceText, "path" | "languageId">): boolean {
  return hostOf(source)?.shows === "examples";
}

/**
 * The files that Terraform and tasks of Ansible read policies from, and whose names do not say so: without an ending, or with
 * any other. They are not at hand, and need not be there.
 */
export function filesToRead(around: SourcesAround): readonly string[] {
  return [...filesRead(around), ...filesOfTasks(around)].filter(
    (path) => !isReadFile(path) && around.textOf(path) === undefined,
  );
}

/** The modules of which no call is read: what these give the module's variables counts as unknown. */
export function readOnce(around: SourcesAround): readonly ModuleReadOnce[] {
  return [...modulesReadOnce(around)].map(([folder, calls]) => ({ folder, calls }));
}

/** May a file that no host reads by its name be one that Terraform reads a policy from? */
function mayBeRead({ path, languageId, text }: SourceText): boolean {
  return (
    languageId === NO_LANGUAGE && !KNOWN_EVERYWHERE.test(path) && !isReadFile(path) && text.includes('"Statement"')
  );
}

/** Of a policy in JSON: may something fill in a part of it, as `templatefile` of Terraform does? No variable of IAM is so called. */
function mayBeTemplate({ path, languageId, text }: SourceText): boolean {
  return (
    hostOf({ path, languageId }) === jsonHost &&
    text.includes('"Statement"') &&
    /\$\{\s{0,4}[A-Za-z_][\w.]{0,80}\s{0,4}\}/.test(text)
  );
}

/** May it say more once the files around it are read? */
export function mayRestOnOthers(source: SourceText): boolean {
  return mayRefer(source) || mayBeRead(source) || mayBeTemplate(source);
}

/** Of a file that somebody names: it is read as JSON if its name does not say what it is. */
export function languageOfNamed(path: string): string | undefined {
  return isReadFile(path) ? undefined : "json";
}

/** May what a file says depend on others of the workspace? */
export function mayRefer(source: Pick<SourceText, "path" | "languageId">): boolean {
  return hostOf(source)?.refers === true;
}

/** The languages of our own, which nobody else reads. */
export const OWN_LANGUAGES = listed(({ ownLanguages }) => ownLanguages);

/** Is it one of them, whose syntax nobody else reports? */
export function isOwnLanguage(languageId: string): boolean {
  return OWN_LANGUAGES.includes(languageId);
}

/** Do editors say themselves what is wrong with the syntax of such a document? */
export function isSyntaxToldByEditors(languageId: string): boolean {
  return [...jsonHost.languages, ...yamlHost.languages].includes(languageId) && !isOwnLanguage(languageId);
}

/** Every file that a host reads, as a glob. */
export const POLICY_FILES = globOf(HOSTS_OF_POLICIES.flatMap(({ files }) => files));

/** Could a file hold anything that its host reads? */
export function mayHoldPolicies({ path, text }: Pick<SourceText, "path" | "text">): boolean {
  const words = hostOf({ path, languageId: undefined })?.words;
  return words !== undefined && (words.length === 0 || words.some((word) => text.includes(word)));
}

/** The files that each host reads, as a glob, and the words without which it reads none of them. */
export const FILES_OF_HOSTS = HOSTS_OF_POLICIES.map(({ id, files, words }) => ({
  // What a variable is may stand in a file of any words.
  glob: globOf(id === "terraform" ? [...files, ".tfvars.json"] : files),
  // Terraform's configurations in JSON have other words.
  words: id === "json" ? [...words, '"aws_'] : words,
}));

export const COMPLETION_TRIGGERS = listed(({ triggers }) => triggers);

function globOf(files: readonly string[]): string {
  return `**/*{${files.join()}}`;
}

function listed(of: (host: Host) => readonly string[]): readonly string[] {
  return [...new Set(HOSTS.flatMap(of))];
}
