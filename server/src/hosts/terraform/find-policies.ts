/** Every policy that is written in a file of a Terraform module. */
import { jsonPolicy } from "./json-policy.ts";
import { type HclBlock, type HclBody, type HclExpression, type HclObject } from "../../syntax/hcl-tree.ts";
import { type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Writer } from "../../syntax/change.ts";
import { commonKind, type Site } from "../host.ts";
import { isAlone, isVariablesFile } from "./configuration.ts";
import { scopeOfBlock, scopeOfContent } from "./block-scope.ts";
import { statementsGiven } from "./caller-statements.ts";
import { cursorOfObject, cursorOfStatements, textWriterBeside, writerBeside, writingOf } from "./document-writing.ts";
import { evaluate } from "./evaluate.ts";
import { fallsBack, partsOf, plainText, saysNone } from "./expression-parts.ts";
import { follow } from "./follow.ts";
import { grantOf, grantWriter } from "./grants.ts";
import { longLoopsOfReading } from "./loops.ts";
import { loopedStatementsWriter } from "./looped-statements-writer.ts";
import { type TerraformFile, type TerraformModule } from "./module.ts";
import { givenDocuments } from "./given-documents.ts";
import { givenStatements } from "./module-statements.ts";
import { statementsWriter } from "./module-statements-writer.ts";
import { policyOfDocument } from "./policy-document.ts";
import { hasNoStatements, isBareStatement, looksLikePolicy, mayBecomePolicy } from "./policy-shape.ts";
import { trustMade } from "./registry-trusts-writer.ts";
import { replacedScope, type Scope, scopeOf } from "./scope.ts";
import { type JsonFaults } from "../json-faults.ts";
import { policyOfStatements } from "../statement-list.ts";
import { mayHoldJson, placeIn } from "./sources.ts";
import { contentOfArgument, ORGANIZATION_POLICY } from "./types.ts";
import { LISTS_OF_DOCUMENTS, mergedDocuments, NOTHING_REPLACED, replacedInAll } from "./merged-documents.ts";
import { policiesOfStack } from "./stack-templates.ts";
import { type PolicyUses, siteUses } from "./uses.ts";
import { decodedPolicy } from "./yaml-text.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";

/** A policy with the place of its source; what uses it says the rest. */
export interface WrittenPolicy {
  readonly place: string;
  readonly root: ObjectValue;
  readonly path: readonly string[];
  readonly name: string | undefined;
  readonly broken: boolean;
  /** It is only an object so far, which may be a part of what becomes a policy. */
  readonly isPart: boolean;
  readonly writer: Writer | undefined;
  /** Where an offset of the file is in the policy. */
  readonly cursorAt: Site["cursorAt"];
  /** Of a policy in a template of CloudFormation, and of what a module is given for one of its own: what is said there of it. */
  readonly saidElsewhere?: Pick<Site, "kind" | "uses">;
  /** A module of the workspace makes the policy of it. */
  readonly isGiven?: true;
  /** It is written as objects of JSON, which its writer knows. */
  readonly isOfJson?: true;
  /** Of JSON in a text. */
  readonly faults?: JsonFaults;
}

interface AboutFile {
  readonly broken: boolean;
  readonly expressionOf: ExpressionOf | undefined;
  /** What the resources of its module say of its policies. */
  readonly uses: PolicyUses;
}

/** Takes a step for each block of the file. */
export function* policiesInFile(
  file: TerraformFile,
  module: TerraformModule,
  about: AboutFile,
): Generator<undefined, readonly WrittenPolicy[]> {
  const search = new PolicySearch(file, module, about);
  if (isVariablesFile(file.path) || isAlone(file.path)) search.inValues();
  for (const block of file.body.blocks) {
    search.inBlock(block);
    yield;
  }
  return search.found;
}

interface Place {
  readonly scope: Scope;
  readonly path: readonly string[];
  readonly name: string | undefined;
  /** What the argument holds, where the table knows it. */
  readonly content: string | undefined;
  /** It is what a function falls back to where something else is missing. */
  readonly isFallback?: true;
}

class PolicySearch {
  readonly #places = new Set<string>();
  readonly found: WrittenPolicy[] = [];
  readonly #file: TerraformFile;
  readonly #module: TerraformModule;
  readonly #broken: boolean;
  readonly #expressionOf: ExpressionOf | undefined;
  readonly #uses: PolicyUses;
  readonly #longLoops = longLoopsOfReading();

  constructor(file: TerraformFile, module: TerraformModule, { broken, expressionOf, uses }: AboutFile) {
    this.#file = file;
    this.#module = module;
    this.#broken = broken;
    this.#expressionOf = expressionOf;
    this.#uses = uses;
  }

