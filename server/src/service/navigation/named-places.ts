/** Where the things that ARNs name are written: resources that files declare or show, and policies. */
import { type WorkspacePolicies, type WorkspacePolicy } from "../../workspace/workspace.ts";
import { type FilePolicies } from "../../workspace/read-file-policies.ts";
import { type Span } from "../../text/span.ts";
import { type ArnName, mayName, readArnName } from "./arn-names.ts";

/** `span` is of the file. */
export interface WrittenPlace {
  readonly path: string;
  readonly span: Span;
}

export interface NamedPlaces {
  /** The best places of what an ARN names: where it is declared, else its policies, else those attached to it. */
  definitionsOf(arn: ArnName): readonly WrittenPlace[];
  /** The one place of the same name, without looking through all names. */
  quickDefinitionOf(arn: ArnName): WrittenPlace | undefined;
  /** ARNs of what is declared under an offset of a file. */
  declaredAt(path: string, offset: number): ArnName | undefined;
}

interface Named extends WrittenPlace {
  readonly arn: ArnName;
  readonly rank: number;
}

/** A wildcard may mean more things than anybody wants to look through. */
const MOST_DEFINITIONS = 50;

export function namedPlaces(files: readonly FilePolicies[], workspace: WorkspacePolicies): NamedPlaces {
  const byService = new Map<string, Named[]>();
  const byName = new Map<string, Named[]>();
  const declaredIn = new Map<string, Named[]>();
  const add = (map: Map<string, Named[]>, key: string, one: Named): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [one]);
    else known.push(one);
  };
  for (const one of [...files.flatMap(declaredBy), ...workspace.policies.flatMap(namesOfPolicy)]) {
    add(byService, one.arn.service, one);
    add(byName, nameKey(one.arn, one.arn.resource), one);
    if (one.rank === DECLARED) add(declaredIn, one.path, one);
  }
  const ofSameName = (arn: ArnName): readonly WrittenPlace[] =>
    bestOf(
      beginningsOf(arn.resource).flatMap((resource) =>
        (byName.get(nameKey(arn, resource)) ?? []).filter((one) => mayName(arn, one.arn)),
      ),
    );
  return {
    definitionsOf(arn) {
      const exact = ofSameName(arn);
      if (exact.length > 0) return exact;
      return bestOf((byService.get(arn.service) ?? []).filter((one) => mayName(arn, one.arn)));
    },
    quickDefinitionOf(arn) {
      const [only, ...others] = ofSameName(arn);
      return others.length === 0 ? only : undefined;
    },
    declaredAt: (path, offset) =>
      declaredIn.get(path)?.find(({ span }) => span.start <= offset && offset <= span.end)?.arn,
  };
}

const DECLARED = 0;
const OWN_POLICY = 1;
const ATTACHED = 2;

function declaredBy({ path, declares }: FilePolicies): readonly Named[] {
  return declares.flatMap(({ arn: text, span }) => {
    const arn = text === undefined ? undefined : readArnName(text);
    return arn === undefined ? [] : [{ path, span, arn, rank: DECLARED }];
  });
}

/** A managed policy by its own ARN, or by the name that a file gives it; a resource by its policy; a role by what it has. */
function namesOfPolicy(one: WorkspacePolicy): readonly Named[] {
  const { path, arn, binding, kind, policy } = one;
  const at = (texts: readonly (string | undefined)[], rank: number): readonly Named[] =>
    texts.flatMap((text) => {
      const name = text === undefined ? undefined : readArnName(text);
      return name === undefined ? [] : [{ path, span: policy.span, arn: name, rank }];
    });
  const isManaged = kind.kind === "identity" || kind.kind === "boundary";
  const byName =
    arn === undefined && isManaged && /^[\w+=,.@-]+$/.test(one.name) ? `arn:*:iam::*:policy/${one.name}` : arn;
  return [
    ...at([byName], OWN_POLICY),
    ...at([binding.resource, ...binding.declared.resources], OWN_POLICY),
    ...at(binding.attachedTo, ATTACHED),
  ];
}

function bestOf(found: readonly Named[]): readonly WrittenPlace[] {
  const best = Math.min(...found.map(({ rank }) => rank));
  const places = new Map(
    found.filter(({ rank }) => rank === best).map(({ path, span }) => [`${span.start} ${path}`, { path, span }]),
  );
  return [...places.values()].slice(0, MOST_DEFINITIONS);
}

function nameKey({ service }: ArnName, resource: string): string {
  return `${service} ${resource}`;
}

/** `data/reports/a.csv`, `data/reports`, `data`; for colons the same. */
function beginningsOf(resource: string): readonly string[] {
  const beginnings = [resource];
  for (let at = resource.length - 1; at > 0 && beginnings.length < MOST_BEGINNINGS; at--) {
    const character = resource.charAt(at);
    if (character === "/" || character === ":") beginnings.push(resource.slice(0, at));
  }
  return beginnings;
}

const MOST_BEGINNINGS = 10;
