/**
 * What the references of Pulumi's YAML stand for (`${uploads.arn}`): ARNs and names of what the file makes. Source: "Pulumi
 * YAML language reference", on interpolation.
 */
import { type FilledText, TextBuilding } from "../syntax/filled-text.ts";
import { type HoleFacts, memberNamed, SECRET_SUFFIX, type StringValue, stringWith } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { filledInPlaces } from "./cloudformation/substitution.ts";
import { filledOf, textAt } from "./placed-values.ts";
import { argumentOfName, type PulumiResource } from "./pulumi-attachments.ts";
import { namedType } from "./terraform/arns.ts";

/** A text with what its references come to, which says them also with something else behind. */
export function withReferencesTo(resources: readonly PulumiResource[]): (written: StringValue) => StringValue {
  const byKey = new Map(resources.map((one) => [one.key, one]));
  return (written) => {
    const places = written.text.includes("${") ? placesIn(written, byKey) : [];
    const [first] = places;
    if (first === undefined) return written;
    const { text, holes, map } = filledInPlaces(written, places);
    const whole = stringWith(written, { text, holes, map, extended: saidWith(written.text) });
    if (first.start > 0 || first.end === written.text.length) return whole;
    const reference = stringWith(textAt(first.made, written.span), {
      extended: saidWith(written.text.slice(0, first.end)),
    });
    return stringWith(whole, { begins: reference });
  };
}

function saidWith(written: string): (more: string) => { readonly text: string } {
  return (more) => ({ text: written + more.replaceAll("${", "$${") });
}

interface Place extends Span {
  readonly made: FilledText;
}

function placesIn({ text, holes }: StringValue, resources: ReadonlyMap<string, PulumiResource>): readonly Place[] {
  return holes.flatMap(({ start, end }) => {
    const [, key = "", attribute = ""] = /^\$\{([^{}.[\]]+)\.(\w+)\}$/.exec(text.slice(start, end)) ?? [];
    const resource = text[start - 1] === "$" ? undefined : resources.get(key);
    const made = resource && attributeOf(resource, attribute);
    return made === undefined ? [] : [{ start, end, made }];
  });
}

/** Undefined for what nothing here tells. */
function attributeOf(resource: PulumiResource, attribute: string): FilledText | undefined {
  const named = namedType(resource.type);
  if (named === undefined) return undefined;
  if (attribute === "arn") return named.form === undefined ? undefined : arnOf(named.form, resource);
  const isName = attribute === argumentOfName(resource.type) || named.alsoName.includes(attribute);
  return isName ? nameOf(resource) : undefined;
}

/** Undefined where Pulumi makes it up. */
function nameOf({ type, properties }: PulumiResource): FilledText | undefined {
  const argument = argumentOfName(type);
  return argument === undefined ? undefined : filledOf(memberNamed(properties, argument)?.value);
}

function arnOf(form: string, resource: PulumiResource): FilledText {
  const building = new TextBuilding();
  for (const [, word = "", text = ""] of form.matchAll(/\{(\w+)\}|([^{]+)/g)) {
    const own = word === "" ? { text, holes: [] } : partOf(word, resource);
    building.add(own.text, own.holes);
  }
  return building.result();
}

function partOf(word: string, resource: PulumiResource): FilledText {
  const open = new TextBuilding();
  const { key, properties } = resource;
  switch (word) {
    case "partition":
    case "region":
    case "account":
      open.addHole(`\${${word}}`, { stands: word });
      return open.result();
    case "path": {
      const path = memberNamed(properties, "path");
      if (path === undefined) return { text: "/", holes: [] };
      break;
    }
    case "name": {
      const name = nameOf(resource);
      if (name !== undefined) return name;
      break;
    }
    default:
  }
  const facts: HoleFacts = word === "path" ? {} : { isName: true };
  open.addHole(`\${${key}.${word}}`, word === "suffix" ? { ...facts, variable: SECRET_SUFFIX } : facts);
  return open.result();
}