  /** Of a file that is no configuration: values of variables, the inputs of Terragrunt. */
  inValues(): void {
    const scope = scopeOf(this.#module, this.#file, this.#longLoops);
    for (const { name, value } of this.#file.body.attributes) {
      this.#expression(value, { scope, path: [name], name: undefined, content: undefined });
    }
  }

  inBlock(block: HclBlock): void {
    const labels = block.labels.map(({ text }) => text);
    const scope = scopeOfBlock(block, this.#file, this.#module, this.#longLoops);
    for (const given of givenStatements(block, scope)) {
      const { attribute, document, root } = given;
      const made = {
        root,
        writer: statementsWriter(this.#file, given, this.#expressionOf),
        cursorAt: cursorOfStatements(document, this.#file.text),
      };
      this.#made(attribute.value.span.start, [block.type, ...labels, attribute.name], made, labels.at(-1));
    }
    if (block.type === "module") this.#given(block, scope);
    const trust = trustMade(block, scope, this.#expressionOf);
    if (trust !== undefined) this.#made(trust.at, [block.type, ...labels, trust.argument], trust, labels.at(-1));
    const grant = grantOf(block, scope);
    if (grant !== undefined) {
      const made = { root: grant, writer: grantWriter(this.#file), cursorAt: () => undefined };
      this.#made(block.span.start, [block.type, ...labels], made, labels.at(-1));
    } else if (block.type === "data" && labels[0] === DOCUMENT) this.#document(block, scope);
    else
      this.#body(block.body, { scope, path: [block.type, ...labels], name: labels.at(-1), content: undefined }, block);
  }

  /** What a module of the workspace is given for its documents. */
  #given(call: HclBlock, scope: Scope): void {
    const name = call.labels[0]?.text ?? "";
    const called = this.#module.calledByItself(name);
    for (const { of, document, root } of called === undefined ? [] : givenDocuments(call, called, scope)) {
      const uses = this.#uses.get(placeIn(of.file, of.block.span.start)) ?? [];
      const own = uses.filter(({ module }) => module === called).flatMap(siteUses);
      if (own.length === 0) continue;
      this.#add(document.span.start, {
        root,
        path: ["module", name],
        name,
        broken: this.#broken,
        isPart: false,
        isGiven: true,
        saidElsewhere: { kind: commonKind(own), uses: own },
        writer: statementsWriter(this.#file, { document, root, additions: undefined }, this.#expressionOf),
        cursorAt: () => undefined,
      });
    }
  }

  /** Of arguments. */
  #made(
    at: number,
    path: readonly string[],
    made: Pick<WrittenPolicy, "root" | "writer" | "cursorAt">,
    name: string | undefined,
  ): void {
    this.#add(at, { ...made, path, name, broken: this.#broken, isPart: false });
  }

  #document(block: HclBlock, scope: Scope): void {
    for (const { name, value } of block.body.attributes) {
      const place = { scope, path: [...block.labels.map(({ text }) => text), name], name: block.labels[1]?.text };
      if (LISTS_OF_DOCUMENTS.has(name)) this.#expression(value, { ...place, content: undefined });
    }
    const { open, own } = mergedDocuments(block, scope);
    const uses = this.#uses.get(placeIn(this.#file, block.span.start)) ?? [];
    const replaced = uses.length === 0 ? own.maybe : replacedInAll(uses.map((use) => use.replaced ?? NOTHING_REPLACED));
    const root = policyOfDocument(block, scope, { open, replaced });
    // The statements of others are held against their own text, and an empty document is a beginning for others.
    if (!open && !block.body.blocks.some(isStatement)) return;
    const name = block.labels[1]?.text;
    const path = ["data", ...block.labels.map(({ text }) => text)];
    this.#add(block.span.start, {
      root,
      path,
      name,
      broken: this.#broken,
      isPart: false,
      ...writingOf(this.#file, block, root, this.#expressionOf),
    });
  }

  #body(body: HclBody, place: Place, resource: HclBlock, within: readonly string[] = []): void {
    const type = resource.type === "resource" ? (resource.labels[0]?.text ?? "") : "";
    for (const { name, value } of body.attributes) {
      const argument = [...within, name].join(".");
      const content =
        type === ORGANIZATION_POLICY && argument === "content" ? "scp" : contentOfArgument(type, argument);
      const inner = { ...place, path: [...place.path, name], content };
      if (content === "template") this.#stack(value, inner);
      else if (content !== "other-document") this.#expression(value, inner);
    }
    for (const block of body.blocks) {
      const isLoop = block.type === "dynamic";
      const type = isLoop ? (block.labels[0]?.text ?? "") : block.type;
      if (block.type === "data" && block.labels[0]?.text === DOCUMENT) {
        this.#document(block, place.scope);
        continue;
      }
      const inner = isLoop || type === "content" ? within : [...within, type];
      const scope = isLoop ? scopeOfContent(block, place.scope) : place.scope;
      const path = [...place.path, type];
      this.#body(block.body, { ...place, path, scope }, resource, isLoop ? [...within, type] : inner);
    }
  }

  /** A template of CloudFormation. */
  #stack(expression: HclExpression, place: Place): void {
    for (const found of policiesOfStack({ expression, scope: place.scope }, this.#expressionOf)) {
      const path = [...place.path, ...found.path];
      const about = { name: found.name ?? place.name, broken: found.broken || this.#broken, isPart: false };
      this.#add(found.root.span.start, { ...found, ...about, path });
    }
  }

  #expression(expression: HclExpression, place: Place): void {
    if (expression.kind === "call") {
      const [argument] = expression.arguments;
      const isEncoded = expression.name === "jsonencode" && argument !== undefined;
      if (isEncoded && this.#encoded(argument, place)) return;
      const inside = replacedScope(expression, place.scope);
      if (inside !== undefined && argument !== undefined) {
        this.#expression(argument, { ...place, scope: inside });
        return;
      }
    }
    const decoded = expression.kind === "call" ? decodedPolicy(expression, place.scope) : undefined;
    if (decoded !== undefined) {
      this.#add(decoded.at, { ...place, ...decoded, broken: decoded.broken || this.#broken, isPart: false });
      return;
    }
    if (expression.kind === "template" && mayHoldJson(expression)) {
      this.#text(expression, place);
      return;
    }
    if (expression.kind === "object" && this.#object(expression, place)) return;
    if ((expression.kind === "tuple" || expression.kind === "object") && this.#statements(expression, place)) return;
    const within = fallsBack(expression) ? { ...place, isFallback: true as const } : place;
    for (const { part, key } of partsOf(expression)) {
      if (expression.kind === "conditional" && saysNone(part)) continue;
      this.#expression(part, key === undefined ? within : { ...within, path: [...place.path, key] });
    }
  }

  /** What `jsonencode` is given, if it is a policy that stands in this file. */
  #encoded(argument: HclExpression, place: Place): boolean {
    const followed = follow(argument, place.scope);
    const [only, ...others] = followed;
    if (only === undefined || others.length > 0) return false;
    if (only.scope.file !== this.#file) return true;
    const within = fallsBack(argument) ? { ...place, isFallback: true as const } : place;
    return this.#addValue(only.expression, evaluate(only.expression, only.scope), within);
  }

  /** An object that is one without `jsonencode`, as in `locals`. */
  #object(object: HclObject, place: Place): boolean {
    const names = object.items.map(({ key }) => (key.kind === "reference" ? key.root : plainText(key)));
    return (
      names.includes("Statement") &&
      this.#addValue(
        object,
        evaluate(object, place.scope),
        { ...place, content: undefined },
        !names.includes("Version"),
      )
    );
  }

  #addValue(expression: HclExpression, value: Value | undefined, place: Place, isPart = false): boolean {
    if (value?.kind !== "object") return false;
    const belongs = place.content !== undefined;
    const isOne = looksLikePolicy(value) || (belongs && (mayBecomePolicy(value) || isBareStatement(value)));
    if (!isOne) return false;
    if (place.isFallback === true && hasNoStatements(value)) return true;
    this.#add(expression.span.start, {
      ...place,
      root: value,
      broken: this.#broken,
      isPart,
      writer: writerBeside(this.#file, value, this.#expressionOf),
      cursorAt: cursorOfObject(expression, this.#file.text),
    });
    return true;
  }

  /** A list of which a module of the workspace makes a policy. */
  #statements(list: HclExpression, place: Place): boolean {
    const { span } = list;
    const [use] = this.#uses.get(placeIn(this.#file, span.start)) ?? [];
    const value = use && statementsGiven(list, place.scope, use.by);
    if (value === undefined) return false;
    const root = policyOfStatements({ value, span, keySpan: { start: span.start, end: span.start + 1 } });
    const plain = writerBeside(this.#file, root, this.#expressionOf);
    const writer = use?.by === undefined ? plain : loopedStatementsWriter(plain, value, use.by);
    this.#add(span.start, { ...place, root, broken: this.#broken, isPart: false, writer, cursorAt: () => undefined });
    return true;
  }

  #text(template: HclExpression & { readonly kind: "template" }, place: Place): void {
    const found = jsonPolicy(template, place.scope, place.content !== undefined);
    if (found === undefined) return;
    const writer = textWriterBeside(this.#file, template, found, this.#expressionOf);
    this.#add(template.span.start, { ...place, ...found, writer, broken: found.broken || this.#broken, isPart: false });
  }

  #add(at: number, policy: Omit<WrittenPolicy, "place">): void {
    const place = placeIn(this.#file, at);
    // Whoever calls the module gives the statements.
    if (policy.path[0] === "variable" && hasNoStatements(policy.root)) return;
    if (this.#places.has(place)) return;
    this.#places.add(place);
    const { root, path, name, broken, isPart, writer, cursorAt, isOfJson, isGiven, saidElsewhere, faults } = policy;
    const more = {
      ...(isOfJson && { isOfJson }),
      ...(isGiven && { isGiven }),
      ...(saidElsewhere && { saidElsewhere }),
      ...(faults && { faults }),
    };
    this.found.push({ place, root, path, name, broken, isPart, writer, cursorAt, ...more });
  }
}

const DOCUMENT = "aws_iam_policy_document";

function isStatement({ type, labels }: HclBlock): boolean {
  return type === "statement" || (type === "dynamic" && labels[0]?.text === "statement");
}
