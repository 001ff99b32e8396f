import { type Release } from "./catalog-form.d.mts";

export function contents(release: Release, older: Release): Readonly<Record<string, number>>;

export function refusals(
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
): readonly string[];
