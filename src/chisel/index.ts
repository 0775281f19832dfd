/**
 * Chisels: little programs over events. `api/` is what their authors see, also outside as `tsdig/chisel`; `engine/` runs
 * them; `load/` finds them and gives them their arguments.
 */
export * from './api/index.ts';
export type { ChiselCall } from './engine/active.ts';
export { ChiselError, ChiselRefusal } from './engine/errors.ts';
export { exactFields } from './engine/reader.ts';
export { ChiselRunner } from './engine/runner.ts';
export type { SourceInfo, Surroundings } from './engine/surroundings.ts';
export { bindArguments, takesWord, usage } from './load/arguments.ts';
export { ChiselCatalog, type ChiselPlaces } from './load/catalog.ts';
export { chiselInfo, chiselList, type NamedChisel } from './load/info.ts';
export { answerElsewhere, type ElsewhereAnswer } from './worker/elsewhere.ts';
export type { Elsewhere } from './worker/link.ts';
export type { Call as ForeignCall } from './worker/protocol.ts';
