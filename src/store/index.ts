export { identityOf } from './identity.ts';
export { type FileIndex, type IndexCache, type IndexCacheOptions, openIndexCache } from './index-cache.ts';
