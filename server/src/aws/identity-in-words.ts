/** Whose credentials these are, for people: the same words on the command line and in the editor. */
import { isSamePrincipal } from "./principal.ts";
import { type Region } from "./session.ts";
import { type Identity } from "./who-am-i.ts";

export interface IdentityInWords {
  readonly headline: string;
  readonly rows: readonly { readonly label: string; readonly text: string }[];
  /** Undefined where no message was asked about. */
  readonly match: { readonly isPrincipal: boolean; readonly sentence: string } | undefined;
}

/** `principal`: that of a message, by its ARN. */
export function identityInWords(identity: Identity, principal: string | undefined): IdentityInWords {
  const { arn, account, source, unusedSource, expires, region } = identity;
  return {
    headline: `You are ${arn}.`,
    rows: [
      { label: "account", text: account },
      { label: "credentials", text: `from ${source}` },
      ...(unusedSource === undefined ? [] : [{ label: "", text: unusedSource }]),
      ...(expires === undefined ? [] : [{ label: "expire", text: expires }]),
      { label: "Region", text: regionInWords(region) },
    ],
    match: principal === undefined ? undefined : matchOf(arn, principal),
  };
}

function matchOf(arn: string, principal: string): IdentityInWords["match"] {
  const isPrincipal = isSamePrincipal(arn, principal);
  return {
    isPrincipal,
    sentence: isPrincipal
      ? "This is the principal of the message."
      : `This is not the principal of the message, ${principal}. Use the profile that has its credentials.`,
  };
}

/** Whoever is answered from one Region has to know which, and who chose it. */
export function regionInWords({ name, from, unused }: Region): string {
  const other = unused === undefined ? "" : `; the ${unused.from} names ${unused.name}`;
  return `${name} (${ORIGINS[from]}${other})`;
}

const ORIGINS: Readonly<Record<Region["from"], string>> = {
  given: "as given",
  message: "from the message",
  chosen: "chosen for this workspace",
  profile: "from the profile",
  environment: "from the environment",
  assumed: "assumed, because neither an option nor the settings name one",
};
