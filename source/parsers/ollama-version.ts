const longestVersion = 100;

/**
 * GET /api/version of Ollama.
 *
 *     {"version":"0.12.3"}
 *
 * https://github.com/ollama/ollama/blob/main/docs/api.md#version
 */
export function parseOllamaVersion(text: string): string | undefined {
	try {
		const answer: unknown = JSON.parse(text);
		return typeof answer === 'object' &&
			answer !== null &&
			'version' in answer &&
			typeof answer.version === 'string' &&
			answer.version.length <= longestVersion
			? answer.version
			: undefined;
	} catch {
		return undefined;
	}
}
