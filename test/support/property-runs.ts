/**
 * How often a property is tried: few enough for every run of the suite to be quick. `PROPERTY_RUNS=20 npm test` tries
 * twenty times as often, which is worth the time before a release and after a change to an engine.
 */
export function propertyRuns(usual: number): number {
  const times = Number(process.env["PROPERTY_RUNS"] ?? "1");
  return Math.ceil(usual * (Number.isFinite(times) && times > 0 ? times : 1));
}
