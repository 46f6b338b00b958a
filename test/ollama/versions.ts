/** Whether a server of this version does what came with another one. */
export function isSince(version: string, since: string): boolean {
	return version.localeCompare(since, 'en', {numeric: true}) >= 0;
}

/** What a prompt that is not to be cut is answered by: since then the field is known. */
export const knowsTruncate = '0.12.6';
/** Since then models run in llama-server, whose errors are passed on as they come. */
export const runsLlamaServer = '0.30.0';
/** Since then the list of what is in memory waits for a model that is being loaded. */
export const listWaitsForLoad = '0.32.4';
