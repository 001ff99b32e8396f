/** ARNs as values of condition keys: of callers, and of what a service is asked by. */
import { servicePrefixOf } from "../../catalog/service-names.ts";
import { isSettled } from "../../policy/policy.ts";
import { type DraftPart } from "../../syntax/draft.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { isOfForm, partsOfForm, referenceCandidates } from "./resources.ts";

/** `wild`: may the operator's values have wildcards? */
export function arnCandidates(place: CompletionPlace, key: string, wild: boolean): readonly Candidate[] {
  const { known, statement } = place;
  if (/:Principal(?:Arn)?$/i.test(key)) return callers(place, wild);
  // A statement is seldom about requests that come from its own resource.
  const own = new Set(statement?.resource?.entries.map(({ text }) => text));
  const used = known.resources.filter((arn) => !own.has(arn)).map((arn) => drafted([arn]));
  if (!/^aws:SourceArn$/i.test(key)) return used;
  const sources = sourceForms(place);
  const isOfSource = ({ label }: Candidate): boolean => sources.some(({ form }) => isOfForm(label, form));
  const forms = sources.map(({ form }) => form);
  const made = place.references.flatMap((reference) => referenceCandidates(reference, forms, place.cursor));
  // A service asks for the whole of what is made, and not for what is in it.
  const asking = made.filter(({ what }) => what?.write === "reference" && what.behind === "");
  return [...asking, ...used.filter(isOfSource), ...sources.map(({ text }) => drafted(text))];
}

/** What limits an organization is for roles of that name in each of its accounts. */
function callers({ known, kind }: CompletionPlace, wild: boolean): readonly Candidate[] {
  const account = known.accounts[0] ?? EXAMPLE_ACCOUNT;
  const inAnyAccount = wild && (kind.kind === "scp" || kind.kind === "rcp");
  return [
    ...known.principals.map((arn) => drafted([arn])),
    drafted(["arn:aws:iam::", { stop: inAnyAccount ? "*" : account }, ":role/", { stop: "role" }]),
  ];
}

/** The ARNs that the services have for which the statement is: what they are asked by. */
function sourceForms({ statement, catalog, known }: CompletionPlace): readonly SourceForm[] {
  const types = statement?.principal?.form === "typed" ? statement.principal.types : [];
  const names = types.flatMap(({ type, entries }) => (type === "Service" ? entries.filter(isSettled) : []));
  const account = known.accounts[0] ?? EXAMPLE_ACCOUNT;
  return names.flatMap(({ text }) => {
    const service = catalog.service(servicePrefixOf(catalog, text) ?? "");
    const arns = service?.resourceTypes.flatMap((one) => one.arns) ?? [];
    return arns.slice(0, MOST_SOURCES).map((form) => ({ form, text: partsOfForm(form, { accounts: [account] }) }));
  });
}

interface SourceForm {
  readonly form: string;
  readonly text: readonly DraftPart[];
}

const MOST_SOURCES = 8;
/** AWS's documentation uses it for accounts. */
const EXAMPLE_ACCOUNT = "111122223333";

export function drafted(text: readonly DraftPart[]): Candidate {
  const label = text.map((part) => (typeof part === "string" ? part : part.stop)).join("");
  return { label, kind: "value", what: { write: "value", value: { text } } };
}
