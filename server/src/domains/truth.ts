/** Three-valued truth (Kleene): "unknown" when a fact we were not told decides. */
export type Truth = "yes" | "no" | "unknown";

export function and(left: Truth, right: Truth): Truth {
  if (left === "no" || right === "no") return "no";
  return left === "yes" && right === "yes" ? "yes" : "unknown";
}

export function or(left: Truth, right: Truth): Truth {
  if (left === "yes" || right === "yes") return "yes";
  return left === "no" && right === "no" ? "no" : "unknown";
}

export function not(truth: Truth): Truth {
  if (truth === "unknown") return "unknown";
  return truth === "yes" ? "no" : "yes";
}

export function truthOf(holds: boolean): Truth {
  return holds ? "yes" : "no";
}

/** What holds whichever of the two is the case. */
export function eitherWay(left: Truth, right: Truth): Truth {
  return left === right ? left : "unknown";
}
