/** What is said of a token that may not assume a role, and what the subject of a token looks like, by its issuer. */
import { type Explanation } from "../denial/explanation.ts";
import { type TokenIssuer } from "../policy/token-issuers.ts";
import { factsInWords } from "./fact-sentences.ts";
import { counted, name, type Phrase, say, sentences } from "../wording/phrase.ts";
import { subjectForms } from "../wording/token-subject.ts";

/** What to look at in a token of the issuer, or to tell of it by the fact `key`. */
export function subjectInWords(issuer: TokenIssuer, key: string | undefined): Phrase {
  const asked = key === undefined ? say`Compare the subject (${name("sub")}).` : factsInWords([key]);
  return sentences(asked, subjectForms(issuer));
}

/** The heading where neither the role nor the token is known. */
export function tokenTitle({ request, denial }: Explanation): Phrase {
  const token = tokenInWords(denial.callAction ?? request.action);
  return request.resource === undefined
    ? say`The message names neither the role nor the ${token}`
    : say`The message does not say what the ${token} contains`;
}

function tokenInWords(action: string | undefined): string {
  return action?.toLowerCase() === "sts:assumerolewithsaml" ? "SAML assertion" : "token";
}

/** Statements that name a provider of such tokens, and whether one of them also allows the action. */
export function tokenUnknown({ nearMisses, request, denial, fixes }: Explanation): Phrase {
  const action = name(request.action ?? "");
  const decides = say`The trust policy of the role decides who may call ${action}.`;
  const tokens = `${tokenInWords(denial.callAction ?? request.action)}s of an identity provider`;
  const isOf = (misses: readonly unknown[]): Phrase =>
    misses.length === 1 ? say`One statement here` : say`${counted(misses.length)} statements here`;
  const accepting = nearMisses.filter(({ elements }) =>
    elements.every(({ element, truth }) => element !== "action" || truth !== "no"),
  );
  if (nearMisses.length === 0) return sentences(decides, say`No trust policy here accepts ${tokens}.`);
  if (accepting.length === 0 && denial.callAction !== undefined) {
    const [names, does] = nearMisses.length === 1 ? ["names", "does"] : ["name", "do"];
    return sentences(
      decides,
      say`${isOf(nearMisses)} ${names} an identity provider, but ${does} not allow ${action}${fixes.length > 0 ? ": add it there." : ". Allow it there, and check that no Deny there forbids it."}`,
    );
  }
  if (accepting.length === 0) {
    const [names, has] = nearMisses.length === 1 ? ["names", "it has"] : ["name", "they have"];
    return sentences(
      decides,
      say`${isOf(nearMisses)} ${names} an identity provider, but ${has} another action: write ${action} there.`,
    );
  }
  return sentences(decides, say`${isOf(accepting)} ${accepting.length === 1 ? "accepts" : "accept"} ${tokens}.`);
}
