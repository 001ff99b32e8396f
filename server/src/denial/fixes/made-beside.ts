/**
 * What the file of a policy makes under a name that it leaves open: a role `"${var.env}-task"`, a table that CloudFormation
 * names. The resource of a denial is written by its reference where it may be that, and nothing else of the file may.
 */
import { nameOfHole } from "../../policy/name-of-hole.ts";
import { type Request } from "../../evaluation/request.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type Scalar } from "../../policy/policy.ts";
import { keyOfHole } from "../../policy/text-pattern.ts";
import { type FilledText } from "../../syntax/filled-text.ts";
import { type Hole, ID_OF_KEY, MADE_UP_ID, SECRET_SUFFIX } from "../../syntax/value.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type StoodFor } from "../not-known.ts";
import { stoodFor } from "../open-resource-steps.ts";
import { borders, isOfCallersAccount, standingRisks, standsAsKnown } from "./by-reference.ts";
import { type FixScene } from "./proposal.ts";

export interface MadeBeside {
  /** By the names of holes. */
  readonly supposing: ReadonlyMap<string, string>;
  /** As it is shown where something has to be so. */
  readonly shown: string;
  readonly risks: readonly FixRisk[];
}

/** Undefined where nothing of the file may be it, or several things may. */
export function madeBeside(file: string, resource: string, scene: FixScene): MadeBeside | undefined {
  const { request, layer, files } = scene;
  // Policies of principals are deployed where the principal is.
  if (layer !== "identity" && layer !== "boundary") return undefined;
  if (!isOfCallersAccount(resource, request) && !/^arn:[^:]*:s3:::/.test(resource)) return undefined;
  const places = [resource.length, ...borders(resource, false)];
  const fitting = files.madeBeside(file).flatMap((made) => {
    const end = places.find((at) => mayBe(made, resource.slice(0, at), scene));
    return end === undefined ? [] : [{ made, end, filled: filledLength(made, resource.slice(0, end)) }];
  });
  // The less is filled in, the more of the name is what the file says.
  const [best, next] = fitting.sort((one, other) => one.filled - other.filled);
  if (best !== undefined && best.filled === next?.filled) return undefined;
  const { made, end } = best ?? onlyOfType(file, resource, scene) ?? {};
  if (made === undefined) return undefined;
  const container = resource.slice(0, end);
  const supposing = supposedIn(made, container);
  const risks = isGeneratedForCaller(made, container, request.principal) ? [] : risksOf(made, container, request);
  return supposing && { supposing, shown: risks.length === 0 ? resource : made.text + resource.slice(end), risks };
}

/** What has an ID that AWS makes up, if the file makes one thing of the type: it may be that, and the risk says so. */
function onlyOfType(file: string, resource: string, { request, files }: FixScene): Placed | undefined {
  const places = [resource.length, ...borders(resource, false)];
  const [only, ...others] = files.madeBeside(file).flatMap((made) => {
    const [id, ...more] = made.holes.filter((hole) => !isTold(hole, request));
    if (id?.variable?.startsWith(MADE_UP_ID) !== true || more.length > 0) return [];
    const end = places.find((at) => {
      const arn = resource.slice(0, at);
      const isPossible = (one: StoodFor): boolean => isPlainId(one) && isIdOf(id.variable ?? "", one.value);
      return standsAsKnown(made, arn, request) && stoodFor(made, arn)?.every(isPossible) === true;
    });
    return end === undefined ? [] : [{ made, end }];
  });
  return others.length === 0 ? only : undefined;
}

interface Placed {
  readonly made: FilledText;
  readonly end: number;
}

function isPlainId({ value }: StoodFor): boolean {
  return /^[\w-]+$/.test(value) && value !== "";
}

