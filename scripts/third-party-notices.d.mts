/** What the notices read of esbuild's metafile. */
export interface BundleContents {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

export function dataPackages(root: string): readonly string[];

export function bundledPackages(metafiles: readonly BundleContents[], root: string): readonly string[];

export function thirdPartyNotices(folders: readonly string[]): {
  readonly text: string;
  readonly refusals: readonly string[];
};
