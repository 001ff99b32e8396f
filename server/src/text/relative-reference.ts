/**
 * A path below a folder as the target of a link: percent-encoded, and with `./` in front where it would read as an
 * address of another kind. `command:x.json` is a file and must not become a command.
 * Source: RFC 3986, section 4.2, "Relative Reference".
 *
 * @param path with forward slashes; a lone surrogate, which names of files may hold, has no encoding and is replaced.
 */
export function relativeReference(path: string): string {
  const encoded = path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map((name) => encodeURIComponent(name).replace(/[!'()*]/g, percentOf))
    .join("/");
  const [first = ""] = path.split("/");
  return first.includes(":") || path.startsWith("//") ? `./${encoded}` : encoded;
}

/** What `encodeURIComponent` leaves, but a link in Markdown may end at. */
function percentOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
