import { type BuildOptions } from "esbuild";

export function bundles(form: { readonly root: string; readonly development: boolean }): readonly BuildOptions[];

export function withNamespacesKept(text: string): string;
