/**
 * What is presumed of where files are deployed, and what the message refutes of it. The same files may be deployed several
 * times: what the name of the caller tells of their variables need not hold of the resource.
 */
import { type DeploymentVariables } from "../policy/deployment-variables.ts";
import { type Steps } from "../text/steps.ts";
import { type Explanation } from "./explanation.ts";

/** `explain` is asked again with a resource of another deployment, where AWS names the layer that denied. */
export function* explainDespiteDeployment(
  variables: DeploymentVariables,
  explain: (variables: DeploymentVariables) => Steps<Explanation>,
): Steps<Explanation> {
  const { everywhere, ofCaller } = variables;
  const explanation = yield* explain(variables);
  const { verdict, layerBasis } = explanation;
  if (everywhere.size === 0 || verdict === "explained" || layerBasis !== "message") return explanation;
  const elsewhere = yield* explain({
    ...variables,
    everywhere: new Map(),
    ofCaller: new Map([...everywhere, ...ofCaller]),
  });
  return elsewhere.verdict === "explained" ? elsewhere : explanation;
}
