/** Numbers as policies and requests write them: an integer or a decimal, in text. */

/** Undefined unless the whole text is a number; the form with an exponent is JSON's and is read too. */
export function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
