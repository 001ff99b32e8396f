/** What to do where a service decides something that looks like the caller's choice, or the other way round. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { awsCommand } from "./aws-command.ts";
import { type NextStep } from "./next-step.ts";
import { invokesModel } from "./fixes/one-region.ts";
import { type NextQuestion } from "./next-steps.ts";

/**
 * Guests of an identity pool have a session policy that Amazon Cognito writes, and nobody else. Sources:
 * "AmazonCognitoUnAuthedIdentitiesSessionPolicy" (AWS Managed Policy Reference); "Identity pools authentication flow".
 */
export function guestSteps({ verdict, layer, request: { principal } }: NextQuestion): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  const isGuest = caller?.kind === "session" && principal?.endsWith("/CognitoIdentityCredentials") === true;
  return isGuest && layer === "session" && verdict === "not-covered" ? [{ step: "guest-session", commands: [] }] : [];
}

/**
 * The Region of a model may be one that an inference profile led to; of a global one the ARN has none. Sources: "Increase
 * throughput with cross-Region inference"; "Prerequisites for inference profiles" (Amazon Bedrock User Guide).
 */
export function modelSteps({ culprits, nearMisses, request }: NextQuestion): readonly NextStep[] {
  const { action = "", asked } = request;
  if (!invokesModel(action, asked.arn)) return [];
  const { region = "" } = readArn(asked.arn ?? "") ?? {};
  const [first] = [...culprits, ...nearMisses];
  const asks = first?.elements.some(({ condition }) => /^aws:RequestedRegion$/i.test(condition?.entry.key ?? ""));
  return asks === true ? [{ step: "region-of-profile", region: region === "" ? undefined : region, commands: [] }] : [];
}

/**
 * Who may invoke a model through an inference profile may do so in every Region of the profile. Sources: "Prerequisites for
 * inference profiles" (Amazon Bedrock User Guide); AWS CLI Command Reference, "bedrock get-inference-profile".
 */
export function profileSteps({ denial, nearMisses, fixes, request }: NextQuestion): readonly NextStep[] {
  const { action = "", asked } = request;
  const { region = "", resource = "" } = readArn(asked.arn ?? "") ?? {};
  const isAdded = fixes.some(({ change: { change } }) => change === "add-resource" || change === "add-statement");
  if (!invokesModel(action, asked.arn) || region === "" || denial.denyType === "explicit" || !isAdded) return [];
  const model = resource.slice(resource.indexOf("/") + 1);
  const profiles = nearMisses.flatMap(({ elements }) => elements.flatMap(({ have }) => profileOf(have, model)));
  const [profile] = profiles;
  const ofProfile = ["--inference-profile-identifier", profile ?? "***", "--query", "models[].modelArn"];
  const commands = awsCommand("bedrock", "get-inference-profile", ...ofProfile);
  return [{ step: "models-of-profile", profile, commands }];
}

/** The ID of a profile of the model that a list of resources has. */
function profileOf(have: string | undefined, model: string): readonly string[] {
  const ids = (have ?? "").matchAll(/:inference-profile\/([a-z-]{2,12}\.[\w.:-]{1,100})/g);
  return [...ids].flatMap(([, id = ""]) => (id.endsWith(`.${model}`) ? [id] : []));
}

/**
 * A query that names no work group runs in `primary`. Sources: "StartQueryExecution" (Amazon Athena API Reference); "Use
 * workgroups to control query access and costs".
 */
export function workGroupSteps({ verdict, nearMisses, request }: NextQuestion): readonly NextStep[] {
  const [nearest] = nearMisses;
  const isPrimary = /^arn:[^:]*:athena:[^:]*:[^:]*:workgroup\/primary$/.test(request.asked.arn ?? "");
  if (!isPrimary || verdict !== "explained" || nearest?.place.effect !== "Allow") return [];
  const others = nearest.elements.filter(({ truth }) => truth !== "yes");
  const [only] = others;
  const named = /^arn:[^:]*:athena:[^:]*:[^:]*:workgroup\/([\w.-]{1,128})$/.exec(only?.have ?? "")?.[1];
  if (only?.element !== "resource" || others.length > 1 || named === undefined) return [];
  return [{ step: "name-work-group", workGroup: named, place: nearest.place, commands: [] }];
}
