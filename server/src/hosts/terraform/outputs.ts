/** References to what another module of the workspace gives back: `module.bucket.arn`. */
import { type HclReference, type HclStep } from "../../syntax/hcl-tree.ts";
import { type DeclaredValue, type TerraformModule } from "./module.ts";

export interface ReferredOutput {
  readonly declared: DeclaredValue;
  /** What is taken of it. */
  readonly steps: readonly HclStep[];
}

/** Undefined for any other reference, and for modules from elsewhere. */
export function outputReferred({ root, steps }: HclReference, module: TerraformModule): ReferredOutput | undefined {
  const [called, ...behind] = steps;
  const [output, ...others] = behind[0]?.step === "index" ? behind.slice(1) : behind;
  if (root !== "module" || called?.step !== "attribute" || output?.step !== "attribute") return undefined;
  const own = module.called(called.name);
  const declared = own?.output(output.name);
  return own && declared && { declared: { ...declared, module: own }, steps: others };
}
