/** Object of a value tree → statement, whose elements are read when they are looked at. */
import { append } from "../domains/append.ts";
import {
  type EitherValue,
  mayBeAbsent,
  type Member,
  memberNamed,
  type ObjectValue,
  type StandingValue,
  standingIn,
  type UnknownValue,
  type Value,
} from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import {
  type ConditionBlock,
  type ConditionEntry,
  type ConditionOperatorBlock,
  isSettled,
  type ListElement,
  type PrincipalElement,
  type PrincipalEntries,
  type Scalar,
  type ScalarList,
  scalarOfString,
  type Statement,
} from "./policy.ts";

/** In the place of objects: does the file not tell which ones? What fills in a text may write them instead. */
export function isUnread(value: Value): boolean {
  return value.kind === "unknown" || (value.kind === "string" && value.holes.length > 0);
}

/** What may stand in a list, or alone in its place. */
export function standingInList(list: Value | undefined): readonly StandingValue[] {
  if (list === undefined) return [];
  return standingIn(list).flatMap(({ value, certain }) =>
    (value.kind === "array" ? value.items : [value]).flatMap((item) => standingIn(item, certain)),
  );
}

/** As if the member were not there where nothing can stand in it. */
export function memberPresent(object: ObjectValue, key: string): Member | undefined {
  const member = memberNamed(object, key);
  return member?.value?.kind === "either" && standingIn(member.value).length === 0 ? undefined : member;
}

export function readStatement(object: ObjectValue, index: number, certain: boolean): Statement {
  return new ReadStatement(object, index, certain);
}

/** Not looked at yet. */
const UNREAD = Symbol("unread");
type Unread = typeof UNREAD;

/** Of a long policy that somebody edits, most statements are known by their text: nobody asks for their elements. */
class ReadStatement implements Statement {
  readonly index: number;
  readonly certain: boolean;
  readonly span: Span;
  readonly object: ObjectValue;
  #open: Member | undefined | Unread = UNREAD;
  #sid: Scalar | undefined | Unread = UNREAD;
  #effect: Scalar | undefined | Unread = UNREAD;
  #principals: Pair<PrincipalElement> | undefined;
  #actions: Pair<ListElement> | undefined;
  #resources: Pair<ListElement> | undefined;
  #condition: ConditionBlock | undefined | Unread = UNREAD;

  constructor(object: ObjectValue, index: number, certain: boolean) {
    this.index = index;
    this.certain = certain;
    this.span = object.span;
    this.object = object;
  }

