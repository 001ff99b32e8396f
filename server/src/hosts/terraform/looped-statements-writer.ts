/** Writes changes into the objects of which a loop of a module makes statements: never what the module itself adds. */
import { type Change, type NewValue, type Writer } from "../../syntax/change.ts";
import { type ArrayValue, type Value } from "../../syntax/value.ts";
import { isSameSpan, type Span } from "../../text/span.ts";
import { keepsObjects, type StatementLoop } from "./looped-statements.ts";

export function loopedStatementsWriter(writer: Writer, statements: ArrayValue, by: StatementLoop): Writer {
  const wholes = new Set(statements.items.flatMap(objectsIn).map(({ span }) => keyOf(span)));
  const keeps = keepsObjects(by);
  const isWhole = ({ span }: { readonly span: Span }): boolean => wholes.has(keyOf(span));
  const isGiven = (change: Change): boolean => {
    switch (change.change) {
      case "text":
        return !isWhole(change.value);
      case "replace":
        return !isWhole(change.value) && isPrintable(change.by);
      case "rename":
        return keeps && !isWhole(change.member);
      case "add-member":
        return (
          (keeps || !isWhole(change.to)) &&
          (change.after === undefined || !isWhole(change.after)) &&
          isPrintable(change.value)
        );
      case "remove-member":
        return (keeps || !isWhole(change.from)) && !isWhole(change.part);
      case "add-item":
        return (keeps || !isSameSpan(change.to.span, statements.span)) && isPrintable(change.value);
      case "remove-item":
        return isSameSpan(change.from.span, statements.span) || !isWhole(change.part);
    }
  };
  /** What is copied is written there as its text. */
  const isPrintable = (value: NewValue): boolean => {
    if (typeof value === "string") return true;
    if ("copyOf" in value) return !isWhole(value.copyOf);
    return "members" in value ? value.members.every(([, one]) => isPrintable(one)) : value.every(isPrintable);
  };
  return {
    edits: (changes, deployment) => (changes.every(isGiven) ? writer.edits(changes, deployment) : undefined),
  };
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}

function objectsIn(value: Value): readonly Value[] {
  return value.kind === "either" ? value.options.flatMap((option) => (option ? objectsIn(option) : [])) : [value];
}
