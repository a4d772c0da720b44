/** Formats of other programs that go in and out: captures, kernel logs, machines rebuilt elsewhere. Pure; types of the engine only. */
export * from './capture/index.ts';
export * from './trace/index.ts';
export * from './lab/index.ts';
