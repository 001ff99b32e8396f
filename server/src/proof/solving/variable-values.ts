/** What policy variables stand for while a question is being decided. */

export type VariableState =
  | { readonly state: "absent" }
  | { readonly state: "text"; readonly text: string }
  /** Present, with any text. */
  | { readonly state: "any" };

/** By key in lower case. A key that is not listed may be absent or have any value. */
export type VariableValues = ReadonlyMap<string, VariableState>;

export const NO_VALUES: ReadonlyMap<string, VariableState> = new Map();
