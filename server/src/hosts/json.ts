/** Policies in JSON files: the file itself, documents nested in it, and documents inside its strings. */
import { isLooseStatement, looksLikeStatement } from "../policy/read-policy.ts";
import { once } from "../domains/once.ts";
import { isNearName } from "../domains/nearest-name.ts";
import {
  areOfEngine,
  besideEngineMarks,
  engineSteps,
  type EngineText,
  withoutEngineMarks,
} from "../syntax/engine-marks.ts";
import { jsonSteps, readJson } from "../syntax/json.ts";
import { placeholdersOfFile } from "./known-placeholders.ts";
import { type SyntaxTree, textOfMember, type Value } from "../syntax/value.ts";
import { LINK_WORDS, readCliOutput } from "./aws-cli-output.ts";
import { type OutputDocument } from "./aws-cli-reading.ts";
import { isCloudTrail } from "./cloudtrail.ts";
import { arnsMadeIn, type TemplateWords, wordsOfTemplate } from "./cloudformation/arn-references.ts";
import { declarationsInTemplate } from "./cloudformation/declarations.ts";
import { otherStacks, WORDS_FOR_OTHERS } from "./cloudformation/other-stacks.ts";
import { holdersMadeInTemplate } from "./cloudformation/made-holders.ts";
import { managedLinks } from "./cloudformation/managed-policies.ts";
import { policiesOfResources } from "./cloudformation/policies.ts";
import { NO_OTHER_STACKS, type Template, templateOf } from "./cloudformation/template.ts";
import { namesAsText } from "./cloudformation/names-as-text.ts";
import { variablesAsNames } from "./cloudformation/unfilled-variables.ts";
import { beginningsInJson } from "./json-beginnings.ts";
import { withServiceRoles } from "./serverless-references.ts";
import {
  holdersMadeByServerless,
  managedLinksOfServerless,
  serverlessPolicies,
  variablesOfService,
} from "./serverless.ts";
import { includedPolicies, isChangedByService, mayBeIncluded } from "./serverless-includes.ts";
import { type DocumentInFile, findPolicies, type FoundPolicy, wholeFile } from "./find-policies.ts";
import { jsonInFile } from "./json-in-file.ts";
import { namesWithSlash } from "./cloudformation/sam-slashes.ts";
import { departuresOf, madeReadable } from "./json-departures.ts";
import { faultsInTemplate, NO_FAULTS } from "./json-faults.ts";
import { type MadeHolder } from "./made-holders.ts";
import { bracelessText, isWholePolicy } from "./missing-brace.ts";
import { policyOfStatements } from "./statement-list.ts";
import { isCalledTemplate, withOpenBlanks } from "./open-blanks.ts";
import { withoutTemplateComments } from "./template-comments.ts";
import { readTerraformOutput } from "./terraform/plan.ts";
import {
  commonKind,
  type Declaration,
  type Departure,
  type Host,
  type HostReading,
  NOTHING_READ,
  NOTHING_STATED,
  type Site,
  type SiteUse,
  type SourceText,
} from "./host.ts";

const OWN_LANGUAGE = "iam-policy";
const WORDS = [
  "Statement",
  // As a mistake, in a file that is called a policy.
  '"statement"',
  '"Effect"',
  "::Permission",
  "LayerVersionPermission",
  "EventBusPolicy",
  '"AWS::IAM::User"',
  '"AWS::Serverless::',
  '"ManagedPolicyArns"',
  ...LINK_WORDS,
];

