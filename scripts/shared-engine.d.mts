import { type BuildOptions } from "esbuild";

export function sharing(
  options: BuildOptions & { readonly plugins: NonNullable<BuildOptions["plugins"]> },
  entries: Readonly<Record<string, string>>,
  name: string,
): BuildOptions;
