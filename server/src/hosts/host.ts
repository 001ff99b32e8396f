/**
 * A host knows where policies stand in a file of its format, and what the file states of them; it does not know what a
 * policy means.
 */
import { type KnownParts } from "../syntax/known-parts.ts";
import { type Deployment, type Writer } from "../syntax/change.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { type Draft } from "../syntax/draft.ts";
import { type ObjectValue, type SyntaxProblem } from "../syntax/value.ts";
import { type PolicyHolderName } from "../policy/kinds.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type HolderSort } from "./holder-sorts.ts";
import { type MadeHolder } from "./made-holders.ts";
import { type Insertion, type PolicyCursor } from "./policy-cursor.ts";

export const HOST_IDS = ["json", "terraform", "terraform-template", "yaml", "markdown"] as const;
export type HostId = (typeof HOST_IDS)[number];

/** What a file states of one of its policies; empty where it states nothing. */
export interface StatedFacts {
  readonly arn: string | undefined;
  /** Whom the policy is attached to: ARNs, or names where the file has no more. */
  readonly attachedTo: readonly string[];
  /** The ARN of the resource whose policy it is. */
  readonly resource: string | undefined;
  readonly declared: Declared;
}

/**
 * What a file that makes things says of the policies that it makes for them, by names: there may be others of the same
 * name. `*` stands for what the file does not settle.
 */
export interface Declared {
  /** Names of the users and roles that have the policy. */
  readonly holders: readonly string[];
  /** What each of these names is the name of, as far as the file says. */
  readonly sorts?: ReadonlyMap<string, ReadonlySet<HolderSort>>;
  /** The account that all of them are in, where the file writes it out. */
  readonly account?: string;
  /** As the file calls what makes all of them in another account or Region: two such may make roles of one name. */
  readonly provider?: string;
  /** One text makes it again for each of several holders, whose names `*` stands for. */
  readonly isRepeated?: true;
  /** The same time by time, as far as the file tells. */
  readonly each?: () => readonly MadeEachTime[];
  /** Of a module that one call makes several times: for which of them each name is. */
  readonly times?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of the users and roles that other uses of the same text give it. */
  readonly alsoHeldBy?: readonly string[];
  /**
   * Names that a module is called with that is not here: it is given the policy, or makes who has it. A role that it makes
   * may be called after them.
   */
  readonly namedBeside?: readonly string[];
  /** Names of groups that have the policy, of whose users the files name none. */
  readonly groups?: readonly string[];
  /** What the file makes it under, as it writes that: it may be that nothing is made. */
  readonly madeIf?: string;
  /** The same of what attaches it, where the policy is made anyway. */
  readonly attachedIf?: string;
  /** The file settles that nothing is made, or that nothing attaches it. */
  readonly isNeverMade?: true;
  /** Of such a one: neither is who has it. If that one asks for something, both are made where that is. */
  readonly isMadeWithHolder?: true;
  /** All who have it have a permissions boundary as well. */
  readonly isBounded?: true;
  /** ARNs of the resource whose policy it is. */
  readonly resources: readonly string[];
  /** The same by the default of the parameter that its name is left to: it may have been given another one. */
  readonly usualResources?: readonly string[];
  /** Ids of the roots, units and accounts that an organization's policy is attached to. */
  readonly targets: readonly string[];
  /** The VPC endpoint whose policy it is. */
  readonly endpoint?: DeclaredEndpoint;
  /** The document that takes its statements over, with those of others: all parts of one together are the policy. */
  readonly partOf?: string;
  /** What it is given of statements is read where that stands, and there are no others. */
  readonly isGivenWhole?: true;
  /** The loops that make statements of what it is given. */
  readonly loopsOfGiven?: readonly Span[];
  /** The Sids of its statements whose place others of that document take. */
  readonly replaced?: readonly string[];
  /** The Sids that other parts of that document have, which none of its own may be. */
  readonly taken?: readonly string[];
}

/** What a text that makes something again and again makes one of these times. */
export interface MadeEachTime {
  readonly holders: readonly string[];
  readonly resources: readonly string[];
  /** What decides between options, by `variable` of their terms. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where the values stand that are of this time alone. */
  readonly entry: { readonly path: string; readonly span: Span } | undefined;
}

export interface DeclaredEndpoint {
  /** As the file calls it. */
  readonly name: string;
  /** The first words of the services that it may lead to, as their names have them: `ecr`, `s3`; empty where that is open. */
  readonly services: readonly string[];
}

export const NOTHING_DECLARED: Declared = { holders: [], resources: [], targets: [] };

export const NOTHING_STATED: StatedFacts = {
  arn: undefined,
  attachedTo: [],
  resource: undefined,
  declared: NOTHING_DECLARED,
};

