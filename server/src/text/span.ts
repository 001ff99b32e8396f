/** A stretch of a text: UTF-16 code units, `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Of what is only a part of what the text there stands for: it cannot be changed or taken out at that place. */
  readonly isPart?: true;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** Does the span hold the offset? Its end counts too, because a cursor stands between characters. */
export function spanHolds(outer: Span, offset: number): boolean {
  return outer.start <= offset && offset <= outer.end;
}

/** Does the inner span lie in the outer one? */
export function spanContains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function isSameSpan(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}
