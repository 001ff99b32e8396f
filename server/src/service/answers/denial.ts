/** A reading of a message as data: the fields of the contract, without the spans that only an editor needs. */
import { type Denial, type DenialReading } from "../../message/denial.ts";

/** Several denials in one text are all in `denials`; the fields beside it repeat the first. */
export function denialAnswer(reading: DenialReading): Readonly<Record<string, unknown>> {
  const fields = denialFields(reading);
  return reading.denials.length > 1 ? { ...fields, denials: reading.denials.map(denialFields) } : fields;
}

/** One denial alone. */
export function denialFields(denial: Denial): Readonly<Record<string, unknown>> {
  const shown = Object.entries(denial).filter(([name]) => name !== "span" && name !== "denials");
  return Object.fromEntries(shown);
}