/** A place that says what a policy is there: a document may be in use in several. */
export interface SiteUse {
  readonly kind: PolicyKind | undefined;
  /** Of what it is the policy, or how IAM keeps it. */
  readonly holder?: PolicyHolderName | undefined;
  readonly name: string | undefined;
  readonly stated: StatedFacts;
}

/** What holds the policy in each of its uses. */
export function commonHolder(uses: readonly SiteUse[]): PolicyHolderName | undefined {
  const [only, ...others] = new Set(uses.map(({ holder }) => holder));
  return others.length === 0 ? only : undefined;
}

/** The ARNs of all the resources whose policy it may be, with `*` for what is not settled; none where one is not known. */
export function declaredResources(uses: readonly SiteUse[]): readonly string[] {
  const each = uses.map(({ stated }) => stated.declared.resources);
  return each.some((resources) => resources.length === 0) ? [] : [...new Set(each.flat())];
}

/** Where uses differ, nobody knows; but a boundary is written as an identity policy is. */
export function commonKind(uses: readonly SiteUse[]): PolicyKind | undefined {
  const kinds = new Set(uses.map(({ kind }) => kind));
  if (kinds.size > 1) kinds.delete("boundary");
  const [only, ...others] = kinds;
  return others.length === 0 ? only : undefined;
}

/** One policy document inside a file. */
export interface Site {
  readonly root: ObjectValue;
  /** The keys that lead to it, outermost first; empty if the file is the policy. */
  readonly path: readonly string[];
  /** What the place says of the policy's kind: `AssumeRolePolicyDocument` holds a trust policy. */
  readonly kind: PolicyKind | undefined;
  /** A name that stands beside it, such as `PolicyName`. */
  readonly name: string | undefined;
  readonly stated: StatedFacts;
  /** Where the file says so of several uses: each of them, in the place of `kind`, `name` and `stated`. Or empty. */
  readonly uses: readonly SiteUse[];
  /** Some of its values may stand elsewhere, in this file or in another: its own text does not tell what it says. */
  readonly refers: boolean;
  /**
   * `source`: the text from which the policy is made. `copy`: what a command printed of a policy that AWS has. `old`: such
   * a copy of a version that is not in force. `example`: what a text shows to its readers. `given`: parts of a policy that is
   * made elsewhere, where it stands as a whole.
   */
  readonly standing: "source" | "copy" | "old" | "example" | "given";
  /** A command printed it: AWS has it as it stands here. */
  readonly isTaken?: true;
  /** The file is the policy, and nothing is known to put values into its text. */
  readonly isPlain?: boolean;
  /** It stands among other things in a file, and nothing says what takes it out: that may leave parts of it behind. */
  readonly isItem?: true;
  /** The file has only its name: AWS wrote what it says. */
  readonly isOfAws?: true;
  /** Part of the text that it stands in could not be read, so what is missing may be there all the same. */
  readonly broken: boolean;
  /** Writes changes of the policy; undefined where the host only reads. */
  readonly writer: Writer | undefined;
  /**
   * Where an offset of the file is in the policy, for what is typed there; undefined where neither key nor value can
   * begin, and where the host cannot tell.
   */
  cursorAt(offset: number): PolicyCursor | undefined;
}

type Has =
  | "policy"
  | "boundary"
  | "declared-policy"
  | "declared-boundary"
  | "member"
  | "control-policy"
  | "child"
  | "management-account"
  | "absent"
  | "absent-group"
  | "snapshot";

/**
 * One thing has another: a role a managed policy, a user a boundary, a group a user, an account an SCP, a unit an account. A host states
 * what its file says; who joins the links of several files need not know where they come from.
 */
export interface Link {
  /** What is absent the file says to be there, and does not show. A snapshot lists the users and roles of an account. */
  readonly has: Has;
  /** An ARN; of an organization, its account, unit or root the id will do. Of what a file declares a name, with `*` for what it does not settle. */
  readonly holder: string;
  /** An ARN; of an organization's policy its id will do; of what is absent, the name of an inline policy or of a group, or nothing. Of what a file declares the name will do. */
  readonly held: string;
  /** Of a name: what it is the name of, where the file says so. */
  readonly sort?: HolderSort;
  /** Of a name: the account in which it is one, where the file says so. */
  readonly account?: string;
}

/** A text that can be read as a policy, but is not what AWS takes for one, or not what the tool reads that gives it to AWS. */
export interface Departure {
  /** `blank-before`: white space that not every tool takes away before it sends the text to AWS. */
  readonly kind:
    | (
        | "text-before"
        | "text-behind"
        | "brace-missing"
        | "blank-before"
        | "encoded-twice"
        | "encoded-again"
        | "variable-as-expression"
        | "variable-as-name"
        | "name-as-text"
        | "account-as-number"
        | "mark-without-plugin"
        | "unread-name"
        | "unread-without-plugin"
        | "name-with-slash"
      )
    | ("quotes" | "spaces" | "words" | "comments" | "trailing-commas");
  /** The first of its places. */
  readonly span: Span;
  /** How many places there are. */
  readonly count: number;
  /** Makes of it what AWS takes. */
  readonly repair: readonly Edit[];
  /** Of a name: what it was to be. */
  readonly named?: { readonly written: string; readonly meant: string };
  /** It stands in a string of the file, of which the editor's own support for the file says nothing. */
  readonly isNested?: true;
}

