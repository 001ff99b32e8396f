/**
 * Characters of all planes, halves of surrogate pairs among them. fast-check's own ("binary") first draws up a table of
 * all of them, which takes longer than the tests.
 */
import fc from "fast-check";

export const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10_ffff).map((code) => String.fromCodePoint(code));

export const wholeCharacter: fc.Arbitrary<string> = anyCharacter.filter((one) => !/[\ud800-\udfff]/u.test(one));
