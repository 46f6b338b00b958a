/** Versions of Node that the built program is tried under, beside the one of package.json. */
export const nodeVersions = {oldestSupported: '22.19.0', tooOld: '20.20.2'} as const;

/** The binary of one of them, relative to the repository. */
export function nodeBinary(version: string): string {
	return `.cache/node-${version}/node_modules/.bin/node`;
}
