/**
 * What to say once the files were edited. The message is about the files as they were when AWS denied the request, so
 * it no longer speaks against them: only the files are asked.
 */
import { layerName } from "../wording/layer.ts";
import { listed, type Phrase, say } from "../wording/phrase.ts";
import { requestInWords } from "./headline.ts";
import { ifCallers } from "./possible-callers.ts";
import { type Explanation } from "../denial/explanation.ts";

export interface AfterFix {
  /** Nothing in the files blocks the layer that denied, nor any other layer that they hold. */
  readonly settled: boolean;
  readonly title: Phrase;
  readonly summary: Phrase;
}

export function afterFix(explanation: Explanation): AfterFix {
  const { supposed = [] } = explanation;
  const settled = supposed.flatMap(({ caller, explanation: one }) =>
    caller !== undefined && afterFix(one).settled ? [{ caller, one }] : [],
  );
  const [first] = settled;
  if (first === undefined) return asTheFilesAre(explanation, say`The`);
  const callers = settled.map(({ caller }) => caller);
  // Who is only supposed is named once, and an ARN was made up for it.
  const request = { ...first.one.request, principal: undefined };
  return asTheFilesAre({ ...first.one, request }, say`${ifCallers(callers)}, the`);
}

/** `the`: the beginning of the sentence about the files. */
function asTheFilesAre(explanation: Explanation, the: Phrase): AfterFix {
  const { byFiles, layer } = explanation;
  const asked = requestInWords(explanation);
  if (byFiles.allowed === "yes") {
    return {
      settled: true,
      title: say`The files here now allow it`,
      summary: say`${the} files as they are now allow ${asked}. AWS uses what is deployed, so deploy the change, then try again.`,
    };
  }
  if (byFiles.denying.length > 0) {
    const layers = listed(
      byFiles.denying.map((one) => say`the ${layerName(one)}`),
      "and",
    );
    return {
      settled: false,
      title: say`The files here still deny it`,
      summary: say`${the} files as they are now still deny ${asked}, in ${layers}. Look at what denies it there.`,
    };
  }
  const own = byFiles.layers.find((one) => one.layer === layer);
  if (own !== undefined && own.basis !== "none" && (own.verdict === "allow" || own.verdict === "not-applicable")) {
    return {
      settled: true,
      title: say`The ${layerName(own.layer)} here no longer denies it`,
      summary: say`${the} ${layerName(own.layer)} as it is now no longer blocks ${asked}. What the other layers say is not known from the files here. Deploy the change, then try again.`,
    };
  }
  return {
    settled: false,
    title: say`The files here do not say whether it is denied`,
    summary: say`Whether the files as they are now deny ${asked} depends on facts that are missing. Add them, then explain again.`,
  };
}