  get sid(): Scalar | undefined {
    if (this.#sid === UNREAD) this.#sid = scalarOf(memberNamed(this.object, "Sid"));
    return this.#sid;
  }

  get effect(): Scalar | undefined {
    if (this.#effect === UNREAD) this.#effect = scalarOf(memberNamed(this.object, "Effect"));
    return this.#effect;
  }

  get principal(): PrincipalElement | undefined {
    return this.#principalPair()[0];
  }

  get notPrincipal(): PrincipalElement | undefined {
    return this.#principalPair()[1];
  }

  get action(): ListElement | undefined {
    return this.#actionPair()[0];
  }

  get notAction(): ListElement | undefined {
    return this.#actionPair()[1];
  }

  get resource(): ListElement | undefined {
    return this.#resourcePair()[0];
  }

  get notResource(): ListElement | undefined {
    return this.#resourcePair()[1];
  }

  get condition(): ConditionBlock | undefined {
    if (this.#condition === UNREAD) {
      const open = this.#openMember();
      this.#condition =
        readCondition(memberPresent(this.object, "Condition")) ??
        (open && { keySpan: open.keySpan, span: open.span, operators: [], open: true, misplaced: undefined });
    }
    return this.#condition;
  }

  #principalPair(): Pair<PrincipalElement> {
    return (this.#principals ??= this.#pairOf("Principal", readPrincipal, (place) => ({ form: "unknown", ...place })));
  }

  #actionPair(): Pair<ListElement> {
    return (this.#actions ??= this.#pairOf("Action", readList, openList));
  }

  #resourcePair(): Pair<ListElement> {
    return (this.#resources ??= this.#pairOf("Resource", readList, openList));
  }

  /** Of two opposite elements a statement holds one, which a member with an open name may be. */
  #pairOf<Element>(
    name: string,
    read: (member: Member | undefined) => Element | undefined,
    openAt: (place: OpenPlace) => Element,
  ): Pair<Element> {
    const element = read(memberPresent(this.object, name));
    const opposite = read(memberPresent(this.object, `Not${name}`));
    const open = element === undefined && opposite === undefined ? this.#openMember() : undefined;
    return [open === undefined ? element : openAt(placeOf(open)), opposite];
  }

  #openMember(): Member | undefined {
    if (this.#open === UNREAD) this.#open = this.object.members.find(hasOpenName);
    return this.#open;
  }
}

/** An element and its opposite, such as Action and NotAction. */
type Pair<Element> = readonly [element: Element | undefined, opposite: Element | undefined];

interface OpenPlace {
  readonly keySpan: Span;
  readonly span: Span;
  readonly member: Member;
  readonly node: UnknownValue;
}

function placeOf(member: Member): OpenPlace {
  const { keySpan, span } = member;
  return { keySpan, span, member, node: { kind: "unknown", span } };
}

function openList(place: OpenPlace): ListElement {
  return { ...place, form: "list", entries: [], open: true, misplaced: [] };
}

function readList(member: Member | undefined): ListElement | undefined {
  if (member?.value === undefined) return undefined;
  return { keySpan: member.keySpan, member, ...readScalarList(member.value) };
}

/** Of a list that may be absent nobody knows what stands in its place, if anything does. */
function readScalarList(value: Value): ScalarList {
  const entries: Scalar[] = [];
  const misplaced: Value[] = [];
  let open = mayBeAbsent(value);
  for (const one of standingInList(value)) {
    const scalar = toScalar(one.value, one.certain);
    if (scalar !== undefined) entries.push(scalar);
    else if (one.value.kind === "unknown" || isFilledIn(one.value)) open = true;
    else misplaced.push(one.value);
  }
  const form = standingIn(value).some((one) => one.value.kind === "array") ? "list" : "single";
  return { span: value.span, node: value, form, entries, open, misplaced };
}

function readPrincipal(member: Member | undefined): PrincipalElement | undefined {
  if (member?.value === undefined) return undefined;
  const { keySpan, value } = member;
  const place = { keySpan, span: value.span, member, node: value };
  if (value.kind === "either") return { ...place, ...eitherPrincipal(value) };
  if (value.kind === "unknown") return { form: "unknown", ...place };
  if (value.kind === "object") return { form: "typed", ...place, types: value.members.flatMap(readPrincipalType) };
  const scalar = toScalar(value, true);
  if (scalar === undefined) return { form: "misplaced", ...place };
  return scalar.text === "*" && isSettled(scalar)
    ? { form: "everyone", ...place }
    : { form: "text", ...place, value: scalar };
}

/** Types of several options stand beside each other; other forms are left open. */
function eitherPrincipal(value: EitherValue): { form: "unknown" } | { form: "typed"; types: PrincipalEntries[] } {
  const objects = standingIn(value).map((option) => option.value);
  if (!objects.every((option) => option.kind === "object")) return { form: "unknown" };
  const open = mayBeAbsent(value);
  const types = objects
    .flatMap(({ members }) => members.flatMap(readPrincipalType))
    .map((type) => ({
      ...type,
      open: type.open || open,
      entries: type.entries.map((entry) => ({ ...entry, certain: false })),
    }));
  return types.length === 0 ? { form: "unknown" } : { form: "typed", types };
}

function readPrincipalType(member: Member): PrincipalEntries[] {
  if (member.value === undefined) return [];
  const list = readScalarList(member.value);
  const open = list.open || hasOpenName(member);
  return [{ type: member.key, typeHoles: member.keyHoles, keySpan: member.keySpan, member, ...list, open }];
}

function readCondition(member: Member | undefined): ConditionBlock | undefined {
  if (member?.value === undefined) return undefined;
  const operators: ConditionOperatorBlock[] = [];
  let open = false;
  let misplaced: Value | undefined;
  for (const { value, certain } of standingIn(member.value)) {
    if (value.kind === "object")
      append(
        operators,
        value.members.map((one) => readOperatorBlock(one, certain)),
      );
    else if (isUnread(value)) open = true;
    else misplaced ??= value;
  }
  return { keySpan: member.keySpan, span: member.value.span, operators, open, misplaced };
}

function readOperatorBlock(member: Member, blockCertain: boolean): ConditionOperatorBlock {
  const entries: ConditionEntry[] = [];
  let open = member.value === undefined;
  let misplaced: Value | undefined;
  for (const { value, certain } of member.value === undefined ? [] : standingIn(member.value, blockCertain)) {
    if (value.kind === "object") {
      append(
        entries,
        value.members.flatMap((entry) => readConditionEntry(member, entry, certain)),
      );
    } else if (isUnread(value)) open = true;
    else misplaced ??= value;
  }
  const { key, keySpan, keyHoles, span } = member;
  return { name: key, nameSpan: keySpan, nameHoles: keyHoles, member, span, entries, open, misplaced };
}

/** A condition whose value may be absent may not be asked. */
function readConditionEntry(operator: Member, entry: Member, certain: boolean): ConditionEntry[] {
  if (entry.value === undefined) return [];
  return [
    {
      operator: operator.key,
      operatorSpan: operator.keySpan,
      operatorHoles: operator.keyHoles,
      key: entry.key,
      keySpan: entry.keySpan,
      member: entry,
      keyHoles: entry.keyHoles,
      values: readScalarList(entry.value),
      span: entry.span,
      certain: certain && !mayBeAbsent(entry.value),
    },
  ];
}

export function scalarOf(member: Member | undefined): Scalar | undefined {
  return member?.value === undefined ? undefined : toScalar(member.value, true);
}

function toScalar(value: Value, certain: boolean): Scalar | undefined {
  switch (value.kind) {
    case "string":
      return scalarOfString(value, certain);
    case "number":
      return {
        span: value.span,
        text: value.text,
        holes: [],
        type: "number",
        node: value,
        certain,
        within: () => value.span,
      };
    case "boolean":
      return {
        span: value.span,
        text: String(value.value),
        holes: [],
        type: "boolean",
        node: value,
        certain,
        within: () => value.span,
      };
    case "null":
    case "array":
    case "object":
    case "unknown":
    case "either":
      return undefined;
  }
}

/** Will another tool put something else, under another name, in the place of this member before AWS sees the policy? */
export function hasOpenName({ keyHoles }: Member): boolean {
  return keyHoles.length > 0;
}

/** An object that stands for a value: its only member's name is filled in. */
export function isFilledIn(value: Value): boolean {
  return value.kind === "object" && value.members.length === 1 && value.members.every(hasOpenName);
}
