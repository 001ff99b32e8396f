/** What the caller does so that a Deny does not apply, and why it is not for this request to be exempted. */
import { type CredentialNeed, type Guard } from "../denial/explanation.ts";
import { type Phrase, say } from "../wording/phrase.ts";

export const CREDENTIALS: Readonly<Record<CredentialNeed, Phrase>> = {
  mfa: say`Get credentials that carry MFA, and send the request with them.`,
  newer: say`This session is revoked if it began before the time in the policy. Get new credentials: assume the role again, or sign in again.`,
  "session-name": say`Assume the role with a session name that the policy accepts.`,
  "external-id": say`Assume the role with the external ID.`,
};

export const GUARDS: Readonly<Record<Guard, Phrase>> = {
  "root-user": say`The Deny keeps the root user from working in the account. Use a user or a role of the account instead.`,
  "own-part": say`The Deny keeps each caller to what is their own, and this request is for something else. Ask for the caller's own part, or use the credentials of the owner.`,
  perimeter: say`The Deny is a perimeter: only requests from known networks and organizations pass. Send the request from inside, or ask whoever maintains the perimeter.`,
};
