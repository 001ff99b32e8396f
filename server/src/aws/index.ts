/**
 * Calls to AWS, each only for a command that somebody gives. This is what `dist/aws.js` holds: it is loaded with the first
 * command, so that nothing else waits for it.
 */
export { type Answer } from "./ask.ts";
export { actionsOf, type AwsCommand, CALLS } from "./calls.ts";
export {
  compareDecisions,
  type Comparison,
  type OwnDecision,
  REGION_NOT_SENT,
  type SentRequest,
} from "./compare-decisions.ts";
export {
  CHARGED,
  type CustomCheck,
  type CustomCheckResult,
  customCheckSentence,
  problemOfCustomCheck,
  runCustomCheck,
} from "./custom-checks.ts";
export { decodeMessage } from "./decode.ts";
export { type EncodedMessage, findEncodedMessage, withDecoded } from "./encoded-message.ts";
export { distinct, type Failure, keptInWords, mayBeOfRegion } from "./failures.ts";
export { type FetchedPolicies, fetchPolicies, problemOfWanted, type WantedPolicies } from "./fetch-policies.ts";
export { type IdentityInWords, identityInWords, regionInWords } from "./identity-in-words.ts";
export { type MissingPermission, missingPermission } from "./missing-permission.ts";
export { isSamePrincipal, withoutSession } from "./principal.ts";
export { type EnvironmentEntry, environmentEntry, listProfiles, type ProfileEntry } from "./profiles.ts";
export { MOST_EVENTS, type RecentDenial, type RecentDenials, recentDenials } from "./recent-denials.ts";
export { type AskedRequest, isRegionSent, requestToSimulate, simulatedKey, withRegion } from "./request-context.ts";
export { openSession, type Region, type Retries, type Session, type SessionChoice } from "./session.ts";
export {
  askedKeys,
  isSimulated,
  NOT_SIMULATED,
  simulate,
  simulatePolicies,
  type SimulatedKey,
  type SimulatedRequest,
  type Simulation,
} from "./simulate.ts";
export { matchedInWords, NOT_THE_VERDICT, simulationSentence, simulationText } from "./simulation-in-words.ts";
export { GITIGNORE, type SavedFile } from "./saved-files.ts";
export { type AwsFinding, type ValidatedKind, validatePolicy } from "./validate.ts";
export { type Identity, whoAmI } from "./who-am-i.ts";
