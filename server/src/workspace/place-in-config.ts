/** Where a workspace file speaks of something, for somebody who is to add to it or to correct it. */
import { readJson } from "../syntax/json.ts";
import { memberNamed, type ObjectValue, WITHOUT_HOLES } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { type ConfigSource } from "./config.ts";
import { nearestSource, pathFrom } from "./nearest-config.ts";

/** What is to be said: of the policies of one file, of policies, or of the organization. */
export interface ToState {
  readonly member: "policies" | "organization";
  readonly file: string | undefined;
}

export interface PlaceInConfig {
  readonly source: ConfigSource;
  /** The entry of the file, else the last of the member, else the member; the start of a file that has none of them. */
  readonly span: Span;
}

/** Undefined where there is no workspace file for it yet. */
export function placeInConfig(sources: readonly ConfigSource[], { member, file }: ToState): PlaceInConfig | undefined {
  const source = file === undefined ? outermost(sources) : nearestSource(sources, file);
  if (source === undefined) return undefined;
  const { root } = readJson(source.text.replace(/^\uFEFF/, " "), WITHOUT_HOLES);
  const span = root?.kind === "object" ? spanIn(root, member, file && pathFrom(source, file)) : undefined;
  return { source, span: span ?? { start: 0, end: 0 } };
}

function spanIn(root: ObjectValue, member: ToState["member"], file: string | undefined): Span | undefined {
  const value = memberNamed(root, member)?.value;
  if (value?.kind !== "array") return value?.span;
  const own = value.items.findLast((item) => {
    const files = item.kind === "object" ? memberNamed(item, "files")?.value : undefined;
    return files?.kind === "string" && files.text === file;
  });
  return (own ?? value.items.at(-1) ?? value).span;
}

function outermost(sources: readonly ConfigSource[]): ConfigSource | undefined {
  return [...sources].sort((a, b) => a.path.length - b.path.length).at(0);
}
