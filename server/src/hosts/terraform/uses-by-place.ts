/** The uses of policies while they are collected: thousands of resources may use one document. */
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { type PolicyUse } from "./uses.ts";

/** The arguments of a resource, by the modules that it is read in: a module that is called twice has its resources twice. */
type Users = Map<DeclaredBlock, Map<TerraformModule, Set<string>>>;

export class UsesByPlace {
  readonly all = new Map<string, PolicyUse[]>();
  readonly #users = new Map<string, Users>();

  /** Is the use by the same argument among them? */
  hasSame(place: string, use: PolicyUse): boolean {
    return this.#users.get(place)?.get(use.resource)?.get(use.module)?.has(argumentOf(use)) === true;
  }

  add(place: string, use: PolicyUse): void {
    const known = this.all.get(place);
    if (known === undefined) this.all.set(place, [use]);
    else known.push(use);
    const users: Users = this.#users.get(place) ?? new Map<DeclaredBlock, Map<TerraformModule, Set<string>>>();
    const modules = users.get(use.resource) ?? new Map<TerraformModule, Set<string>>();
    const inModule = modules.get(use.module) ?? new Set();
    this.#users.set(place, users.set(use.resource, modules.set(use.module, inModule.add(argumentOf(use)))));
  }

  /** In the place of those that are known. */
  setOnly(place: string, use: PolicyUse): void {
    this.all.delete(place);
    this.#users.delete(place);
    this.add(place, use);
  }
}

/** Of one of several that the resource makes, with its key. */
function argumentOf({ argument, instance }: PolicyUse): string {
  return instance === undefined ? argument : `${argument} ${instance.key}`;
}
