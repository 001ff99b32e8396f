/** Changes of a tree, drawn by a search: any of its values, changed in any way, to texts that are awkward to write. */
import fc from "fast-check";
import { type Change, type NewValue } from "../../server/src/syntax/change.ts";
import { type Member, type Value } from "../../server/src/syntax/value.ts";

const awkward = fc.constantFrom(
  ...['a"b', "a\\b", "\u0000\u001f", "\ud83d", "\ude00", "😀é", "\u2028", "%22*'()", "//x", "/* x", "{[,", "${a}", ""],
  ...["__proto__", "copyOf", "members", "s3:GetObject", "a\tb\r\nc"],
);
const text = fc.oneof({ weight: 3, arbitrary: awkward }, fc.string({ maxLength: 6 }));

export const tree = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", maxDepth: 4 },
      text,
      fc.constantFrom(1, 0.5, true, null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4 }),
    ),
  }))
  .value.filter((value) => typeof value === "object" && value !== null);

/** Which nodes are changed, and how, drawn as numbers because the nodes are known only once the text is read. */
export const choices = fc.array(
  fc.record({
    what: fc.nat(5),
    node: fc.nat(1_000),
    at: fc.nat(1_000),
    to: fc.nat(1_000),
    text,
    copy: fc.nat(1_000),
    form: fc.nat(4),
  }),
  { minLength: 1, maxLength: 4 },
);
export type Choice = typeof choices extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function valuesIn(value: Value): readonly Value[] {
  if (value.kind === "array") return [value, ...value.items.flatMap(valuesIn)];
  if (value.kind !== "object") return [value];
  return [value, ...value.members.flatMap((member) => (member.value === undefined ? [] : valuesIn(member.value)))];
}

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % Math.max(1, from.length)];
}

export function changesIn(root: Value, chosen: readonly Choice[]): readonly Change[] {
  const changes: Change[] = [];
  const taken = new Set<unknown>();
  for (const choice of chosen) {
    for (const change of changeOf(valuesIn(root), choice)) {
      const subject =
        change.change === "text" || change.change === "replace"
          ? change.value
          : change.change === "rename"
            ? change.member
            : undefined;
      // What two changes say of one text or name depends on which comes first.
      if (subject !== undefined && taken.has(subject)) continue;
      taken.add(subject);
      changes.push(change);
    }
  }
  return changes;
}

function changeOf(values: readonly Value[], { what, node, at, to, text: by, copy, form }: Choice): readonly Change[] {
  const strings = values.filter((value) => value.kind === "string");
  const objects = values.filter((value) => value.kind === "object");
  const arrays = values.filter((value) => value.kind === "array");
  const members = objects.flatMap((object) => object.members.map((member) => ({ object, member })));
  const value = newValueOf(form, by, pick(values, copy));
  switch (what) {
    case 0: {
      const string = pick(strings, node);
      if (string === undefined) return [];
      const [start = 0, end = 0] = [at, to].map((one) => one % (string.text.length + 1)).sort((a, b) => a - b);
      return [{ change: "text", value: string, start, end, by }];
    }
    case 1: {
      const replaced = pick(values.slice(1), node);
      return replaced === undefined ? [] : [{ change: "replace", value: replaced, by: value }];
    }
    case 2: {
      const renamed = pick(members, node);
      return renamed === undefined ? [] : [{ change: "rename", member: renamed.member, to: by }];
    }
    case 3: {
      const object = pick(objects, node);
      if (object === undefined) return [];
      const after = pick<Member | undefined>([undefined, ...object.members], at);
      return [{ change: "add-member", to: object, after, key: by, value }];
    }
    case 4: {
      const array = pick(arrays, node);
      if (array === undefined) return [];
      return [
        { change: "add-item", to: array, after: pick<Value | undefined>([undefined, ...array.items], at), value },
      ];
    }
    default: {
      const items = arrays.flatMap((array) =>
        array.items.map((part): Change => ({ change: "remove-item", from: array, part })),
      );
      const ofMembers = members.map(({ object, member }): Change => ({
        change: "remove-member",
        from: object,
        part: member,
      }));
      const one = pick([...items, ...ofMembers], node);
      return one === undefined ? [] : [one];
    }
  }
}

function newValueOf(form: number, by: string, copied: Value | undefined): NewValue {
  const copy: NewValue = copied === undefined ? [] : { copyOf: copied };
  return (
    [
      by,
      [by, "x"],
      {
        members: [
          ["a", by],
          [by, [by]],
        ],
      } as NewValue,
      copy,
      [copy, by, []] as NewValue,
    ][form] ?? by
  );
}
