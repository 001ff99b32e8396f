/** A condition that goes under another operator: its block gets another `test`, and stays where it stands. */
import { type Change, type CopyOfValue, type NewValue } from "../../syntax/change.ts";
import { attributeNamed, type HclBody } from "../../syntax/hcl-tree.ts";
import { printText } from "../../syntax/hcl-print.ts";
import { type Value } from "../../syntax/value.ts";
import { type Edit } from "../../text/edit.ts";
import { type DocumentPlaces } from "./policy-document-places.ts";

type Added = Extract<Change, { change: "add-member" }>;
type Removed = Extract<Change, { change: "remove-member" }>;

export interface MovedConditions {
  readonly edits: readonly Edit[];
  /** That say nothing else. */
  readonly changes: ReadonlySet<Change>;
}

interface Asked {
  readonly text: string;
  readonly places: DocumentPlaces;
}

/** Of changes that take keys out of one operator and put them under another one. */
export function movedConditions(changes: readonly Change[], asked: Asked): MovedConditions {
  const { places } = asked;
  const edits: Edit[] = [];
  const done = new Set<Change>();
  const removed = changes.filter((one): one is Removed => one.change === "remove-member");
  for (const change of changes) {
    if (change.change !== "add-member") continue;
    const under = operatorOf(change, asked);
    const taken = under?.values.map((value) => removed.find(({ part }) => part.value === value));
    if (under === undefined || taken === undefined) continue;
    const blocks = taken.flatMap((one) => blocksOf(one, places) ?? []);
    const tests = blocks.flatMap((body) => attributeNamed(body, "test") ?? []);
    if (blocks.length < taken.length || tests.length < blocks.length) continue;
    edits.push(...tests.map(({ value }) => ({ span: value.span, newText: under.test })));
    for (const one of [change, ...taken]) if (one !== undefined) done.add(one);
  }
  return { edits, changes: done };
}

/** The operator under which values are put that stand in the document, as it is written. */
function operatorOf(
  { to, key, value }: Added,
  { text, places }: Asked,
): { readonly test: string; readonly values: readonly Value[] } | undefined {
  const place = places.of(to);
  if (place?.place !== "blocks") return undefined;
  if (place.of === "conditions") {
    const values = typeof value !== "string" && "members" in value ? value.members.map(([, one]) => one) : [];
    return values.length > 0 && values.every(isCopy)
      ? { test: printText(key), values: values.map(({ copyOf }) => copyOf) }
      : undefined;
  }
  const [same] = place.of === "operator" ? place.blocks : [];
  const test = same && attributeNamed(same.body, "test")?.value.span;
  return test && isCopy(value) ? { test: text.slice(test.start, test.end), values: [value.copyOf] } : undefined;
}

function isCopy(value: NewValue): value is CopyOfValue {
  return typeof value === "object" && "copyOf" in value;
}

function blocksOf(removed: Removed | undefined, places: DocumentPlaces): readonly HclBody[] | undefined {
  const place = removed && places.of(removed.part);
  return place?.place === "blocks" && place.of === "key" ? place.blocks.map(({ body }) => body) : undefined;
}
