/** What PARAMETER takes, and of which kind. https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx#valid-parameters-and-values */
export const modelfileParameters = {
	...{num_ctx: 'whole', num_batch: 'whole', num_gpu: 'whole', main_gpu: 'whole'},
	...{num_thread: 'whole', num_keep: 'whole', num_predict: 'whole', seed: 'whole'},
	...{draft_num_predict: 'whole', top_k: 'whole', repeat_last_n: 'whole'},
	...{top_p: 'number', min_p: 'number', typical_p: 'number', temperature: 'number'},
	...{repeat_penalty: 'number', presence_penalty: 'number', frequency_penalty: 'number'},
	...{use_mmap: 'switch', stop: 'texts'},
} as const satisfies Readonly<Record<string, 'whole' | 'number' | 'switch' | 'texts'>>;

/** Those that Ollama takes no more, and leaves out itself. */
export const droppedParameters: ReadonlySet<string> = new Set([
	...['penalize_newline', 'low_vram', 'f16_kv', 'logits_all', 'vocab_only', 'use_mlock'],
	...['mirostat', 'mirostat_tau', 'mirostat_eta', 'tfs_z', 'num_gqa', 'rope_frequency_base'],
	'rope_frequency_scale',
]);

export const modelfileCommands = [
	...['from', 'parameter', 'template', 'system', 'license', 'message'],
	...['renderer', 'parser', 'requires', 'adapter'],
] as const;

export const modelfileRoles = ['system', 'user', 'assistant'] as const;

/** The value of a parameter as JSON has it; undefined: it is none of its kind. */
export function parameterValue(
	kind: (typeof modelfileParameters)[keyof typeof modelfileParameters],
	text: string,
): string | number | boolean | undefined {
	switch (kind) {
		case 'whole':
			return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
		case 'number':
			return /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/.test(text) ? Number(text) : undefined;
		case 'switch':
			return text === 'true' || text === 'false' ? text === 'true' : undefined;
		default:
			return text;
	}
}