/** A resource that a file makes or shows: where its name leads to. */
export interface Declaration {
  /** With `*` for what the file does not settle; undefined where that is its name. */
  readonly arn: string | undefined;
  readonly name: string;
  /** The name, where variables are part of it. */
  readonly filledName?: FilledText;
  /** The same of its ARN. */
  readonly filledArn?: FilledText;
  /** Of a bucket, whose ARN shows no account: the name, where the account that the file is deployed in is part of it. */
  readonly nameWithAccount?: FilledText;
  /** As its host calls it: `aws_iam_role`, `AWS::IAM::Role`; a kind of ARN in what a command printed. */
  readonly type: string;
  readonly span: Span;
}

/** Where a policy can be begun: what the file's syntax has for it. */
export interface Beginning {
  /** Undefined where only names can stand. */
  readonly kind: PolicyKind | undefined;
  /** Nothing says that one belongs there: `write` is for who brings one. */
  readonly isOpen?: true;
  /** It is part of a text: what somebody brings is text as well, and stays as it is. */
  readonly isText?: true;
  readonly names: readonly BeginningName[];
  /** The service whose resource has the policy, as the host calls it. */
  readonly service?: string;
  /** How a whole policy is written there; undefined for one that the place cannot say. */
  readonly write: ((policy: Draft) => Insertion | undefined) | undefined;
  /** What has policies of its own, where such things are listed. */
  readonly things?: readonly BeginningThing[];
}

export interface BeginningThing {
  readonly label: string;
  readonly detail: string;
  readonly policies: readonly { readonly kind: PolicyKind; readonly service?: string }[];
  /** With one policy of each. */
  readonly write: (policies: readonly Draft[]) => Insertion;
}

export interface BeginningName {
  readonly name: string;
  readonly insertion: Insertion;
  /** What comes next can be chosen from a list as well. */
  readonly leads: boolean;
}

/** How an expression of the file's language refers to the ARN of something that is made beside it. */
export interface ArnReference {
  readonly expression: string;
  /** With `*` for what is not settled. */
  readonly arn: string;
  /** The same with what is not settled; undefined where nothing says what that would be. */
  readonly text?: FilledText | undefined;
  /** What is called after it: an execution of a state machine. */
  readonly namesake?: FilledText | undefined;
  /** It ends in a wildcard itself, for what is in the thing. */
  readonly isOpen?: true;
  /** The file looks it up, and another makes it; or it is only there under a condition. */
  readonly is?: "looked-up" | "counted";
}

/** Of the thing, and of what is called after it. */
export function arnsOfReference({ text, namesake }: ArnReference): readonly FilledText[] {
  return [text ?? [], namesake ?? []].flat();
}

/** Where a value stands that a policy refers to. */
export interface WrittenPlace {
  /** As the policy refers to it. */
  readonly name: string;
  readonly path: string;
  readonly span: Span;
  /** Of a call of the policy's module: what it gives that besides. */
  readonly given?: GivenVariables["texts"];
  /** Of a list: what it has, and how one more is written in it. */
  readonly list?: WrittenList | undefined;
  /** Of a list: no other call of the module reads it, and this one makes what it makes once. */
  readonly isOfOneCall?: boolean;
  /** In a call that makes its module several times, and for each of these. */
  readonly isEachTime?: boolean;
  /** The statement itself is there as soon as the list has something. */
  readonly bringsStatement?: true;
  /** Of an entry for which a block makes a policy for somebody else than for the others: its key. */
  readonly key?: string;
  /** Other keys of the same block that have the list as well; `all` where nothing tells which. */
  readonly otherKeys?: readonly string[] | "all";
  /** What a variable is where nobody gives it another value. */
  readonly isDefault?: true;
}

/** One for each stretch; undefined for one that the entry gives nothing for. */
export type EntryPlaces = readonly (WrittenPlace | undefined)[];

export interface WrittenList {
  readonly texts: readonly FilledText[];
  readonly add: (text: string, deployment: Deployment | undefined) => readonly Edit[] | undefined;
  /** Where a loop makes the texts of its items. */
  readonly itemFor?: (text: string) => MadeItem | undefined;
}

