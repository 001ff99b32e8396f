/** Comments of Jinja, which Ansible, Sceptre and dbt take out before anybody else reads the file. */

/** As long as the text: lines that hold nothing but `{# … #}` are spaces. */
export function withoutTemplateComments(text: string): string {
  return text.includes("{#") ? text.replace(COMMENT_LINES, (lines) => lines.replace(/[^\r\n]/g, " ")) : text;
}

const COMMENT_LINES = /^[ \t]*\{#(?:(?!#\}).)*#\}[ \t]*$|^[ \t]*\{#(?:(?!#\})[\s\S]){0,4000}#\}[ \t]*$/gm;
