import { type Plugin } from "esbuild";

export function oneCopyOfEachPackage(root: string): Plugin;

/** What the copies are found by, of a lock file of npm. */
export interface InstalledPackage {
  readonly name?: string;
  readonly version?: string;
  readonly link?: boolean;
}

export function takenCopies(packages: Readonly<Record<string, InstalledPackage>>): ReadonlyMap<string, string>;
