/** The lists of a statement, under the names by which its author knows them. */
import { type ScalarList, type Statement } from "../../policy/policy.ts";
import { type Span, spanContains } from "../../text/span.ts";

export interface StatementList {
  readonly name: string;
  readonly list: ScalarList;
  /** From its name to its end. */
  readonly place: Span;
  readonly nameEnd: number;
  /** Of names of actions the case does not matter. */
  readonly isOfActions: boolean;
}

/** In the order of the text. */
export function listsOf(statement: Statement): readonly StatementList[] {
  const { action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const elements = [action, notAction, resource, notResource].flatMap((element) =>
    element === undefined
      ? []
      : [
          {
            name: element.member.key,
            list: element,
            place: element.member.span,
            nameEnd: element.keySpan.end,
            isOfActions: element === action || element === notAction,
          },
        ],
  );
  const principals = [principal, notPrincipal].flatMap((element) =>
    element?.form === "typed"
      ? element.types.map((type) => ({
          name: type.type,
          list: type,
          place: type.member.span,
          nameEnd: type.keySpan.end,
          isOfActions: false,
        }))
      : [],
  );
  const values = (condition?.operators ?? []).flatMap(({ entries }) =>
    entries.map((entry) => ({
      name: entry.key,
      list: entry.values,
      place: entry.span,
      nameEnd: entry.keySpan.end,
      isOfActions: false,
    })),
  );
  return [...elements, ...principals, ...values].sort((a, b) => a.place.start - b.place.start);
}

/** The list that holds all that is selected. */
export function listAt(statement: Statement, span: Span): StatementList | undefined {
  return listsOf(statement).find(({ place }) => spanContains(place, span));
}
