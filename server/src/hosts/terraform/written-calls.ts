/** The calls of a module of the workspace, each of several times by itself. */
import { attributeNamed } from "../../syntax/hcl-tree.ts";
import { type Span, spanContains } from "../../text/span.ts";
import { type SourcesAround } from "../host.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { callersOf } from "./callers.ts";
import { scopesOfCall } from "./given-variables.ts";
import { instancesOf } from "./instances.ts";
import { type LoadedModule, moduleIn } from "./load-module.ts";
import { type DeclaredBlock, folderOfCall } from "./module.ts";
import { type Scope } from "./scope.ts";

export interface CallOfModule {
  readonly call: DeclaredBlock;
  /** The module that calls. */
  readonly loaded: LoadedModule;
  /** What the arguments of the call are read with. */
  readonly scope: Scope;
  /** It makes what it makes once. */
  readonly isOnce: boolean;
  /** Does what stands there serve each of the times that the call makes its module? An entry of its `for_each` serves one. */
  readonly servesEachTime: (path: string, span: Span) => boolean;
}

/** `folder`: that of the module. */
export function callsOf(folder: string, around: SourcesAround): readonly CallOfModule[] {
  const callers = callersOf(folder, around).filter((one) => one !== folder);
  return callers.flatMap((caller) => {
    const loaded = moduleIn(caller, around);
    const { module } = loaded;
    const isRoot = callersOf(caller, around).every((one) => one === caller);
    return module.calls.flatMap((call): readonly CallOfModule[] => {
      if (folderOfCall(call) !== folder) return [];
      const { body } = call.block;
      const times = instancesOf(call.block, scopeOfBlock(call.block, call.file, module));
      const isSettled =
        times !== undefined || ["count", "for_each"].every((name) => attributeNamed(body, name) === undefined);
      const servesEachTime = eachTimeOf(call, times?.length);
      return scopesOfCall(call, module).map((scope) => ({
        ...{ call, loaded, scope, servesEachTime },
        isOnce: isRoot && isSettled,
      }));
    });
  });
}

function eachTimeOf({ block, file }: DeclaredBlock, times: number | undefined): CallOfModule["servesEachTime"] {
  const repeating = ["count", "for_each"].flatMap((name) => attributeNamed(block.body, name) ?? []);
  if (repeating.length === 0 || times === 1) return () => false;
  return (path, span) =>
    path === file.path &&
    spanContains(block.span, span) &&
    !repeating.some((attribute) => spanContains(attribute.value.span, span));
}
