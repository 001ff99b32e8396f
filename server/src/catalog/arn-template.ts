/**
 * What lies in what, read off the ARN templates of the reference: `arn:${Partition}:s3:::${BucketName}/${ObjectName}` is of
 * something in a bucket, and `…:function:${FunctionName}:${Alias}` of something in a function. Which separator stands
 * between the two is the service's own.
 */

/** `bucket` → `bucket/*`, `function` → `function:*`: an ARN that begins as the template does, and all that the template has in it. */
export function everythingIn(container: string, template: string): string | undefined {
  if (/[*?]$/.test(container)) return undefined;
  const parts = partsOf(template);
  for (let count = parts.length - 1; count > 0; count--) {
    const separator = parts[count] ?? "";
    if (!/^[/:]/.test(separator) || !fills(container, parts.slice(0, count), separator)) continue;
    const rest = parts.slice(count).map((part) => (isPlaceholder(part) ? "*" : part));
    return `${container}${rest.join("")}`;
  }
  return undefined;
}

/** `bucket/*` → `bucket`: an ARN that goes on where the template ends. */
export function containerOf(content: string, template: string): string | undefined {
  const resourceAt = content.split(":", 5).join(":").length + 1;
  const parts = partsOf(template);
  for (let at = resourceAt + 1; at < content.length; at++) {
    const head = content.slice(0, at);
    const separator = content.charAt(at);
    if ((separator === "/" || separator === ":") && fills(head, parts, separator))
      return /[*?]/.test(head.slice(resourceAt)) ? undefined : head;
  }
  return undefined;
}

/** `table/t/index/*`: everything in the container that is of the type of that content; undefined if no template is of both. */
export function everythingOfType(content: string, container: string, templates: readonly string[]): string | undefined {
  if (!isWithin(content, container)) return undefined;
  const own = templates.filter((template) => {
    const parts = partsOf(template);
    // The name that stands last may hold any character, as that of an object.
    const rest = isPlaceholder(parts.at(-1) ?? "") ? 1 : 0;
    return starts(content, parts.slice(0, parts.length - rest));
  });
  return own.flatMap((template) => everythingIn(container, template) ?? [])[0];
}

/** `function:*`, `table/*`: everything that is in the container as that content is; undefined if the content is not in it. */
export function everythingBeside(content: string, container: string): string | undefined {
  return isWithin(content, container) ? `${container}${content.charAt(container.length)}*` : undefined;
}

/** Does a text have what stands between two names of a template, as `/backup/` does, with something on both sides? */
export function holdsTypeWord(text: string, templates: readonly string[]): boolean {
  return templates.some((template) =>
    partsOf(template).some(
      (part) => /^[/:][A-Za-z].*[/:]$/.test(part) && text.indexOf(part) > 0 && !text.endsWith(part),
    ),
  );
}

/** Do the resources of a template begin with that word and what separates it from their name, as `table/`? */
export function startsWithType(word: string, templates: readonly string[]): boolean {
  return templates.some((template) => template.split(":").slice(5).join(":").startsWith(word));
}

/** The container has to be an ARN with a resource. */
function isWithin(content: string, container: string): boolean {
  if (!content.startsWith(container) || container.endsWith("*")) return false;
  return /^(?:[^:]*:){5}./.test(container) && /[/:]/.test(content.charAt(container.length));
}

/** The literal stretches and the placeholders of a template, in turn. */
function partsOf(template: string): readonly string[] {
  return template.split(/(\$\{[^}]*\})/).filter((part) => part !== "");
}

function isPlaceholder(part: string): boolean {
  return part.startsWith("${");
}

/** Is the text of that form, with nothing but a name in the place of each placeholder? `behind`: what stands behind it. */
function fills(text: string, parts: readonly string[], behind: string): boolean {
  return endOf(text, parts, behind) === text.length;
}

/** Does a text of that form stand at its beginning? */
function starts(text: string, parts: readonly string[]): boolean {
  return endOf(text, parts, "") !== undefined;
}

/** Where the text goes on behind the parts; undefined if it does not begin with them. */
function endOf(text: string, parts: readonly string[], behind: string): number | undefined {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (!isPlaceholder(part)) {
      if (!text.startsWith(part, at)) return undefined;
      at += part.length;
      continue;
    }
    const next = parts[index + 1];
    const end = next === undefined ? text.length : text.indexOf(next, at);
    // Log groups have names such as `/aws/lambda/jobs`.
    const other = (next ?? behind).startsWith(":") ? /:/ : /[/:]/;
    if (end < at || (end === at && !MAY_BE_EMPTY.has(part)) || other.test(text.slice(at, end))) return undefined;
    at = end;
  }
  return at;
}

const MAY_BE_EMPTY: ReadonlySet<string> = new Set(["${Region}", "${Account}"]);