/** Only the ID of a key that is one in several Regions begins so. Source: "Multi-Region keys in AWS KMS". */
function isIdOf(variable: string, id: string): boolean {
  if (variable.startsWith(ID_OF_KEY.inOneRegion)) return !id.startsWith("mrk-");
  return !variable.startsWith(ID_OF_KEY.inSeveral) || id.startsWith("mrk-");
}

/** Also the Region in the name of a bucket, whose ARN has none; the name of the caller's role may tell it. */
function risksOf(made: FilledText, arn: string, request: Request): readonly FixRisk[] {
  const role = readAccountCaller(request.principal)?.name ?? "";
  const regions = regionsOf(made, stoodFor(made, arn) ?? [], request).filter(({ value }) => !role.includes(value));
  const others = standingRisks(made, arn, request).map((one) => withWholeIds(one, made));
  return regions.length === 0 ? others : [...others, { risk: "only-if-stands-for", references: regions }];
}

/** `vpc-0abc1234` of `vpc/vpc-${Net}`: a reference to what is made comes to the ID with what it begins with. */
function withWholeIds(risk: FixRisk, { text, holes }: FilledText): FixRisk {
  if (risk.risk !== "only-if-stands-for") return risk;
  const beginnings = new Map(
    holes
      .filter(({ variable }) => variable?.startsWith(MADE_UP_ID))
      .map(({ start, end }) => [text.slice(start, end), /[a-z]+-$/.exec(text.slice(0, start))?.[0] ?? ""]),
  );
  const references = risk.references.map((one) => ({ ...one, value: (beginnings.get(one.written) ?? "") + one.value }));
  return { ...risk, references };
}

function regionsOf({ text, holes }: FilledText, values: readonly StoodFor[], request: Request): readonly StoodFor[] {
  const open = holes.filter((hole) => hole.stands === "region" && !isTold(hole, request));
  const written = new Set(open.map(({ start, end }) => text.slice(start, end)));
  return values.filter((one) => written.has(one.written));
}

/** Is there something else that the file makes, of whose name it says more than an entry does? */
export function isOfAnotherMade(file: string, entry: Scalar, resource: string, scene: FixScene): boolean {
  const { request, files } = scene;
  const places = [resource.length, ...borders(resource, false)];
  // What the entry is about may have the resource in it: a table has its indexes.
  const containers = places.map((at) => resource.slice(0, at)).filter((arn) => stoodFor(entry, arn) !== undefined);
  const lengths = containers.map((arn) => filledLength(entry, arn));
  const filled = lengths.length === 0 ? 0 : Math.min(...lengths);
  return files.madeBeside(file).some((made) =>
    places.some((at) => {
      const arn = resource.slice(0, at);
      return (isNamed(made, arn, request) || mayBe(made, arn, scene)) && filledLength(made, arn) < filled;
    }),
  );
}

/** Does the file say all of its name? */
function isNamed(made: FilledText, arn: string, request: Request): boolean {
  return (
    made.holes.every((hole) => isTold(hole, request)) &&
    standsAsKnown(made, arn, request) &&
    stoodFor(made, arn) !== undefined
  );
}

/** A name of which the file says a part, or the logical id. */
function mayBe(made: FilledText, arn: string, { request }: FixScene): boolean {
  const open = made.holes.filter((hole) => !isTold(hole, request));
  if (open.length === 0 || !standsAsKnown(made, arn, request)) return false;
  const isGenerated = open.some(({ madeOf }) => madeOf !== undefined);
  const values = stoodFor(made, arn) ?? [];
  if (!regionsOf(made, values, request).every(({ value }) => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(value))) return false;
  if (isUsual(made, open, values)) return true;
  const names = open.filter(({ variable }) => variable !== SECRET_SUFFIX);
  if (isGenerated) return names.length === 1 && generatedName(made, values) !== undefined;
  const name = open.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), made.text);
  return (/[^:/]*$/.exec(name)?.[0] ?? "").replace(/[^A-Za-z0-9]/g, "").length >= LEAST_SAID;
}