/** As policies have them. */
const STATEMENTS = /"Statement"\s*:\s*[[{]/;

/** As programs have them: JavaScript, or what its console prints. */
const BARE_STATEMENTS = /^[ \t{,]*Statement[ \t]*:[ \t]*[[{]/m;

export const jsonHost: Host = {
  id: "json",
  languages: ["json", "jsonc", OWN_LANGUAGE],
  ownLanguages: [OWN_LANGUAGE],
  files: [".json", ".jsonc", ".tfstate"],
  words: [...WORDS, ...WORDS_FOR_OTHERS],
  refers: false,
  triggers: ['"', ":", "/", "."],
  *read(source: SourceText): Generator<undefined, HostReading> {
    const { path } = source;
    const declared = source.languageId === OWN_LANGUAGE;
    // Most JSON files hold no policy: they are not even parsed.
    const beginsAt = beginningsInJson(source.text);
    const nothing = { ...NOTHING_READ, ...(beginsAt && { beginsAt }) };
    if (!declared && !WORDS.some((word) => source.text.includes(word))) return nothing;
    const braceless = declared || isCalledPolicy(path) ? yield* withoutBrace(source) : undefined;
    if (braceless !== undefined) return { ...nothing, departures: [braceless] };
    const { root, problems, text, departures, filled, mayBeTold } = yield* readTolerantly(source);
    const unreadable = problems.length > 0 && STATEMENTS.test(text);
    if (root === undefined) return { ...nothing, problems: declared && mayBeTold ? problems : [], unreadable };
    if (isCloudTrail(root)) return NOTHING_READ;
    const broken = problems.length > 0;
    const variables = variablesOfService(root);
    const template = templateOf(root, variables, otherStacks(path, source.around), path);
    const makesThings = template.resources.length > 0;
    const said = makesThings ? saidLater(text, path) : undefined;
    const document = besideMarks(jsonInFile({ text, root, within: undefined, broken, template, said }), filled);
    const included = mayBeIncluded(source) ? includedPolicies(document, source) : [];
    const held = [...serverlessPolicies(document), ...withServiceRoles(yield* findPolicies(document), document)];
    const policiesIn = [...held, ...policiesOfResources(document), ...included];
    // A file that people call a policy is one, however little of it is typed.
    const isOne =
      declared || (isCalledPolicy(path) && (isWrittenAsOne(root) || (broken && BARE_STATEMENTS.test(text))));
    const alone =
      policiesIn.length === 0 ? (isOne ? root : isCalledPolicy(path) ? aroundStatements(root) : undefined) : undefined;
    const policies = alone?.kind === "object" ? [wholeFile(alone, document)] : policiesIn;
    const { documents, links: told, declares: shown } = yield* readCliOutput(root, path);
    const links = [...told, ...managedLinks(template), ...managedLinksOfServerless(root)];
    const all = [...shown, ...declarationsInTemplate(template)];
    const makes = makesThings || variables !== undefined;
    const holders = (): readonly MadeHolder[] => holdersMadeIn(document);
    const declares = all.length === 0 ? NOTHING_READ.declares : (): readonly Declaration[] => all;
    const made = { links, declares, ...(makes && { holders, alsoMade: () => arnsMadeIn(template) }) };
    const tool = readTerraformOutput(root);
    // A template of CloudFormation is deployed as it is.
    const isToBeFilledIn = !makes && tool === undefined && isCalledTemplate(path);
    const sites = policies.flatMap((policy) => {
      const used = tool?.useOf(policy.path);
      const found = toSite(policy, documents.get(policy.path.join("/")));
      const site = isToBeFilledIn ? { ...found, root: withOpenBlanks(found.root) } : found;
      const isPlain = tool === undefined && policy.path.length === 0 && !documents.has("");
      return used === "past"
        ? []
        : [tool === undefined ? { ...site, ...(isPlain && { isPlain }) } : writtenByTool(site, used)];
    });
    const isPolicy = sites.some((site) => site.path.length === 0 && site.standing === "source");
    // A statement alone is put into a policy by some tool.
    const found =
      isPolicy && !broken && filled === undefined && !isStatement(root) ? departuresOf(source, { text, root }) : [];
    const taken = makesThings && variables === undefined ? takenAsWritten(template, root, source) : [];
    const nested = tool === undefined && documents.size === 0 ? faultsInTemplate(policies) : NO_FAULTS;
    return sites.length > 0 || declared
      ? {
          ...nothing,
          sites,
          problems: [...problems, ...nested.problems],
          departures: [...(isPolicy ? [...departures, ...found] : []), ...nested.departures, ...taken],
          ...made,
          unreadable: false,
        }
      : { ...nothing, ...made, unreadable };
  },
};

function holdersMadeIn(document: DocumentInFile): readonly MadeHolder[] {
  return [...holdersMadeInTemplate(document), ...holdersMadeByServerless(document)];
}

/** Read again when it is asked for: a writer keeps no more than the text. */
function saidLater(text: string, path: string): () => TemplateWords | undefined {
  return once(() => {
    const { root } = readJson(text, placeholdersOfFile());
    return root && wordsOfTemplate(templateOf(root, variablesOfService(root), NO_OTHER_STACKS, path));
  });
}

interface ReadText extends SyntaxTree {
  /** As long as the file's, and the same but for what had to be changed so that it can be read. */
  readonly text: string;
  readonly departures: readonly Departure[];
  /** A template engine fills it in first: what is no JSON is not AWS's to reject. */
  readonly filled?: EngineText;
  /** May be said of a file that holds nothing else. */
  readonly mayBeTold: boolean;
}

function besideMarks(document: DocumentInFile, filled: EngineText | undefined): DocumentInFile {
  if (filled === undefined) return document;
  return { ...document, writerOf: (policy) => besideEngineMarks(document.writerOf(policy), filled, undefined) };
}

/** A text that only lacks the right quotes, or has words before its first brace, is read as if it had not. */
function* readTolerantly(source: SourceText): Generator<undefined, ReadText> {
  const text = withoutTemplateComments(source.text);
  const placeholders = placeholdersOfFile();
  const read = yield* jsonSteps(text, placeholders);
  const filled = read.problems.length === 0 ? undefined : withoutEngineMarks(text);
  const mayBeTold = !areOfEngine(text, read.problems);
  const asIs = { ...read, text, departures: [], mayBeTold };
  if (filled !== undefined) {
    const root = yield* engineSteps(filled, placeholders);
    // What the engine makes of it, nobody knows.
    return { ...asIs, root, problems: root === undefined ? read.problems : [], text: filled.text, filled };
  }
  if (!mayBeTold) return { ...asIs, root: undefined };
  const readable = read.problems.length === 0 ? undefined : madeReadable(text);
  if (readable === undefined) return asIs;
  const again = yield* jsonSteps(readable.text, placeholders);
  return again.problems.length === 0 ? { ...again, ...readable, mayBeTold } : asIs;
}

/** What it holds is found when the brace is there. */
function* withoutBrace({ text }: SourceText): Generator<undefined, Departure | undefined> {
  const read = bracelessText(text);
  if (read === undefined) return undefined;
  const { root, problems } = yield* jsonSteps(read.whole, placeholdersOfFile());
  return problems.length === 0 && isWholePolicy(root) ? read.departure : undefined;
}

/** A list of statements alone, in a file that people call a policy. */
function aroundStatements(root: Value): Value | undefined {
  if (root.kind !== "array" || root.items.length === 0 || !root.items.every(isStatement)) return undefined;
  const { start } = root.span;
  return policyOfStatements({ value: root, span: root.span, keySpan: { start, end: start + 1 } });
}

function isStatement(root: Value): boolean {
  return root.kind === "object" && textOfMember(root, "Effect") !== undefined && looksLikeStatement(root);
}

function isWrittenAsOne(root: Value): boolean {
  return isStatement(root) || isLoose(root) || isMisspelled(root);
}

function isLoose(root: Value): boolean {
  return root.kind === "object" && textOfMember(root, "Effect") !== undefined && isLooseStatement(root);
}

/**
 * `{ "version": "2012-10-17", "statement": [{ "effect": … }] }`, `Statements` or `Statment` for `Statement`, and a whole
 * policy whose Statement is a text.
 */
function isMisspelled(root: Value): boolean {
  if (root.kind !== "object") return false;
  const { members } = root;
  const [statement, ...others] = members.filter(({ key }) => isNearName(key, "Statement"));
  const named = members.every(
    ({ key }) => key.toLowerCase() === "id" || ["Version", "Statement"].some((name) => isNearName(key, name)),
  );
  if (statement?.value === undefined || others.length > 0 || !named) return false;
  const { value } = statement;
  if (value.kind === "string") return members.length > 1 || value.text.includes("Effect");
  const first = value.kind === "array" ? value.items[0] : value;
  return first?.kind === "object" && first.members.some(({ key }) => key.toLowerCase() === "effect");
}

/** `policy.json`, `policies/reader.json`: not a file that only holds something that looks like a statement. */
function isCalledPolicy(path: string): boolean {
  return path
    .split("/")
    .slice(-2)
    .some((name) => /polic(?:y|ies)/i.test(name));
}

function toSite(found: FoundPolicy, output: OutputDocument | undefined): Site {
  return {
    ...found,
    kind: output?.kind ?? found.kind,
    name: output?.name ?? found.name,
    stated: output ?? NOTHING_STATED,
    standing: output === undefined ? "source" : output.outdated ? "old" : "copy",
    ...(output === undefined ? {} : { isTaken: true as const }),
  };
}

/** What a tool wrote is changed at its source. */
function writtenByTool(site: Site, used: readonly SiteUse[] = []): Site {
  const [only, ...others] = used;
  const kind = commonKind(used);
  return {
    ...site,
    ...only,
    ...(others.length > 0 && { kind }),
    uses: used,
    standing: "copy",
    writer: undefined,
  };
}

/** What CloudFormation takes, and AWS takes otherwise than it reads. */
function takenAsWritten(template: Template, root: Value, source: SourceText): readonly Departure[] {
  const { text } = source;
  const isTakenIn = (): boolean => isChangedByService(source);
  return [
    ...variablesAsNames(root, text),
    ...namesAsText(template, root, text, isTakenIn),
    ...namesWithSlash(template, text),
  ];
}