/** The item for a text, and what the loop makes of it. */
export interface MadeItem {
  readonly item: string;
  readonly makes: string;
  /** What is made is in the account where the loop is deployed. */
  readonly isInAccount?: boolean;
  /** What else it makes of the item. */
  readonly besides?: readonly string[];
}

/** What one call of a module of the workspace gives it. */
export interface GivenVariables {
  /** The module. */
  readonly to: string;
  /** By `variable` of holes in the module's texts. What is given and not settled, also by default, is left out. */
  readonly texts: ReadonlyMap<string, FilledText>;
}

export interface HostReading {
  readonly sites: readonly Site[];
  readonly problems: readonly SyntaxProblem[];
  /** Of a file that is one policy, or one string with a policy in it. */
  readonly departures: readonly Departure[];
  readonly links: readonly Link[];
  /** Made when somebody asks for them: findings need none. */
  readonly declares: () => readonly Declaration[];
  /** The same. */
  readonly gives?: () => readonly GivenVariables[];
  /** It looks as if it held policies, but its syntax is broken, and none was found. */
  readonly unreadable: boolean;
  /** Where a syntax is broken of which nobody else tells on the command line; what stands behind it may be left out. */
  readonly brokenAt?: number | undefined;
  /** Undefined where no policy can be begun at the offset. */
  readonly beginsAt?: (offset: number) => Beginning | undefined;
  /** Where, outside of the file, the values are written that a stretch of it refers to. */
  readonly writtenPlaces?: (span: Span) => readonly WrittenPlace[];
  /**
   * Of a statement that a loop makes of the entries of a list or a map in another file: for each entry, where it gives what
   * stands in each of these stretches.
   */
  readonly writtenEntries?: (spans: readonly Span[]) => readonly EntryPlaces[];
  /** The roles and users that it makes and can give one more policy; made when somebody asks for them. */
  readonly holders?: () => readonly MadeHolder[];
  /** Made when somebody asks for them. */
  readonly references?: () => readonly ArnReference[];
  /** The ARNs of what it makes besides those of `references`; made when somebody asks for them. */
  readonly alsoMade?: () => readonly FilledText[];
}

export const NOTHING_READ: HostReading = {
  sites: [],
  problems: [],
  departures: [],
  links: [],
  declares: () => [],
  unreadable: false,
};

/** In bytes as UTF-8 (`isLargerThan`). A larger file is not read: the snapshot of an account with thousands of roles has some forty megabytes. */
export const LARGEST_FILE = 50 * 1024 * 1024;

export interface SourceText {
  /** File name or path with forward slashes; only its ending and folders are looked at. */
  readonly path: string;
  /** The editor's language id, where there is an editor. */
  readonly languageId: string | undefined;
  readonly text: string;
  /** The other files of the workspace, where there is one. */
  readonly around?: SourcesAround | undefined;
  /** What was read of the file's earlier versions, for a host that can use it; of one that is read once there is none. */
  readonly known?: KnownParts | undefined;
}

/** The same object for as long as the files of a workspace are the same. */
export type WorkspaceSnapshot = object;

/** Files that a host may look into, because the one that it reads refers to them. It never changes. */
export interface SourcesAround {
  /** What is made of them hangs on it. */
  readonly snapshot: WorkspaceSnapshot;
  /** Undefined for a file that is not there, or not at hand. `path` as in `SourceText`. */
  textOf(path: string): string | undefined;
  /** The paths of the files directly in a folder, in order; "" is the workspace, any other has a slash at its end. */
  filesIn(folder: string): readonly string[];
  /** Every folder that has files, in order. */
  everyFolder(): readonly string[];
  /**
   * What is made of several files: once for as long as they are the same. What has the same name must be made the same
   * way. A text that comes out as before counts as unchanged, whatever it was made of.
   */
  made<Made>(name: string, make: (around: SourcesAround) => Made): Made;
}

/** A module that is called too often for each call to be read. */
export interface ModuleReadOnce {
  /** With a slash at its end; empty for the workspace. */
  readonly folder: string;
  readonly calls: number;
}

export interface Host {
  readonly id: HostId;
  /** The editor's languages whose documents it reads. */
  readonly languages: readonly string[];
  /** Those of them that nobody but us reads: a document in one is a policy, however little of it is typed. */
  readonly ownLanguages: readonly string[];
  /** The endings of the files that it reads, such as `.json`. */
  readonly files: readonly string[];
  /** A text without any of these words holds nothing to read; empty where another file may need what is in any. */
  readonly words: readonly string[];
  /** What one of its files says may depend on others of the workspace. */
  readonly refers: boolean;
  /** Its files only show policies to readers: one is read where somebody asks for it, and says nothing of others. */
  readonly shows?: "examples";
  /** Characters after which an editor asks what can be written. */
  readonly triggers: readonly string[];
  /** Takes a step every few milliseconds. */
  read(source: SourceText): Generator<undefined, HostReading>;
}