/** Is it so where everybody goes by what the file gives by default? */
function isUsual({ text }: FilledText, open: readonly Hole[], values: readonly StoodFor[]): boolean {
  return open.every(({ usual, start, end }) => {
    const value = values.find(({ written }) => written === text.slice(start, end))?.value;
    return usual !== undefined && value === usual;
  });
}

/** What is known of where the file is deployed is written by reference anyway. */
function isTold(hole: Hole, { filled, filledOfCaller, filledOfResource }: Request): boolean {
  const key = keyOfHole(hole) ?? "";
  if (hole.stands !== undefined && hole.stands !== "region") return true;
  return [filled, filledOfCaller, filledOfResource].some((texts) => texts?.has(key));
}

/** Letters and digits that a name has beside what is open. */
const LEAST_SAID = 3;

interface GeneratedName {
  /** Undefined where the name does not have it. */
  readonly stack: string | undefined;
}

/**
 * A name that CloudFormation made up: `STACK-LOGICALID-SUFFIX`, of a secret, and of most state machines, `LOGICALID-SUFFIX`.
 * Sources: "Name type" of the reference guide; "Create an AWS Secrets Manager secret with CloudFormation"; "Using AWS SAM to
 * build Step Functions workflows".
 */
function generatedName({ text, holes }: FilledText, values: readonly StoodFor[]): GeneratedName | undefined {
  const hole = holes.find(({ madeOf }) => madeOf !== undefined);
  const value = values.find(({ written }) => hole !== undefined && written === text.slice(hole.start, hole.end))?.value;
  const id = hole?.madeOf ?? "";
  if (value === undefined || !/^[A-Za-z0-9]+$/.test(id)) return undefined;
  const isShort = new RegExp(`^${id}-[A-Za-z0-9]{12}$`).test(value);
  if (holes.at(-1)?.variable === SECRET_SUFFIX) return isShort ? { stack: undefined } : undefined;
  if (isShort && /:states:.*:(?:stateMachine|execution):/.test(text)) return { stack: undefined };
  const [, stack, suffix = ""] = new RegExp(`^(.+)-${id}-([a-z0-9]{4,})$`, "i").exec(value) ?? [];
  // A word in lower case is part of a name that somebody chose.
  return /^[A-Z]+$|\d/.test(suffix) ? { stack } : undefined;
}

/** Is it of the stack that made the caller's role as well? */
export function isGeneratedForCaller(made: FilledText, arn: string, principal: string): boolean {
  const { stack } = generatedName(made, stoodFor(made, arn) ?? []) ?? {};
  const role = readAccountCaller(principal)?.name ?? "";
  return stack !== undefined && role.toLowerCase().startsWith(`${stack.toLowerCase()}-`);
}

/** Undefined where one of the texts has no name. */
function supposedIn(made: FilledText, arn: string): ReadonlyMap<string, string> | undefined {
  const supposing = new Map<string, string>();
  const values = stoodFor(made, arn) ?? [];
  for (const hole of made.holes.filter(({ stands }) => stands === undefined || stands === "region")) {
    const value = values.find(({ written }) => written === made.text.slice(hole.start, hole.end))?.value;
    const name = hole.stands === undefined ? nameOfHole(hole, made.text) : keyOfHole(hole);
    if (value === undefined || name === undefined) return undefined;
    supposing.set(name, value);
  }
  return supposing;
}

function filledLength(made: Pick<Scalar, "text" | "holes">, arn: string): number {
  const said = new Map(
    made.holes.flatMap(({ stands, usual, start, end }) =>
      stands === undefined && usual === undefined ? [] : [[made.text.slice(start, end), usual] as const],
    ),
  );
  return (stoodFor(made, arn) ?? [])
    .filter(({ written, value }) => !said.has(written) || (said.get(written) ?? value) !== value)
    .reduce((sum, { value }) => sum + value.length, 0);
}
