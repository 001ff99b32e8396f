/** What nobody told, what was not read, and what became of each layer, in sentences. */
import { type LayerView } from "../denial/explanation.ts";
import { type Unknown, type UnreadReason } from "../denial/not-known.ts";
import { counted, listed, name, type Phrase, say, sentences, strong } from "../wording/phrase.ts";
import { alike, attachmentsUnknown, filesInWords, type UnknownAttachment } from "./attachment-sentences.ts";
import { layerName } from "../wording/layer.ts";
import { LARGEST_FILE, type ModuleReadOnce } from "../hosts/host.ts";
import { capitalized } from "../wording/capitalized.ts";
import { type PolicyHolderKind } from "../policy/policy-holder.ts";
import { policyOfResource } from "../wording/resource-policy.ts";
import { type Layer } from "../evaluation/decision.ts";

/** Each with its sentence; what is not known of several policies alike is one. */
export function unknownsInWords(unknowns: readonly Unknown[]): readonly (readonly [Unknown, Phrase])[] {
  const attachment = (one: Unknown): UnknownAttachment | undefined => (one.unknown === "attachment" ? one : undefined);
  return alike(unknowns, attachment).map(([first, ...more]) => [
    first,
    first.unknown === "attachment"
      ? attachmentsUnknown([first, ...more.flatMap((one) => attachment(one) ?? [])])
      : unknownInWords(first),
  ]);
}

export function unknownInWords(unknown: Unknown): Phrase {
  switch (unknown.unknown) {
    case "context-key":
      return say`The request's value of ${name(unknown.key)}.`;
    case "resource":
      return unknown.said === undefined
        ? say`Which resource was asked for: the message does not name it.`
        : say`Which resource ${name(unknown.said)} is: the message does not give its whole ARN.`;
    case "attachment":
      return attachmentsUnknown([unknown]);
    case "more-candidates":
      return unknown.count === 1
        ? say`Whether one more policy is attached: nothing here says so.`
        : say`Whether one of ${counted(unknown.count)} more policies is attached: nothing here says so.`;
    case "other-layers": {
      const layers = listed(
        unknown.layers.map((one) => say`${layerName(one)}`),
        "or",
      );
      return say`Which other policies apply: no file here is known to be the ${layers}. Any of them may deny it.`;
    }
    case "absent-policies":
      return unknown.names.length === 0
        ? say`What other policies of the caller say: not all of them could be saved here. Fetch them again.`
        : say`What ${filesInWords(unknown.names, "policies")} ${unknown.names.length === 1 ? "says: it is" : "say: they are"} attached to the caller, and in no file here. Save ${unknown.names.length === 1 ? "it" : "them"} here, too.`;
    case "broken-files": {
      const [its, it] = unknown.files.length === 1 ? ["Its", "it"] : ["Their", "they"];
      const is = unknown.files.length === 1 ? "is" : "are";
      return sentences(
        say`Whether ${filesInWords(unknown.files)} ${is} what AWS has.`,
        say`${its} text has syntax errors, so AWS cannot have it as ${it} ${is === "is" ? "stands" : "stand"} here.`,
        say`Correct the syntax, and explain the message again.`,
      );
    }
    case "unlisted-files":
      return sentences(say`What is in other files.`, UNLISTED);
    case "module-calls":
      return sentences(say`What the calls of ${moduleInWords(unknown.module)} give it.`, callsOfModule(unknown.module));
    case "unread-files":
      return sentences(
        say`What is in ${filesInWords(unknown.files)}.`,
        UNREAD[unknown.why](unknown.files.length === 1 ? "it" : "them"),
      );
  }
}

/** Of a workspace with more files than can be listed, or of a client that did not list them all. */
export const UNLISTED = say`Not every file of this workspace could be listed. Open a smaller folder to be sure of all.`;

/** Of a module that is called too often: what counts as unknown, and what to do about it. */
export function callsOfModule(module: ModuleReadOnce): Phrase {
  return say`The ${counted(module.calls)} calls of ${moduleInWords(module)} are too many to read one by one, so its variables count as unknown. Take a folder with fewer of these calls to have them read.`;
}

function moduleInWords({ folder }: ModuleReadOnce): Phrase {
  return say`the module ${name(folder === "" ? "." : folder.slice(0, -1))}`;
}

/** Of a window in which none is open. */
export const NO_FOLDER = say`No folder is open, so there are no policies to compare the message with. Open the folder that has them, then explain the message again.`;

/** For an answer that rests on the others: which files were left out, why, and what to do about it. */
export function leftOutOfAnswer(files: readonly string[], why: UnreadReason): Phrase {
  const [were, them] = files.length === 1 ? ["was", "it"] : ["were", "them"];
  return sentences(say`${filesInWords(files)} ${were} left out.`, UNREAD[why](them));
}

const UNREAD: Readonly<Record<UnreadReason, (files: string) => Phrase>> = {
  "too-large": (files) =>
    say`Files of more than ${megabytesOf(LARGEST_FILE)} MB are not read: split ${files}, or save the policies of this request alone.`,
  unreadable: (files) => say`Reading failed: check that you may read ${files}, then try again.`,
  broken: (files) => say`The JSON has syntax errors, and no policy was found: correct ${files}, then try again.`,
  failed: (files) => say`IAM Verdict failed to read ${files}. Please report this.`,
};

function megabytesOf(bytes: number): string {
  return String(bytes / (1024 * 1024));
}

/** `passed`, `blocked`, `unknown` or `not in play`, with what it rests on. */
export function layerInWords({ layer, verdict, basis, callerHasNone, hasUnbound, isIncomplete }: LayerView): Phrase {
  const label = capitalized(layerName(layer));
  if (callerHasNone === true) return say`${label}: does not apply to this caller`;
  if (basis === "none")
    return say`${label}: ${hasUnbound === true ? "no file here is known to apply" : "no file here"}`;
  const rests = basis === "message" ? " (AWS says so)" : basis === "candidates" ? " (if attached)" : "";
  switch (verdict) {
    case "allow":
      return say`${label}: passed${rests}`;
    case "explicit-deny":
      return say`${strong(`${label}: blocked`)} by a Deny${rests}`;
    case "implicit-deny":
      return say`${strong(`${label}: blocked`)}, no Allow${rests}`;
    case "unknown":
      return isIncomplete === true
        ? say`${label}: unknown, as one of the caller's policies is not in any file here`
        : say`${label}: unknown, depends on missing facts${rests}`;
    case "not-applicable":
      return say`${label}: not in play`;
    case "leaves-it":
      return say`${label}: leaves it to the caller's policies${rests}`;
  }
}

export function notByIdentity(resource: string | undefined, of: PolicyHolderKind | undefined): Phrase {
  const { holder, ofHolder } = policyOfResource(resource, of);
  return say`Ask whoever owns the ${holder}: ${ofHolder} decides.`;
}

export const NOT_BY_IDENTITY: Readonly<Record<Exclude<Layer, "identity" | "resource">, Phrase>> = {
  scp: say`No policy inside the account can lift an SCP: ask whoever runs the organization.`,
  rcp: say`No policy inside the account can lift an RCP: ask whoever runs the organization of the resource.`,
  boundary: say`An identity-based policy cannot go beyond the permissions boundary: ask whoever set the boundary.`,
  session: say`The session policy limits this one session: change it where the session is created.`,
  "key-policy": say`Ask whoever owns the key: without its key policy no identity-based policy counts.`,
  trust: say`Ask whoever owns the role: its trust policy decides who may assume it.`,
  "vpc-endpoint": say`Ask whoever runs the network: the VPC endpoint's policy decides what may pass.`,
};
