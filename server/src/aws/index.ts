/**
 * Calls to AWS, each only for a command that somebody gives. This is what `dist/aws.js` holds: it is loaded with the first
 * command, so that nothing else waits for it.
 */
export { type Answer } from "./ask.ts";
export { actionsOf, type AwsCommand, CALLS } from "./calls.ts";
export { decodeMessage } from "./decode.ts";
export { type Failure } from "./failures.ts";
export { fetchOrganization } from "./fetch-organization.ts";
export { fetchAccount, fetchPrincipal, type PrincipalName } from "./fetch-principal.ts";
export { fetchResource, type ResourcePolicy } from "./fetch-resource.ts";
export { type RecentDenial, recentDenials } from "./recent-denials.ts";
export { openSession, type Session } from "./session.ts";
export { isSimulated, NOT_SIMULATED, simulate, type SimulatedKey, type Simulation } from "./simulate.ts";
export { savedFiles, type SavedFile } from "./saved-files.ts";
export { type AwsFinding, validatePolicy } from "./validate.ts";
export { type Identity, whoAmI } from "./who-am-i.ts";
