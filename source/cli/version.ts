declare const __CLUSTERDECK_VERSION__: string;

/** Of package.json, put in by scripts/build.ts. */
export const version = __CLUSTERDECK_VERSION__;
